"""What cannot be altered unseen: links, digests, signatures, and what happens when a database comes back older."""
