"""The version before and this one on one database: beside each other during an upgrade, and the ways back."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.integration.admin_forms import form_data
from tests.integration.first_product import EMPTY, PRODUCT, administrator, post, publish_first_product
from tests.journeys.running_hub import free_ports, running

ROOT = Path(__file__).resolve().parents[2]
# The commit of the version before: the newest one whose tables are not those of this one.
BEFORE = "55ecbf9e1b444f6b1b3e5a40486e86dc81f677b1"
ACCOUNT = "beheer@voorbeeldstad.example"
pytestmark = pytest.mark.slow


class Hub:
    """One node, whose code may change under it, on a database that the version before made."""

    def __init__(self, folder: Path, before: Path) -> None:
        port = free_ports()
        self.before, self.folder, self.url = before, folder, f"http://127.0.0.1:{port}"
        given = {"PORT": str(port), "BASE_URL": self.url, "DATABASE_URL": f"sqlite:///{folder}/hub.sqlite3"}
        self.environment = {**os.environ, "VAR_DIR": str(folder), "REFERENCE_CHANNELS": "0", **given}

    def manage(self, code: Path, *arguments: str) -> str:
        command, given = [sys.executable, "manage.py", *arguments], {"cwd": code, "env": self.environment}
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, **given)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def served(self, code: Path) -> Iterator[None]:
        command = [sys.executable, "manage.py", "serve", "--only", "hub", "--workers", "1"]
        log = self.folder / "serve.log"
        with running(command, self.environment, log, f"{self.url}/api/v1/health/ready", cwd=code):
            yield

    def title(self) -> str:
        return httpx.get(self.url + PRODUCT).raise_for_status().json()["title"]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code of the version before."""
    archive = subprocess.run(["git", "archive", BEFORE], cwd=ROOT, capture_output=True, check=False)
    if archive.returncode:
        pytest.skip("this clone has no history, so not the version before")
    folder = tmp_path_factory.mktemp("before")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    subprocess.run([sys.executable, "-m", "cms.translations", "compile"], cwd=folder, check=True)
    return folder


@pytest.fixture
def hub(tmp_path: Path, before: Path) -> Hub:
    return Hub(tmp_path, before)


def retitle(client: httpx.Client, title: str) -> None:
    """The first product, published again from its form."""
    pages = client.get("/admin/pages/").text + client.get("/admin/reports/site-history/").text
    forms = dict.fromkeys(re.findall(r"/admin/pages/\d+/edit/", pages))
    for address in forms:
        values = form_data(client, address)
        if values.get("key") == "uittreksel":
            post(client, address, {**values, **EMPTY, "title": title, "action-publish": "publish"})
            return
    raise AssertionError(f"the product is not among {[*forms]}")


def test_the_version_before_goes_on_beside_the_new_tables_and_both_ways_back_are_open(hub: Hub, tmp_path: Path):
    hub.manage(hub.before, "upgrade")
    said = hub.manage(hub.before, "init", "--municipality", "Gemeente Voorbeeldstad", "--administrator", ACCOUNT)
    with hub.served(hub.before), administrator(hub.url, ACCOUNT, said) as client:
        publish_first_product(client)
        hub.manage(hub.before, "backup", str(tmp_path / "backup"))
        hub.manage(ROOT, "upgrade")
        retitle(client, "Voor de balie")
        assert hub.title() == "Voor de balie"
        cookies = client.cookies
    hub.manage(ROOT, "upgrade")
    hub.manage(ROOT, "verify_head")
    with hub.served(ROOT), httpx.Client(base_url=hub.url, cookies=cookies, follow_redirects=True) as client:
        retitle(client, "Na de overgang")
        assert hub.title() == "Na de overgang"
    with hub.served(hub.before), httpx.Client(base_url=hub.url, cookies=cookies, follow_redirects=True) as client:
        assert hub.title() == "Na de overgang"
        retitle(client, "Terug bij de vorige")
        assert hub.title() == "Terug bij de vorige"
    hub.manage(hub.before, "restore", str(tmp_path / "backup"), "--yes")
    with hub.served(hub.before):
        assert hub.title() == "Uittreksel aanvragen"
