"""The files in deploy/ fit each other and the commands that they start."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from cms.management.commands.serve import PARTS, programs

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
GIVEN = re.compile(r"^([A-Z_]+)=", re.MULTILINE)


def test_every_value_that_nginx_needs_is_given():
    wanted = set(re.findall(r"\$\{([A-Z_]+)\}", (DEPLOY / "nginx.conf.template").read_text()))
    assert wanted == set(SERVICES["nginx"]["environment"])


def test_every_value_that_compose_asks_for_is_in_the_example():
    wanted = set(re.findall(r"\$\{([A-Z_]+)", (DEPLOY / "compose.yaml").read_text()))
    assert wanted == set(GIVEN.findall((DEPLOY / "compose.env.example").read_text()))


def test_every_part_that_is_started_exists():
    started = {
        command[command.index("--only") + 1]
        for each in SERVICES.values()
        if "--only" in (command := each.get("command", []))
    }
    started |= set(re.findall(r"een-antwoord@(\w+)\.service", (DEPLOY / "systemd" / "een-antwoord.target").read_text()))
    assert started == set(PARTS)


def test_a_hub_without_reference_channels_has_the_other_parts():
    names = {program.name for program in programs("127.0.0.1", 1, channels=False)}
    assert {"hub", "worker"} <= names <= set(PARTS) - {"channels"}


def test_nginx_sees_no_secret():
    volumes = SERVICES["nginx"]["volumes"]
    assert all(volume.endswith(":ro") for volume in volumes)
    assert not any(volume.startswith("var:") for volume in volumes)


def test_nothing_but_nginx_has_a_port_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]


def test_every_image_is_of_a_fixed_version():
    images = [service["image"] for service in SERVICES.values() if service["image"] != "een-antwoord"]
    assert all(re.search(r":[0-9][0-9.]+$", image) for image in images)


def test_every_image_has_an_exact_version():
    bases = re.findall(r"^FROM (\S+)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    images = [*bases, *(each["image"] for each in SERVICES.values() if each["image"] != "een-antwoord")]
    assert [image for image in images if not re.search(r":\d+\.\d+(\.\d+)?(-[\w.-]+)?$", image)] == []


def test_the_image_has_no_packages_that_only_tests_need():
    needed = {line.partition("==")[0] for line in (ROOT / "requirements.lock").read_text().splitlines() if "==" in line}
    assert not needed & {"pytest", "hypothesis", "playwright", "moto", "mypy", "ruff"}
    assert "requirements-dev.lock" not in (DEPLOY / "Dockerfile").read_text()


def test_the_image_runs_as_an_account_without_rights():
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["een-antwoord"]


def test_what_a_machine_keeps_secret_goes_into_no_image_and_no_commit():
    assert (ROOT / ".dockerignore").read_text().splitlines()[1] == "*"
    ignored = ["deploy/.env", ".env", "var/secrets/secret_key"]
    done = subprocess.run(["git", "check-ignore", *ignored], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ignored


def others_may(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o077)


def test_data_is_readable_by_the_service_alone_also_what_an_earlier_version_left_open(tmp_path):
    """All but the folders that nginx serves, which it reaches without listing what is beside them."""
    old, copy = tmp_path / "hub.sqlite3", tmp_path / "replica"
    old.touch(0o644)
    copy.mkdir(0o755)
    made = (
        "from cms.environment import keep_to_this_account, VAR_DIR; keep_to_this_account(); (VAR_DIR / 'new').touch()"
    )
    subprocess.run([sys.executable, "-c", made], env=os.environ | {"VAR_DIR": str(tmp_path)}, cwd=ROOT, check=True)
    assert {path.name for path in tmp_path.iterdir() if others_may(path)} == {"media"}
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path, tmp_path / "media", tmp_path / "media" / "logos")]
    assert modes == [0o711, 0o711, 0o755]


def test_compose_is_valid_by_the_specification():
    schema = json.loads((ROOT / "tests" / "deploy" / "compose-spec.json").read_text())
    errors = jsonschema_rs.validator_for(schema).iter_errors(COMPOSE)
    assert [f"{list(error.instance_path)}: {error.message}" for error in errors] == []


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    """A machine's folders as docs/operations.md fills them, beside the units that systemd brings."""
    if not shutil.which("systemd-analyze"):
        (pytest.fail if os.environ.get("REQUIRE_PARTS") else pytest.skip)("Install the package `systemd`.")
    units, program = tmp_path / "etc" / "systemd" / "system", tmp_path / "opt/een-antwoord/.venv/bin/een-antwoord"
    shutil.copytree("/usr/lib/systemd/system", tmp_path / "usr/lib/systemd/system", symlinks=True)
    units.mkdir(parents=True)
    for unit in (DEPLOY / "systemd").glob("een-antwoord*.[st]*[et]"):
        shutil.copy(unit, units)
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    shutil.copy(DEPLOY / "systemd" / "een-antwoord.env.example", tmp_path / "etc" / "een-antwoord.env")
    return tmp_path


@pytest.mark.parametrize("unit", ["een-antwoord.target", *(f"een-antwoord@{part}.service" for part in PARTS[:3])])
def test_systemd_finds_no_fault_in_the_units(staged, unit):
    command = ["systemd-analyze", f"--root={staged}", "verify", unit]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "een-antwoord" in line]) == (0, [])


def test_operators_commands_run_as_the_services_do():
    unit = (DEPLOY / "systemd" / "een-antwoord@.service").read_text()
    command = (DEPLOY / "systemd" / "een-antwoord-command").read_text()
    [environment] = re.findall(r"^Environment=(.*)$", unit, re.MULTILINE)
    assert all(f"--setenv={each}" in command for each in environment.split())
    for name, option in (("User", "--uid"), ("WorkingDirectory", "--working-directory")):
        assert f"{option}={re.findall(rf'^{name}=(.*)$', unit, re.MULTILINE)[0]}" in command
    for name in ("EnvironmentFile", "StateDirectory"):
        assert f"--property={re.findall(rf'^{name}=.*$', unit, re.MULTILINE)[0]}" in command
