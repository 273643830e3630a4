"""The examples are what the hub compiles; `python -m tests.contract.examples` writes them anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from releases.compiling.compiler import compile_snapshot
from tests.contract.example_municipality import municipality
from tests.contract.schemas import CONTRACT, document_examples

EXAMPLES = CONTRACT / "examples"
MOMENT = datetime(2026, 11, 24, tzinfo=UTC)


def examples() -> Iterator[tuple[Path, str]]:
    """Each document at one moment, as an indented file."""
    for document in compile_snapshot(municipality()).documents:
        body = next(p.body for p in reversed(document.periods) if p.starts is None or p.starts <= MOMENT)
        path = EXAMPLES / document.channel / f"{document.kind}.{document.key}.{document.locale}.json"
        yield path, json.dumps(json.loads(body), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    made = dict(examples())
    for stale in set(document_examples()) - set(made):
        stale.unlink()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
