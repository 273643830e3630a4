"""`python -m verifier DIR [--channel NAME] [--key KEY_ID …] [--head DIGEST …]`: exits with 1 at a fault."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from verifier.chain import Chain
from verifier.export import Export, Unreadable


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("verifier", description="Replay an export of the hub, and name what was altered.")
    parser.add_argument("folder", type=Path, help="where `manage.py export_release` wrote it")
    parser.add_argument("--channel", help="this channel alone")
    parser.add_argument("--key", action="append", default=[], help="trust this key only; may be repeated")
    parser.add_argument("--head", action="append", default=[], help="a digest that must be in the chain")
    given = parser.parse_args(arguments)
    try:
        export = Export(given.folder, given.key)
        faults = 0
        for fault in export.faults(given.channel, given.head):
            faults += 1
            print(f"FAULT {fault}")
    except Unreadable as error:
        print(error)
        return 1
    for name, chain in export.chains.items():
        print(summary(name or "the hub", chain))
    print(f"Position {export.manifest['position']}, {export.documents} documents.")
    if not given.key:
        print("Compare the keys with those that the municipality tells, or name them with --key.")
    print(f"{faults} faults." if faults else "Nothing was altered.")
    return 1 if faults else 0


def summary(name: str, chain: Chain) -> str:
    last = f"ends at release {chain.last['number']} with {chain.last['digest']}" if chain.last else "is empty"
    signers = [f"{count} signed with {key}" if key else f"{count} not signed" for key, count in chain.signers.items()]
    later = [f" Epoch {epoch} begins at release {number}." for epoch, number in list(chain.epochs.items())[1:]]
    return f"{name}: {', '.join([f'{len(chain.digests)} links', *signers])}; {last}.{''.join(later)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
