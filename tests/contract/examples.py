"""The examples are what the hub compiles; `python -m tests.contract.examples` writes them anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from releases.compiling.compiler import compile_snapshot
from tests.contract.example_municipality import municipality
from tests.contract.schemas import CONTRACT, document_examples, schema_of

EXAMPLES = CONTRACT / "examples"
MOMENT = datetime(2026, 11, 24, tzinfo=UTC)


@cache
def bodies() -> list[bytes]:
    """Each document of each channel at one moment."""
    documents = compile_snapshot(municipality()).documents
    return [next(p.body for p in reversed(d.periods) if p.starts is None or p.starts <= MOMENT) for d in documents]


def examples() -> Iterator[tuple[Path, str]]:
    """As indented files; what all channels tell in one form, once."""
    for document in map(json.loads, bodies()):
        folder = schema_of(document["channel"], document["kind"]).parent.name
        if document["channel"] in (folder, "website"):
            path = EXAMPLES / folder / f"{document['kind']}.{document['key']}.{document['locale']}.json"
            yield path, json.dumps(document, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    made = dict(examples())
    for stale in set(document_examples()) - set(made):
        stale.unlink()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
