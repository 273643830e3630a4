"""The files in deploy/ fit each other and the commands that they start."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from cms.management.commands.serve import PARTS, programs

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
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
    assert started == {"hub", "stream", "worker"} <= set(PARTS)


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
