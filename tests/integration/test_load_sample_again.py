"""`manage.py load_sample` once more: only the files that changed since, and what editors made of the rest stays."""

from __future__ import annotations

import json
import uuid
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from products.models import Amount, Location
from products.publishing.release import one_release
from releases.models import Head
from tests.integration.editorial import head_number, publish
from tests.integration.small_sample import change, write_small_sample

pytestmark = pytest.mark.django_db
FEE = "paspoort.leges"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT, settings.SAMPLE_LOADED = tmp_path / "media", tmp_path / "loaded.json"
    folder = write_small_sample(tmp_path / "sample")
    load(folder)
    return folder


def load(folder: Path, *arguments: str) -> str:
    output = StringIO()
    call_command("load_sample", *arguments, fixtures=folder, stdout=output)
    return output.getvalue()


def parts(output: str) -> set[str]:
    """Those that were loaded."""
    return {line[:20].strip() for line in output.splitlines() if "new or changed" in line}


def rename_town_hall() -> None:
    location = Location.objects.get()
    location.name = {"nl": "Stadhuis", "en": "Town hall"}
    with one_release(author="editor"):
        publish(location)


def fees() -> set[str]:
    return {str(value.amount) for value in Amount.objects.get(key=FEE).values.all()}


def test_nothing_is_loaded_when_no_file_changed(folder):
    output = load(folder)
    assert parts(output) == set()
    assert "Nothing changed, so no release" in output


def test_only_the_part_with_a_changed_file_is_loaded(folder):
    change(folder, "facts/reizen.yaml", 'amount: "83.87"', 'amount: "84.00"')
    assert parts(load(folder)) == {"facts"}
    assert head_number() == 2
    assert "84.00" in fees()


def test_a_change_is_loaded_once(folder):
    change(folder, "facts/reizen.yaml", 'amount: "83.87"', 'amount: "84.00"')
    load(folder)
    assert parts(load(folder)) == set()


def test_what_an_editor_changed_stays(folder):
    rename_town_hall()
    load(folder)
    assert Location.objects.get().name.source == "Stadhuis"


def test_an_operator_can_load_everything_again(folder):
    rename_town_hall()
    assert "products" in parts(load(folder, "--again"))
    assert Location.objects.get().name.source == "Gemeentehuis"


def test_another_database_is_loaded_from_the_start(folder):
    Head.objects.update(hub=uuid.uuid4())
    assert "products" in parts(load(folder))


def test_a_database_that_is_older_than_what_was_loaded_is_loaded_from_the_start(folder, settings):
    state = json.loads(settings.SAMPLE_LOADED.read_text())
    settings.SAMPLE_LOADED.write_text(json.dumps(state | {"release": 2}))
    assert "products" in parts(load(folder))


def test_a_load_that_is_refused_is_not_taken_for_done(folder):
    change(folder, "products/paspoort.yaml", "facts: [paspoort.leges, pasfoto]", "facts: [onbekend]")
    with pytest.raises(CommandError):
        load(folder)
    with pytest.raises(CommandError):
        load(folder)


def test_a_terminal_shows_how_far_it_is(folder):
    terminal = Terminal()
    call_command("load_sample", "--again", fixtures=folder, stdout=terminal)
    assert "products                1 …\r" in terminal.getvalue()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True
