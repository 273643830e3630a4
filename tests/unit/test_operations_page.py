"""Every command that docs/operations.md shows is one that the hub takes, with these options, and is run by a test."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
BLOCKS = re.sub(r"\\\n\s+", "", PAGE)
LINES = re.findall(
    r"^    +(?:.*[ /])?(?:manage\.py|een-antwoord|een-antwoord-command) ([a-z_]+(?: .*)?)$", BLOCKS, re.MULTILINE
)
INLINE = re.findall(r"`manage\.py ([a-z_]+[^`<]*)(?:<[^`]*)?`", PAGE.replace("\n", " "))
SHOWN = sorted({line.partition(" #")[0].strip() for line in (*LINES, *INLINE)})
WAY_BACK = (
    "integration/test_way_back.py::test_the_version_before_goes_on_beside_the_new_tables_and_both_ways_back_are_open"
)
# Who runs it, by the beginning of what is shown; what asks for a machine of its own is checked as far as one can here.
TRIED = {
    "backup": "integration/test_backup.py::test_channels_that_follow_go_back_and_on_without_a_number_that_means_two_things",
    "confirm_clock": "integration/test_second_clock.py::test_a_clock_that_a_person_confirmed_is_trusted",
    "export_release --storage": "integration/test_export_storage.py::test_the_command_exports_to_the_store",
    "export_release": "integration/test_export.py::test_an_earlier_release_can_be_exported",
    "init": "integration/test_wheel.py::test_the_services_of_an_installed_hub_go_from_nothing_to_a_published_product",
    "new_epoch": "integration/test_new_epoch.py::test_a_new_epoch_goes_on_past_all_numbers_that_were_shown",
    "recompile": "integration/test_rollback.py::test_what_differs_after_an_upgrade_is_published_again",
    "restore": WAY_BACK,
    "rotate_key": "integration/test_signatures.py::test_a_key_from_the_environment_is_replaced_there",
    "serve": "integration/test_wheel.py::test_the_services_of_an_installed_hub_go_from_nothing_to_a_published_product",
    "shell": "integration/test_login.py::test_who_lost_every_second_factor_is_helped_by_the_command_of_the_page",
    "upgrade": WAY_BACK,
    "verify_head": WAY_BACK,
    "verify_releases": "integration/test_verify_releases.py::test_an_honest_chain_has_no_fault_and_tells_how_far_it_is",
}
OTHERS = {
    "python3 -m venv": "integration/test_wheel.py::program",
    "useradd": "unit/test_deploy.py::test_systemd_finds_no_fault_in_the_units",
    "sudo -u postgres": "postgresql.py::stoppable_cluster",
    "/opt/een-antwoord/.venv/bin/pip install": "integration/test_wheel.py::program",
    "install -m 600": "integration/test_wheel.py::given",
    "cp deploy/systemd": "unit/test_deploy.py::staged",
    "install deploy/systemd/een-antwoord-command": "unit/test_deploy.py::test_operators_commands_run_as_the_services_do",
    "systemctl enable": "unit/test_deploy.py::test_systemd_finds_no_fault_in_the_units",
    "cp deploy/compose.env": "unit/test_deploy.py::test_every_value_that_compose_asks_for_is_in_the_example",
    "docker compose": "unit/test_deploy.py::test_compose_is_valid_by_the_specification",
    "export LISTEN": "nginx.py::running_nginx",
    "envsubst": "nginx.py::running_nginx",
}
BLOCK_LINES = re.findall(r"^    (?! )(.+)$", BLOCKS, re.MULTILINE)


def test_the_page_shows_what_an_operator_does():
    assert {line.split()[0] for line in SHOWN} >= {"init", "serve", "upgrade", "backup", "restore", "new_epoch"}


@pytest.mark.parametrize("line", SHOWN)
def test_a_command_on_the_page_exists_and_takes_its_options(line):
    name, *arguments = shlex.split(line)
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    known = {option for action in parser._actions for option in action.option_strings}
    given = {each.partition("=")[0] for each in arguments if each.startswith("-")}
    assert given <= known


@pytest.mark.parametrize("line", [*SHOWN, *BLOCK_LINES])
def test_a_command_on_the_page_is_run_by_a_test(line):
    bare = re.sub(r"^(?:\S*/)?(?:manage\.py|een-antwoord-command|een-antwoord) ", "", line)
    known = TRIED | OTHERS
    [tried] = [known[each] for each in sorted(known, key=len, reverse=True) if bare.startswith(each)][:1]
    file, _, test = tried.partition("::")
    assert (ROOT / "tests" / file).is_file()
    assert f"def {test}" in (ROOT / "tests" / file).read_text("utf-8")
