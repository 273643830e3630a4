"""The example that the verifier is tested with is what a hub exports: delete the folder, and this writes it anew."""

from __future__ import annotations

import gzip
import os
import shutil
import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from releases import epochs
from releases.chain import keys, links
from releases.channels import channels_on
from releases.compiling.documents import CompiledPeriod, Document
from releases.core import canonical
from releases.export.folder import ExportFolder
from releases.export.targets import export_to
from releases.models import Head, Release
from releases.proof.signing import key_id_of, public_key_of
from releases.verification import Verification
from tests.integration.published import FEE, NEW_YEAR, NOW, document, publish
from verifier.export import Export

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).parents[2] / "frontend-contract" / "verifier" / "example"
# Never a key of a real hub: they stand here for everybody to read.
FIRST_KEY, SECOND_KEY = "A" * 43, "B" * 42 + "A"
SALT = "0123456789abcdef" * 2
EPOCHS = [uuid.UUID(int=number) for number in (1, 2)]
DAY = timedelta(days=1)


def told(text: str, starts=None) -> CompiledPeriod:
    body = canonical.dumps({"key": "paspoort", "text": text * 20})
    return CompiledPeriod(starts, body, canonical.digest(body))


def in_channels(*periods: CompiledPeriod, channels=("website", "desk")) -> list[Document]:
    return [document(*periods, channel=channel) for channel in channels]


@pytest.fixture
def exported(settings, monkeypatch, replica, tmp_path: Path) -> Path:
    """Seven releases, of which one withdraws a document, by two keys, in two epochs; the next year is known already."""
    monkeypatch.setattr(uuid, "uuid4", lambda: EPOCHS[1])
    monkeypatch.setattr(links, "new_salt", lambda: SALT)
    Head.objects.update(hub=EPOCHS[0])
    settings.SIGNING_KEY = FIRST_KEY
    publish(*in_channels(told("€ 83,87. ")), document(key="rijbewijs"), now=NOW, facts={FEE: b'{"value":"83.87"}'})
    publish(*in_channels(told("€ 85,00. "), told("€ 90,00. ", NEW_YEAR)), now=NOW + DAY)
    settings.SIGNING_KEY = SECOND_KEY
    keys.begin(NOW + 2 * DAY)
    publish(*in_channels(told("€ 85,00. "), told("€ 91,00. ", NEW_YEAR), channels=["website"]),
            document(told("€ 85,00. "), channel="desk"), now=NOW + 2 * DAY)  # fmt: skip
    keys.end(key_id_of(public_key_of(FIRST_KEY)), NOW + 2 * DAY)
    publish(removed=[("product", "rijbewijs")], now=NOW + 3 * DAY)
    epochs.begin_epoch(NOW + 4 * DAY, "test", after=7)
    publish(*in_channels(told("€ 86,00. "), told("€ 91,00. ", NEW_YEAR)), now=NOW + 5 * DAY)
    publish(*in_channels(told("€ 86,50. "), told("€ 91,00. ", NEW_YEAR), channels=["website"]),
            document(told("€ 86,00. "), told("€ 91,00. ", NEW_YEAR), channel="desk"), now=NOW + 6 * DAY)  # fmt: skip
    return export(tmp_path, 10)


def export(folder: Path, number: int) -> Path:
    export_to(ExportFolder(folder / f"export-{number}"), tuple(channels_on(())), number, NOW + 7 * DAY)
    return folder / f"export-{number}" / "current"


def files(folder: Path) -> dict[str, bytes]:
    """By path; decompressed, since libraries compress in more than one way."""
    walk = os.walk(folder, followlinks=True)
    paths = [Path(place, name) for place, _, names in walk for name in names]
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {path: gzip.decompress(body) if path.endswith(".gz") else body for path, body in found.items()}


def test_the_example_is_what_a_hub_exports(exported):
    if not EXAMPLE.exists():
        shutil.copytree(exported, EXAMPLE)
    assert files(EXAMPLE) == files(exported)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 8, 9, 10])
def test_the_verifier_finds_nothing_in_an_export_of_any_release(exported, tmp_path, number):
    assert list(Export(export(tmp_path, number)).faults()) == []


def test_the_hub_and_the_verifier_say_the_same_of_a_release_that_is_gone(exported, tmp_path):
    Release.objects.filter(number=3).delete()
    found = {(fault.number, fault.channel) for _, faults in Verification().run() for fault in faults}
    assert (4, "website") in found
    assert any(
        "website release 4: it does not follow on release 2" in fault for fault in Export(export(tmp_path, 10)).faults()
    )
