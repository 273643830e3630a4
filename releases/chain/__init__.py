"""Chain that nothing can alter unseen: links, digests, signatures, and databases that come back older."""
