"""A content language is one folder here: how it words facts, how a voice says them, and how search takes it apart."""
