"""The vectors of the chain are what a hub exports, right and forged: delete the file, and this writes it anew."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from releases.chain import keys, links
from releases.channels import channels_on
from releases.export.folder import ExportFolder
from releases.export.targets import export_to
from releases.models import ChannelRelease, Content, DocumentVersion, Head, Release, SignedKeyDocument, SigningKey
from releases.proof.signing import key_id_of, public_key_of
from releases.storage import reader
from tests.contract.schemas import CONTRACT
from tests.integration import forgeries
from tests.integration.published import FEE, NOW, document, period, publish
from verifier.export import Export

pytestmark = pytest.mark.django_db
PATH = CONTRACT / "vectors" / "chain.json"
# Never keys of a real hub: they stand here for everybody to read.
KEY, OTHER_KEY = "A" * 43, "B" * 42 + "A"
KEY_ID = key_id_of(public_key_of(KEY))
DAY = timedelta(days=1)
DESCRIPTION = (
    "Exports of a small hub, right and forged, by somebody who may write its whole database. `files` is the right one, by path; a case "
    "changes some of them (null: it is gone). A verifier that trusts the keys `trusted` (none: those of the export) and knows the digests "
    "`heads` says of `channel` (null: all) whether the export `holds`; `faults` are the places that ours names. What holds although it was "
    "forged shows what a verifier needs to know from elsewhere."
)


class Case(NamedTuple):
    name: str
    forge: Callable[[], object] = bool
    trusted: tuple[str, ...] = (KEY_ID,)
    knows_the_head: bool = False
    channel: str | None = None


def alter_text() -> None:
    """The bytes alone, under the digest of the ones before."""
    for content in Content.objects.all():
        altered = bytes(content.body).replace(b"83.87", b"38.87")
        Content.objects.filter(pk=content.pk).update(body=altered)


def alter_time() -> None:
    Release.objects.filter(number=2).update(created_at=NOW + DAY / 2)


def leave_out() -> None:
    Release.objects.filter(number=2).delete()


def hide_document() -> None:
    DocumentVersion.objects.filter(key="rijbewijs").delete()


def link_anew_unsigned() -> None:
    forgeries.replace_text("83.87", "38.87")
    forgeries.link_anew(None)


def insert_own_key() -> None:
    forgeries.replace_text("83.87", "38.87")
    forgeries.insert_key(OTHER_KEY)
    forgeries.link_anew(OTHER_KEY)


def sign_again() -> None:
    forgeries.replace_text("83.87", "38.87")
    forgeries.link_anew(KEY)


def alter_key_period() -> None:
    SigningKey.objects.update(valid_from=NOW - DAY)


def alter_signature() -> None:
    other = ChannelRelease.objects.get(release=1, channel="website").signature
    ChannelRelease.objects.filter(release=2, channel="website").update(signature=other)


def name_a_later_release() -> None:
    """As the first signed one, which no key vouches for."""
    forgeries.link_anew(None)
    publish(document(period("87.00")), document(key="rijbewijs"), now=NOW + 3 * DAY)
    SignedKeyDocument.objects.update(first_signed=4, first_digest=reader.head().digest)


def begin_before_signing(named: bool) -> None:
    """Two releases from before signing; `named`: the third is named as the first signed one."""
    forgeries.drop_newest()
    forgeries.forget_keys()
    forgeries.link_anew(None)
    publish(document(period("86.00")), document(key="rijbewijs"), now=NOW + 2 * DAY)
    if named:
        keys.name_first_signed(3)


CASES = [
    Case("right, for who knows the key and a digest from before", knows_the_head=True),
    Case("right, for who knows nothing", trusted=()),
    Case("right, one channel alone", channel="website"),
    Case("a text is altered", alter_text),
    Case("the time of a release is altered", alter_time),
    Case("a release in the middle is left out", leave_out),
    Case("a document is hidden", hide_document),
    Case("the newest release is dropped: it holds for who knows no digest from before", forgeries.drop_newest),
    Case("the newest release is dropped, for who knows a digest from before", forgeries.drop_newest, (KEY_ID,), True),
    Case("linked anew, signatures, keys and epochs emptied", link_anew_unsigned),
    Case("the same, for who knows nothing", link_anew_unsigned, ()),
    Case("the same, one channel alone", link_anew_unsigned, channel="website"),
    Case("signed again with an inserted key: it holds for who knows no key", insert_own_key, ()),
    Case("signed again with an inserted key, for who knows the key", insert_own_key),
    Case("signed again by who holds the key: it holds for who knows no digest from before", sign_again),
    Case("signed again by who holds the key, for who knows a digest from before", sign_again, (KEY_ID,), True),
    Case("the signature of another link", alter_signature),
    Case("the period of a key is altered", alter_key_period),
    Case("linked anew without signatures, with a first signed release that no key vouches for", name_a_later_release),
    Case("releases from before signing, which nobody vouches for", lambda: begin_before_signing(False)),
    Case("releases from before signing, with the first signed one named: right", lambda: begin_before_signing(True)),
]


@pytest.fixture(autouse=True)
def hub(settings, monkeypatch) -> None:
    """With three releases."""
    Head.objects.update(hub=uuid.UUID(int=1))
    settings.SIGNING_KEY = KEY
    monkeypatch.setattr(links, "new_salt", lambda: "0123456789abcdef" * 2)
    told = {FEE: b'{"value":"83.87"}'}
    publish(document(period("83.87")), document(key="rijbewijs"), document(channel="desk"), facts=told)
    publish(document(period("85.00")), document(key="rijbewijs"), document(channel="desk"), now=NOW + DAY)
    publish(document(period("86.00")), document(key="rijbewijs"), document(channel="desk"), now=NOW + 2 * DAY)


def export(folder: Path) -> dict[str, str]:
    export_to(ExportFolder(folder), tuple(channels_on(())), reader.head().number, NOW + 7 * DAY)
    current = folder / "current"
    walk = os.walk(current, followlinks=True)
    paths = sorted(Path(place, name) for place, _, names in walk for name in names if not name.endswith(".gz"))
    return {path.relative_to(current).as_posix(): path.read_text("utf-8") for path in paths}


def vector(case: Case, right: dict[str, str], folder: Path) -> dict[str, Any]:
    heads = [json.loads(right["chain/000000.ndjson"].splitlines()[-1])["digest"]] if case.knows_the_head else []
    case.forge()
    files = export(folder)
    changes = {path: files.get(path) for path in sorted(files.keys() | right) if files.get(path) != right.get(path)}
    found = [fault.partition(": ")[0] for fault in Export(folder, case.trusted).faults(case.channel, heads)]
    return {
        "name": case.name,
        "channel": case.channel,
        "trusted": list(case.trusted),
        "heads": heads,
        "holds": not found,
        "faults": sorted(set(found)),
        "files": changes,
    }


def stored() -> dict[str, Any]:
    return json.loads(PATH.read_text("utf-8"))


def test_the_right_export_is_what_a_hub_exports(tmp_path):
    if not PATH.exists():
        PATH.write_text(json.dumps({"description": DESCRIPTION, "files": export(tmp_path), "cases": []}))
    assert stored()["files"] == export(tmp_path)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_case_is_what_a_hub_exports_that_was_forged_so(case, tmp_path):
    made, kept = vector(case, export(tmp_path / "right"), tmp_path / "forged"), stored()
    if case.name not in [each["name"] for each in kept["cases"]]:
        kept["cases"].append(made)
        PATH.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    [found] = [each for each in stored()["cases"] if each["name"] == case.name]
    assert found == made


def test_there_are_no_other_cases():
    assert [each["name"] for each in stored()["cases"]] == [case.name for case in CASES]
