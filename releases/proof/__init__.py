"""Proof of the chain: digests, signatures and the rules by which anybody verifies them, as plain functions."""
