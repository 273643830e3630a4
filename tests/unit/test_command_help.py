"""Every command of ours explains itself."""

from __future__ import annotations

import pytest
from django.core.management import get_commands, load_command_class

OURS = ("cms", "products", "releases", "api", "search")
NAMES = sorted(name for name, app in get_commands().items() if str(app).startswith(OURS))


def test_there_are_commands_of_ours():
    assert {"serve", "work", "set_fact", "backup"} <= {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_help_of_a_command_can_be_read(name: str):
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    assert name in parser.format_help()
