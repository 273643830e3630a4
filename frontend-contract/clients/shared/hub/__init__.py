"""The hub as a client reads it, over HTTP."""
