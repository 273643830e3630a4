"""An export is the hub's bytes as files: whole, in one step, and no more work than what changed."""

from __future__ import annotations

import gzip
import json
import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from releases.chain import keys
from releases.compiling.documents import CompiledPeriod, Document
from releases.core import canonical
from releases.export.folder import ExportFolder
from releases.export.targets import Busy, _alone, export_to, keep_up
from tests.integration.published import NEW_YEAR, NOW, document, period, publish

pytestmark = pytest.mark.django_db
PASSPORT = "website/documents/product/paspoort.nl.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "export"


def export(folder: Path, *channels: str, release: int = 1, now=NOW, keep: int = 3) -> int:
    return export_to(ExportFolder(folder, keep), channels or ("website",), release, now)


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("export_release", *arguments, stdout=out)
    return out.getvalue()


def read(folder: Path, path: str = PASSPORT) -> bytes:
    return (folder / "current" / path).read_bytes()


def listed(folder: Path, path: str) -> dict:
    return json.loads(read(folder, path))


def exports(folder: Path) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in (folder / "releases").iterdir())


def long_document(key: str = "paspoort") -> Document:
    body = canonical.dumps({"key": key, "text": "een lange tekst " * 50})
    return document(CompiledPeriod(None, body, canonical.digest(body)), key=key)


def test_a_document_is_the_bytes_that_the_hub_serves(folder):
    publish(document(period("83.87")))
    export(folder)
    assert read(folder) == period("83.87").body


def test_all_periods_are_there_before_they_start(folder):
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    export(folder)
    assert read(folder, f"website/contents/{period('90.00').digest}.json") == period("90.00").body


def test_another_account_can_read_an_export_of_a_hub_that_keeps_its_files_to_itself(folder):
    publish(document(period("83.87")))
    before = os.umask(0o077)
    try:
        export(folder)
    finally:
        os.umask(before)
    closed = [path for path in folder.rglob("*") if not path.is_symlink() and not path.stat().st_mode & 0o004]
    assert [path.name for path in closed if path.name != ".lock"] == []


def test_a_document_shows_the_digest_of_what_it_links_to(folder):
    publish(document())
    export(folder)
    assert (folder / "current" / PASSPORT).resolve().stem == period("83.87").digest


def test_a_switch_is_followed_when_the_export_runs_again(folder):
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    export(folder)
    export(folder, now=NEW_YEAR)
    assert read(folder) == period("90.00").body
    assert listed(folder, "manifest.json")["position"] == "1@2026-12-31T23:00:00.000Z"


def test_a_document_that_says_nothing_yet_is_not_there(folder):
    publish(document(period("90.00", NEW_YEAR)), document(key="rijbewijs"))
    export(folder)
    assert not (folder / "current" / PASSPORT).exists()


def test_a_withdrawn_document_is_not_there(folder):
    publish(document(), document(key="rijbewijs"))
    publish(removed=[("product", "paspoort")])
    export(folder, release=2)
    assert not (folder / "current" / PASSPORT).exists()


def test_an_earlier_release_can_be_exported(folder):
    publish(document(period("83.87")))
    publish(document(period("85.00")))
    export(folder, release=1)
    assert read(folder) == period("83.87").body
    assert len(read(folder, "website/chain/000000.ndjson").splitlines()) == 1


def test_only_public_channels_are_exported_unless_others_are_named(folder, tmp_path):
    publish(document(), document(channel="desk"))
    command(str(folder))
    command(str(tmp_path / "desk"), "--channel", "desk")
    assert "website" in listed(folder, "manifest.json")["channels"]
    assert not (folder / "current" / "desk").exists()
    assert (tmp_path / "desk" / "current" / "desk" / "chain").exists()


def test_an_export_of_one_channel_holds_no_digest_of_another(folder):
    release = publish(document(), document(period("1.00"), channel="desk"))
    export(folder)
    text = b"".join(path.read_bytes() for path in (folder / "current").rglob("*.*json"))
    assert release.digest.encode() not in text
    assert release.channels.get(channel="desk").digest.encode() not in text


