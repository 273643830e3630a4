"""This node's copy of all released documents in shared memory, from which readers are answered."""
