"""The pages on architecture name each room of the house, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = {
    folder: (DOCS / "architecture" / f"{folder}.md").read_text("utf-8") for folder in ("products", "cms", "search")
}
# Django's own, which hold no code of ours that a newcomer looks for.
NO_ROOMS = {"management", "migrations", "locale", "static", "templates"}


def rooms(folder: str) -> list[str]:
    return sorted(
        path.parent.name for path in (ROOT / folder).glob("*/__init__.py") if path.parent.name not in NO_ROOMS
    )


def linked(page: Path) -> list[Path]:
    return [page.parent / found for found in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))]


def test_each_page_names_every_room() -> None:
    unnamed = [
        f"{folder}/{room}" for folder, page in PAGES.items() for room in rooms(folder) if f"`{room}/`" not in page
    ]
    assert unnamed == []


def test_no_page_names_a_room_or_module_that_is_gone() -> None:
    named = [(folder, name) for folder, page in PAGES.items() for name in re.findall(r"`([\w/]+/|[\w/]+\.py)`", page)]
    assert [name for folder, name in named if not any((ROOT / at / name).exists() for at in (folder, "."))] == []


def test_every_link_between_the_pages_leads_to_one_that_is_there() -> None:
    pages = [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]
    assert [(page.name, str(target)) for page in pages for target in linked(page) if not target.exists()] == []
