"""The verifier of an export, without the hub: `python -m verifier DIR`. Needs Python 3.11 and `cryptography`."""
