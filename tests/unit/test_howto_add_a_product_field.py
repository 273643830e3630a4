"""The page that tells how to add a product field names each file that knows its example."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOWTO = (ROOT / "docs" / "howto-add-a-product-field.md").read_text("utf-8")
FOLDERS = ("products", "releases", "search", "cms", "frontend-contract/clients", "frontend-contract/schemas")
NAMED = set(re.findall(r"`([\w-]+/[\w./-]+)`", HOWTO))
# Made by commands of step 1, or the words and looks of clients that any text on a page has.
OF_ITSELF = ("/migrations/", "/locale/", "/languages/", "/shared/")


def knows(path: Path) -> bool:
    return re.search(r"\b(internal_notes|internalNotes)\b", path.read_text("utf-8")) is not None


def of_the_example() -> set[str]:
    """The files that know the example, apart from those that a command writes."""
    sources = (
        path for folder in FOLDERS for suffix in ("py", "html", "json") for path in (ROOT / folder).rglob(f"*.{suffix}")
    )
    names = (path.relative_to(ROOT).as_posix() for path in sources if "node_modules" not in path.parts and knows(path))
    return {name for name in names if not any(part in name for part in OF_ITSELF)}


def test_it_names_every_file_that_knows_the_example() -> None:
    assert of_the_example() - NAMED == set()


def test_what_it_names_is_there() -> None:
    assert [path for path in sorted(NAMED) if not (ROOT / path).exists()] == []
