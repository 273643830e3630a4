"""Scrub of a node's copy: `python -m releases.replica.scrub FOLDER` finds every row, as it was written.

It is a process of its own, since what a disk damaged may end whoever reads it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import lmdb

from releases.replica.checked import CopyDamaged, checked
from releases.replica.layout import Databases


def scrub(folder: Path) -> None:
    """Raises CopyDamaged, or what LMDB raises."""
    with lmdb.open(str(folder), readonly=True, max_dbs=len(Databases._fields), map_size=2**36) as env:
        for name in Databases._fields:
            database = env.open_db(name.encode(), create=False)
            with env.begin(db=database) as txn:
                count = 0
                for key, row in txn.cursor():
                    count += 1
                    checked(key, row)
                    if txn.get(key) != row:
                        raise CopyDamaged(f"the row {key!r} of {name} is not where it is looked for")
                if count != txn.stat(database)["entries"]:
                    raise CopyDamaged(f"of {name} not all rows are found")


if __name__ == "__main__":
    try:
        scrub(Path(sys.argv[1]))
    except (CopyDamaged, lmdb.Error) as error:
        sys.exit(f"damaged: {error}")
