"""Verifies an export of the hub without the hub: `python -m verifier DIR`. Needs Python 3.11 and `cryptography`."""