def test_the_hub_s_own_chain_is_in_an_export_of_every_channel(folder):
    release = publish(document(), document(channel="desk"))
    export(folder, "website", "email", "desk", "phone")
    assert listed(folder, "chain/000000.ndjson")["digest"] == release.digest


def test_the_manifest_names_the_digest_of_every_file_of_the_chain_and_of_the_lists(folder):
    publish(document())
    export(folder)
    files = listed(folder, "manifest.json")["files"]
    assert sorted(files) == ["keys.json", "website/chain/000000.ndjson", "website/index.json"]
    assert {path: canonical.digest(read(folder, path)) for path in files} == files


def test_a_file_is_compressed_beforehand_only_when_that_is_smaller(folder):
    publish(document(key="kort"), long_document())
    export(folder)
    [compressed] = (folder / "current" / "website" / "contents").glob("*.gz")
    assert gzip.decompress(compressed.read_bytes()) == read(folder)


def test_a_file_is_as_old_as_what_it_tells(folder):
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    export(folder)
    dates = {(folder / "current" / "website" / "contents" / f"{p.digest}.json").stat().st_mtime: p.starts
             for p in (period("83.87"), period("90.00", NEW_YEAR))}  # fmt: skip
    assert dates == {NOW.timestamp(): None, NEW_YEAR.timestamp(): NEW_YEAR}


def test_bytes_that_come_back_have_the_date_at_which_they_came_back(folder):
    for number, fee in enumerate(("1.00", "2.00", "1.00"), 1):
        publish(document(period(fee)), now=NOW + timedelta(days=number))
        export(folder, release=number)
    assert (folder / "current" / PASSPORT).stat().st_mtime == (NOW + timedelta(days=3)).timestamp()


def test_a_document_leads_to_the_moment_and_the_release_that_told_it(folder):
    publish(document(period("83.87"), period("90.00", NEW_YEAR)), document(key="rijbewijs"))
    publish(document(period("1.00"), key="rijbewijs"), now=NOW + timedelta(days=1))
    told = []
    for now in (NOW + timedelta(days=2), NEW_YEAR):
        export(folder, release=2, now=now)
        told.append((folder / "current" / PASSPORT).resolve().parent.name)
    assert told == ["2026-03-03T12:00:00.000Z_1_1772539200", "2026-12-31T23:00:00.000Z_1_1798758000"]


def test_what_did_not_change_is_not_written_again(folder):
    publish(long_document(), document(period("1.00"), key="rijbewijs"))
    first = export(folder)
    before = (folder / "current" / PASSPORT).stat()
    publish(document(period("2.00"), key="rijbewijs"))
    second = export(folder, release=2)
    assert (folder / "current" / PASSPORT).stat().st_ino == before.st_ino
    assert first == 10  # two contents, and as they are told, one of them compressed too; keys, index, chain, manifest
    assert second == 6  # the content that is new, and as it is told; keys, index, chain, manifest


def test_a_part_of_the_chain_that_is_full_is_not_written_again(folder, monkeypatch):
    monkeypatch.setattr("releases.export.chain_files.PART", 2)
    for number, fee in enumerate(("1.00", "2.00", "3.00", "4.00"), 1):
        publish(document(period(fee)))
        export(folder, release=number)
    parts = sorted((folder / "current" / "website" / "chain").iterdir())
    assert [len(part.read_bytes().splitlines()) for part in parts] == [1, 2, 1]
    assert [part.stat().st_nlink > 1 for part in parts] == [True, True, False]


def test_exporting_the_same_again_changes_nothing(folder):
    publish(document())
    export(folder)
    before = (folder / "current").resolve()
    export(folder)
    assert (folder / "current").resolve() == before
    assert exports(folder) == ["1"]


def test_only_the_last_few_exports_stay(folder):
    for number, fee in enumerate(("1.00", "2.00", "3.00", "4.00"), 1):
        publish(document(period(fee)))
        export(folder, release=number, keep=2)
    assert exports(folder) == ["3", "4"]


