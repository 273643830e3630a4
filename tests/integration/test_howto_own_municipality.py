"""The files that the page on your own municipality shows are a whole municipality, which loads as it says."""

from __future__ import annotations

import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from releases import store
from releases.replica.follower import follow

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
HOWTO = (ROOT / "docs" / "howto-own-municipality.md").read_text("utf-8")
FILES = re.findall(r"^`([\w/-]+\.yaml)`[^`]*?(?:`\w+`[^`]*?)?\n```yaml\n(.*?)```", HOWTO, re.DOTALL | re.MULTILINE)


@pytest.fixture
def municipality(tmp_path: Path) -> Path:
    """Made by hand, as the page tells."""
    [copied] = re.findall(r"^    cp -r (.*) my-municipality/$", HOWTO, re.MULTILINE)
    for name in copied.split():
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / Path(name).name)
    for name, content in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def test_every_piece_of_yaml_has_its_file():
    assert len(FILES) == HOWTO.count("```yaml")


def test_it_loads_as_one_release_and_a_second_time_changes_nothing(municipality):
    for _ in range(2):
        call_command("load_sample", fixtures=municipality, stdout=StringIO())
        assert store.head().number == 1


def test_its_product_is_told_with_the_value_of_the_day(municipality, client, replica):
    call_command("load_sample", fixtures=municipality, stdout=StringIO())
    follow(replica)
    document = client.get("/api/v1/channels/website/documents/product/uittreksel?at=2027-02-01").json()
    assert document["facts"]["uittreksel.leges"]["text"] == "€ 17,10"


def test_nothing_of_the_sample_is_left_in_what_it_shows(municipality):
    [sample] = re.findall(r"nl: Gemeente (\w+)", (Path(settings.FIXTURES_DIR) / "organisation.yaml").read_text("utf-8"))
    assert sample not in "".join(content for _, content in FILES)
