//! The product under test, through its real router.
