# How the solver (HiGHS, C++) is built, in every profile: see docs/decisions/0013. Named by .cargo/config.toml.

# Several sources are compiled as one, so that their headers are read once.
set(CMAKE_UNITY_BUILD ON CACHE BOOL "")
# Its own choice is -O3, which takes longer to build.
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG" CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG" CACHE STRING "")
