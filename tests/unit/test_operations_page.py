"""Every command that docs/operations.md shows is one that the hub takes, with these options."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text("utf-8")
BLOCKS = re.sub(r"\\\n\s+", "", PAGE)
LINES = re.findall(
    r"^    +(?:.*[ /])?(?:manage\.py|een-antwoord|een-antwoord-command) ([a-z_]+(?: .*)?)$", BLOCKS, re.MULTILINE
)
INLINE = re.findall(r"`manage\.py ([a-z_]+[^`<]*)(?:<[^`]*)?`", PAGE.replace("\n", " "))
SHOWN = sorted({line.partition(" #")[0].strip() for line in (*LINES, *INLINE)})


def test_the_page_shows_what_an_operator_does():
    assert {line.split()[0] for line in SHOWN} >= {"init", "serve", "upgrade", "backup", "restore", "new_epoch"}


@pytest.mark.parametrize("line", SHOWN)
def test_a_command_on_the_page_exists_and_takes_its_options(line):
    name, *arguments = shlex.split(line)
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    known = {option for action in parser._actions for option in action.option_strings}
    given = {each.partition("=")[0] for each in arguments if each.startswith("-")}
    assert given <= known
