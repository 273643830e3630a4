"""The first page that a stranger reads: its figures, its commands and its house are those of this tree."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
OPERATORS = README.partition("## For operators")[2].partition("\n## ")[0]


def test_the_sample_has_about_as_many_products_as_it_says() -> None:
    [said] = re.findall(r"more than (\d+) products", README)
    assert int(said) < len(list((ROOT / "fixtures/products").glob("*.yaml"))) <= int(said) + 20


def test_every_command_for_operators_is_there() -> None:
    rows = [line.split("|")[1] for line in OPERATORS.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`(?:manage\.py )?([a-z_]+)", row)]
    named += re.findall(r"manage\.py ([a-z_]+)", README)
    assert [name for name in named if name not in get_commands()] == []


def test_every_make_target_is_there() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert [name for name in re.findall(r"^    make ([a-z-]+)", README, re.MULTILINE) if name not in targets] == []


def test_every_room_of_the_house_has_its_row() -> None:
    rooms = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
    assert [room for room in rooms if f"| [{room}/]({room}) |" not in README] == []
