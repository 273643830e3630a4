"""The glossary has each word once, and one Dutch word for it."""

from __future__ import annotations

import re
from pathlib import Path

GLOSSARY = (Path(__file__).resolve().parents[2] / "docs" / "glossary.md").read_text("utf-8")
UNSEEN = "–"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.splitlines()
    if line.startswith("| ") and not line.startswith("| code |")
]


def words(cell: str) -> list[str]:
    """Without what stands between brackets: another word that people know, or where it holds."""
    return [word.strip().casefold() for word in re.sub(r"\(.*?\)", "", cell).split(",")]


def repeated(cells: list[str]) -> list[str]:
    found = [word for cell in cells for word in words(cell) if word != UNSEEN]
    return sorted({word for word in found if found.count(word) > 1})


def test_a_row_has_a_word_in_code_one_on_screen_and_a_meaning() -> None:
    assert [row for row in ROWS if len(row) != 3 or not all(row)] == []


def test_each_word_in_code_stands_there_once() -> None:
    assert repeated([code for code, _, _ in ROWS]) == []


def test_each_dutch_word_is_that_of_one_concept() -> None:
    assert repeated([dutch for _, dutch, _ in ROWS]) == []


def test_a_concept_has_one_dutch_word() -> None:
    """A row for two concepts has two."""
    assert [row[:2] for row in ROWS if len(words(row[1])) > len(words(row[0]))] == []
