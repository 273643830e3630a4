"""This node's copy of all that is public, in shared memory, from which readers are answered."""
