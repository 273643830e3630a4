"""The page that tells how to add a kind of fact names what every kind has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from releases.facts.kinds import FACT_KINDS

ROOT = Path(__file__).resolve().parents[2]
HOWTO = (ROOT / "docs" / "howto-add-a-fact-kind.md").read_text("utf-8")
NAMED = re.findall(r"`((?:releases|products|frontend-contract|fixtures|tests|docs)/[\w./-]*\w|CHANGELOG\.md)`", HOWTO)
# Where the page explains an entry, and not a file to write.
EXPLAINED = "releases/facts/kind.py"
PATHS = sorted(set(NAMED) - {EXPLAINED})


@pytest.mark.parametrize("path", [*PATHS, EXPLAINED])
def test_what_it_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_it_names_at_most_ten_files() -> None:
    assert PATHS == [
        "CHANGELOG.md",
        "docs/glossary.md",
        "fixtures/facts/belastingen.yaml",
        "fixtures/products/ozb.yaml",
        "frontend-contract/openapi.json",
        "frontend-contract/schemas/shared.schema.json",
        "products/models/kinds/percentage.py",
        "releases/facts/kinds/__init__.py",
        "releases/facts/kinds/percentage.py",
        "tests/integration/test_kind_percentage.py",
    ]


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_every_kind_has_its_entry_for_releases_and_for_editors(kind: str) -> None:
    module = re.sub(r"([A-Z])", r"_\1", kind).lower()
    entries = (f"releases/facts/kinds/{module}.py", f"products/models/kinds/{module}.py")
    assert [path for path in entries if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("path", PATHS)
def test_each_file_knows_the_kind(path: str) -> None:
    """By its name, or by the key of a fact of the kind."""
    text = (ROOT / path).read_text("utf-8").lower()
    assert "percentage" in text or "ozb.tarief." in text


def test_the_entry_on_the_page_is_the_one_in_the_tree() -> None:
    [entry] = re.findall(r"```python\n(.*?)```", HOWTO, re.DOTALL)
    assert entry in (ROOT / "releases/facts/kinds/percentage.py").read_text("utf-8")
