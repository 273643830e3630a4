"""A wheel is a whole hub: on a machine without the code, its services go from nothing to a published product."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.integration.first_product import PRODUCT, administrator, publish_first_product
from tests.journeys.running_hub import free_ports, new_database, running

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = "beheer@voorbeeldstad.example"
pytestmark = pytest.mark.slow


def run(*command: str | Path, **options: object) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as the image builds it, from what .dockerignore lets through."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    let_through = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    for name in run("git", "ls-files", "-co", "--exclude-standard", "--", *let_through, cwd=ROOT).splitlines():
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, source / name)
    pip = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", target, source)
    run(*pip, cwd=source)
    [built] = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of the installed hub; what it depends on is that of the tests, so that nothing is fetched."""
    machine = tmp_path_factory.mktemp("machine")
    run(sys.executable, "-m", "venv", "--without-pip", machine)
    [packages] = machine.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = (sys.executable, "-m", "pip", "--python", machine / "bin" / "python", "install", "--no-deps", "--no-index")
    run(*pip, wheel)
    return machine / "bin" / "een-antwoord"


def services(program: Path) -> Iterator[list[str]]:
    """What systemd starts, in the folders of this test."""
    unit = (ROOT / "deploy" / "systemd" / "een-antwoord@.service").read_text()
    [command] = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    for part in ("hub", "stream", "worker"):
        yield command.replace("/opt/een-antwoord/.venv/bin/een-antwoord", str(program)).replace("%i", part).split()


def given(state: Path, **values: str) -> dict[str, str]:
    """The unit's environment and the example's, with what is of this machine."""
    folder = ROOT / "deploy" / "systemd"
    [line] = re.findall(r"^Environment=(.*)$", (folder / "een-antwoord@.service").read_text(), re.MULTILINE)
    example = re.findall(r"^([A-Z_]+=.*)$", (folder / "een-antwoord.env.example").read_text(), re.MULTILINE)
    told = dict(each.split("=", 1) for each in [*line.split(), *example])
    told = {name: value.replace("/var/lib/een-antwoord", str(state)) for name, value in told.items()}
    taken_away = {"PYTHONPATH", "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name not in taken_away} | told | values


def test_the_services_of_an_installed_hub_go_from_nothing_to_a_published_product(program, tmp_path):
    port, state = free_ports(), tmp_path / "state"
    url = f"http://127.0.0.1:{port}"
    state.mkdir()
    of_this_machine = {"PORT": str(port), "BASE_URL": url, "CSRF_TRUSTED_ORIGINS": url, "ALLOWED_HOSTS": "127.0.0.1"}
    environment = given(state, HTTPS="0", DATABASE_URL=new_database(tmp_path), **of_this_machine)
    run(program, "upgrade", env=environment, cwd=state)
    init = ("init", "--municipality", "Gemeente Voorbeeldstad", "--administrator", ACCOUNT)
    said = run(program, *init, env=environment, cwd=state, stdin=subprocess.DEVNULL)

    hub, stream, worker = services(program)
    with (
        running(hub, environment, tmp_path / "hub.log", f"{url}/api/v1/health/ready", cwd=state),
        running(worker, environment, tmp_path / "worker.log", f"{url}/api/v1/health/duties", cwd=state),
        running(stream, environment, tmp_path / "stream.log", f"http://127.0.0.1:{port + 2}/api/v1/changes", cwd=state),
        administrator(url, ACCOUNT, said) as client,
    ):
        assert "Uw eerste product" in client.get("/admin/").text
        publish_first_product(client)
        assert httpx.get(url + PRODUCT).json()["title"] == "Uittreksel aanvragen"
        assert httpx.get(f"{url}/api/v1/openapi.json").is_success
    assert (state / "secrets").exists()
    # What is normal has no line in the log.
    assert "".join((tmp_path / f"{part}.log").read_text() for part in ("hub", "stream", "worker")) == ""
