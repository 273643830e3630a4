"""`make bench`: prints every figure as a table, and writes var/benchmarks.json."""

from __future__ import annotations

import os
from pathlib import Path

from tests.benchmarks import displaying, killed_nodes, listeners, publishing, reading, reading_stopped, searching
from tests.benchmarks.figures import table, write_json


def main() -> None:
    parts = (reading, reading_stopped, searching, publishing, displaying, killed_nodes, listeners)
    found = [figure for part in parts for figure in part.figures()]
    print(table(found))
    path = Path(os.environ.get("VAR_DIR", "var")) / "benchmarks.json"
    write_json(found, path)
    print(f"\nAlso in {path}.")


if __name__ == "__main__":
    main()