def test_bytes_that_no_kept_export_tells_are_removed(folder):
    for number, fee in enumerate(("1.00", "2.00", "3.00", "4.00"), 1):
        publish(document(period(fee)))
        export(folder, release=number, keep=2)
    for pool in ("contents", "told"):
        there = {path.stem for path in (folder / pool).rglob("*.json")}
        assert there == {period(fee).digest for fee in ("3.00", "4.00")}
    assert len(list((folder / "told" / "website").iterdir())) == 2


def test_going_back_to_an_export_that_is_there_keeps_it(folder):
    for number, fee in enumerate(("1.00", "2.00"), 1):
        publish(document(period(fee)))
        export(folder, release=number, keep=2)
    export(folder, release=1, keep=1)
    assert (read(folder), exports(folder)) == (period("1.00").body, ["1"])


def test_what_a_killed_export_left_is_cleaned_up(folder):
    publish(document())
    (folder / "contents" / "website").mkdir(parents=True)
    (folder / "contents" / "website" / f".{period('1.00').digest}.json").touch()
    (folder / ".new-1" / "website").mkdir(parents=True)
    (folder / ".new-2").symlink_to("nowhere")
    export(folder)
    assert [path.name for path in (folder / "contents" / "website").iterdir()] == [f"{period('83.87').digest}.json"]
    assert sorted(path.name for path in folder.iterdir()) == [".lock", "contents", "current", "releases", "told"]


def test_an_export_that_fails_leaves_the_one_before(folder, monkeypatch):
    publish(document())
    export(folder)
    publish(document(period("85.00")))
    monkeypatch.setattr("releases.export.folder.gzip.compress", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(folder, release=2)
    assert read(folder) == period("83.87").body


def test_two_exports_to_one_folder_do_not_meet(folder):
    publish(document())
    with _alone(ExportFolder(folder).lock), pytest.raises(Busy):
        export(folder)


def test_a_long_export_tells_how_far_it_is(folder, monkeypatch):
    monkeypatch.setattr("releases.management.commands.export_release.A_MOMENT", 1)
    publish(document(), document(period("1.00"), key="rijbewijs"))
    assert "… 2 of 2 documents and periods that are new" in command(str(folder))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [((), "Name a folder"), (("x", "--storage"), "Name a folder"), (("x", "--release", "9"), "no release 9"),
     (("x", "--keep", "0"), "1 or more")],
)  # fmt: skip
def test_arguments_that_make_no_sense_are_refused(arguments, message):
    publish(document())
    with pytest.raises(CommandError, match=message):
        command(*arguments)


@pytest.fixture
def kept_up(settings, folder):
    """What the worker does, once a second."""
    settings.EXPORT_DIR = str(folder)
    return lambda now=NOW: keep_up(now)


def test_the_worker_exports_nothing_before_the_first_release(kept_up, folder):
    kept_up()
    assert not folder.exists()


def test_the_worker_follows_releases_switches_and_keys(kept_up, folder, settings, tmp_path):
    settings.SIGNING_KEY, settings.SIGNING_KEY_FILE = "", tmp_path / "secrets" / "signing_key"
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    told = []
    kept_up()
    told.append(read(folder))
    publish(document(period("85.00"), period("90.00", NEW_YEAR)))
    kept_up()
    told.append(read(folder))
    kept_up(NEW_YEAR + timedelta(seconds=1))
    told.append(read(folder))
    assert told == [period(fee).body for fee in ("83.87", "85.00", "90.00")]
    keys.rotate(NOW)
    kept_up(NEW_YEAR + timedelta(seconds=1))
    assert len(listed(folder, "keys.json")["results"]) == 2


def test_the_worker_does_nothing_while_nothing_changed(kept_up, monkeypatch):
    publish(document())
    kept_up()
    monkeypatch.setattr("releases.export.targets.export_to", lambda *_: 1 / 0)
    kept_up(NOW + timedelta(days=1))
