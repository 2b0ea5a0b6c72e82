# Connectivity

# What is wrong in a file of rooms or tests.
file-problem-room-kind-unknown = There is no such kind of room. Say for instance ordinary, science, technology, arts, language, computer, library or workshop.
file-problem-half-days-too-many = A week has fewer half-days. Give a number from 0 to 12.
file-problem-duplicate-room = This room is twice in the file: the first line is kept. Remove the other.
file-problem-room-unknown = No room has this name, or nobody said where the probe stands. Enter the room first, or say which room it is before importing.
file-problem-time-invalid = This time is not recognised. Write it like this: 10:30.
file-problem-yes-no-invalid = Write “oui” or “non”.
file-problem-rate-absurd = No line reaches this rate. Check the unit: Mbit/s is expected.
file-problem-no-rate = A “dash” result tells whether a video would play, but gives no rate. Bring results of ndt7, ndt5 or ookla.
file-problem-probe-unknown = This result comes from a probe that Pôle does not know. Bring results of ndt7, ndt5 or ookla.
file-problem-json-invalid = This piece cannot be read. Take the file from the probe again.
