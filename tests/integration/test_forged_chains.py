"""Forgeries by somebody who may write the whole database: each is found by who knows the key."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from releases import epochs
from releases.chain import key_document, keys
from releases.chain.stored_links import release_link
from releases.channels import channels_on
from releases.core import canonical
from releases.export.folder import ExportFolder
from releases.export.targets import export_to, keep_up
from releases.models import ChannelRelease, DocumentVersion, FactVersion, Head, Release, SignedKeyDocument, SigningKey
from releases.proof.signing import new_private_key
from releases.replica.follower import follow
from releases.storage import reader
from releases.verification import Verification
from tests.integration import forgeries
from tests.integration.published import NOW, document, period, publish
from verifier.export import Export

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def key(settings) -> str:
    """The name of the key of a hub with three releases, which an auditor knows."""
    settings.SIGNING_KEY = new_private_key()
    told = {"paspoort.leges": b'{"value":"83.87"}', "rijbewijs.leges": b'{"value":"51.00"}'}
    publish(document(period("83.87")), document(key="rijbewijs"), document(channel="desk"), facts=told)
    publish(document(period("85.00")), now=NOW + DAY, facts={"paspoort.leges": b'{"value":"85.00"}'})
    return publish(document(period("86.00")), document(period("86.00"), channel="desk"), now=NOW + 2 * DAY).key_id


def found_by_the_hub(*trusted: str, channel: str | None = None) -> list[str]:
    return [fault.code for _, faults in Verification(1, channel, trusted).run() for fault in faults]


def export(folder: Path) -> Path:
    number = reader.head().number
    export_to(ExportFolder(folder), tuple(channels_on(())), number, NOW + 7 * DAY)
    return folder / "current"


def found_by_the_verifier(folder: Path, *trusted: str, channel: str | None = None) -> list[str]:
    return list(Export(export(folder / "export"), trusted).faults(channel))


def empty_signatures() -> None:
    """The history is linked anew, as of a hub from before signing."""
    forgeries.replace_text("83.87", "38.87")
    forgeries.link_anew(None)


def own_key() -> None:
    private = new_private_key()
    forgeries.replace_text("83.87", "38.87")
    forgeries.insert_key(private)
    forgeries.link_anew(private)


def own_key_that_nobody_vouches_for() -> None:
    own_key()
    SignedKeyDocument.objects.all().delete()


def other_body() -> None:
    forgeries.replace_text("83.87", "38.87")


def other_time() -> None:
    Release.objects.filter(number=2).update(created_at=NOW + DAY / 2)


def release_gone() -> None:
    Release.objects.filter(number=2).delete()


def document_hidden() -> None:
    DocumentVersion.objects.filter(key="rijbewijs").delete()


FORGERIES = [
    other_body,
    other_time,
    release_gone,
    document_hidden,
    empty_signatures,
    own_key,
    own_key_that_nobody_vouches_for,
]


def past_value() -> None:
    FactVersion.objects.filter(key="paspoort.leges", release_from=1).update(body=b'{"value":"38.87"}')


def value_gone() -> None:
    FactVersion.objects.filter(key="rijbewijs.leges").delete()


def value_that_ends() -> None:
    FactVersion.objects.filter(key="rijbewijs.leges").update(release_until=2)


def value_of_no_release() -> None:
    FactVersion.objects.create(key="visum.leges", body=b"{}", release_from=9)


def other_author() -> None:
    Release.objects.filter(number=1).update(author="Bert")


def other_cause() -> None:
    Release.objects.filter(number=1).update(cause="a mistake")


def no_salt() -> None:
    Release.objects.filter(number=1).update(author="Bert", salt="")


INSIDE = [past_value, value_gone, value_that_ends, value_of_no_release, other_author, other_cause, no_salt]


@pytest.mark.parametrize("forge", INSIDE)
def test_the_hub_finds_another_value_author_or_cause(forge: Callable[[], None]):
    forge()
    assert found_by_the_hub() != []


def test_author_and_cause_are_shown_by_who_has_the_salt_and_stand_in_no_link():
    release, out = Release.objects.get(number=1), StringIO()
    body = release_link(release).body
    call_command("show_provenance", "1", stdout=out)
    assert f"author: {release.author}\ncause: {release.cause}\nsalt: {release.salt}" in out.getvalue()
    assert f"provenance: {body['provenance']}" in out.getvalue()
    assert release.author not in canonical.dumps(body).decode()


def test_the_same_author_and_cause_have_another_digest_in_each_release():
    found = [release_link(release).body["provenance"] for release in Release.objects.all()]
    assert len(set(found)) == 3


def test_a_release_from_before_that_was_covered_shows_no_provenance():
    Release.objects.filter(number=1).update(salt="")
    with pytest.raises(CommandError, match="is from before"):
        call_command("show_provenance", "1")
    with pytest.raises(CommandError, match="There is no release 9"):
        call_command("show_provenance", "9")


def test_nothing_is_found_when_nothing_was_forged(tmp_path, key):
    assert found_by_the_hub() == found_by_the_hub(key) == []
    assert found_by_the_verifier(tmp_path) == []
    assert found_by_the_verifier(tmp_path / "again", key) == []


@pytest.mark.parametrize("forge", FORGERIES)
def test_the_hub_that_holds_its_key_finds_it(forge: Callable[[], None]):
    forge()
    assert found_by_the_hub() != []


@pytest.mark.parametrize("forge", FORGERIES)
def test_the_verifier_that_knows_the_key_finds_it(forge: Callable[[], None], tmp_path, key):
    forge()
    assert found_by_the_verifier(tmp_path, key) != []


@pytest.mark.parametrize("channel", ["website", None])
def test_emptied_signatures_are_found_by_who_knows_no_key_too(channel, tmp_path, settings):
    empty_signatures()
    settings.SIGNING_KEY, settings.SIGNING_KEY_FILE = "", tmp_path / "none"
    assert "unsigned" in found_by_the_hub(channel=channel)
    assert any("has no signature" in fault for fault in found_by_the_verifier(tmp_path, channel=channel))


def test_emptied_signatures_are_found_when_the_hub_goes_on_and_signs(tmp_path, key):
    empty_signatures()
    publish(document(period("87.00")), now=NOW + 3 * DAY)
    assert "unsigned" in found_by_the_hub()
    assert any("has no signature" in fault for fault in found_by_the_verifier(tmp_path, key))


def test_who_holds_the_key_and_signs_all_again_is_found_by_a_digest_kept_from_before(tmp_path, settings, key):
    kept = reader.head().digest
    forgeries.replace_text("83.87", "38.87")
    forgeries.link_anew(settings.SIGNING_KEY)
    folder = export(tmp_path / "export")
    assert list(Export(folder, [key]).faults()) == []
    assert [fault for fault in Export(folder, [key]).faults(heads=[kept]) if kept in fault] != []


def test_the_newest_release_that_was_dropped_is_found_by_this_node_s_copy(replica):
    follow(replica)
    forgeries.drop_newest()
    assert "This node's copy has this release, and the newest one here is 2: the end is missing." in said_by_command()


def test_the_newest_release_that_was_dropped_is_found_by_an_export(settings, tmp_path):
    settings.EXPORT_DIR = str(tmp_path / "export")
    keep_up(NOW + 3 * DAY)
    forgeries.drop_newest()
    assert "An export has this release, and the newest one here is 2: the end is missing." in said_by_command()


def test_the_newest_release_that_was_dropped_is_found_by_a_head_that_somebody_kept():
    kept = reader.head().digest
    assert "Nothing was altered" in said_by_command("--head", kept)
    forgeries.drop_newest()
    assert f"the head {kept} that you know is not in the chain" in said_by_command("--head", kept)


def test_all_that_was_signed_again_is_found_by_this_node_s_copy_and_an_export(replica, settings, tmp_path):
    settings.EXPORT_DIR = str(tmp_path / "export")
    keep_up(NOW + 3 * DAY)
    follow(replica)
    forgeries.replace_text("83.87", "38.87")
    forgeries.link_anew(settings.SIGNING_KEY)
    said = said_by_command()
    assert "release 3: This node's copy has another release of this number" in said
    assert "release 3 of website: An export has another release of this number" in said


def test_an_epoch_that_no_release_began_hides_no_loss(replica):
    follow(replica)
    forgeries.drop_newest()
    Head.objects.update(hub=uuid4())
    assert "which no release began" in said_by_command()


def test_what_witnesses_know_of_a_release_that_a_new_epoch_lost_is_no_fault(replica, settings, tmp_path):
    settings.EXPORT_DIR = str(tmp_path / "export")
    keep_up(NOW + 3 * DAY)
    forgeries.drop_newest()
    epochs.begin_epoch(NOW + 4 * DAY, "test", after=3)
    assert "Nothing was altered" in said_by_command()


def said_by_command(*arguments: str) -> str:
    out = StringIO()
    with suppress(CommandError):
        call_command("verify_releases", *arguments, stdout=out)
    return out.getvalue()


def test_a_whole_chain_of_another_channel_is_no_chain_of_this_one(tmp_path, key):
    folder = export(tmp_path / "export")
    (folder / "website").rename(folder / "aside")
    (folder / "desk").rename(folder / "website")
    faults = Export(folder, [key]).faults("website")
    assert any("it is a link of desk" in fault for fault in faults)


class TestAHubOfToday:
    """Two releases from before signing, and one after."""

    @pytest.fixture(autouse=True)
    def beginning(self, settings, key) -> None:
        forgeries.drop_newest()
        forgeries.forget_keys()
        forgeries.link_anew(None)
        publish(document(period("86.00")), document(period("86.00"), channel="desk"), now=NOW + 2 * DAY)

    def test_is_told_of_its_unsigned_releases(self):
        assert found_by_the_hub() == ["unsigned"] * 6

    def test_names_its_first_signed_release(self, tmp_path):
        keys.name_first_signed(3)
        assert found_by_the_hub() == []
        assert found_by_the_verifier(tmp_path, key_document.published().keys[0].key_id) == []

    def test_counts_them_once_it_named_it(self):
        out = StringIO()
        call_command("rotate_key", "--first-signed=3", stdout=out)
        call_command("verify_releases", stdout=out)
        assert "9 links in releases 1 to 3, 6 of them from before releases were signed." in out.getvalue()

    def test_names_no_other_release(self):
        for number in (1, 2, 4):
            with pytest.raises(keys.KeyNotReplaceable, match="is not the first signed release"):
                keys.name_first_signed(number)

    def test_keeps_what_it_named_when_its_key_is_replaced(self, settings):
        keys.name_first_signed(3)
        settings.SIGNING_KEY = new_private_key()
        keys.begin(NOW + 4 * DAY)
        assert key_document.published().first_signed == (3, reader.head().digest)
        assert found_by_the_hub() == []

    @pytest.mark.parametrize("forge", [other_body, other_time, release_gone, empty_signatures])
    def test_is_protected_as_far_as_that_release(self, forge, tmp_path):
        keys.name_first_signed(3)
        forge()
        assert found_by_the_hub() != []
        assert found_by_the_verifier(tmp_path, key_document.published().keys[0].key_id) != []

    def test_cannot_be_cut_off_before_that_release(self, tmp_path):
        keys.name_first_signed(3)
        forgeries.drop_newest()
        assert "unsigned" in found_by_the_hub()
        assert "unsigned" in found_by_the_hub(channel="website")
        assert any("nothing proves it" in fault for fault in found_by_the_verifier(tmp_path))

    def test_gets_no_later_first_release_from_somebody_else(self):
        keys.name_first_signed(3)
        publish(document(period("87.00")), now=NOW + 4 * DAY)
        Release.objects.filter(number=3).update(signature="", key_id="", epoch=None)
        ChannelRelease.objects.filter(release=3).update(signature="")
        SignedKeyDocument.objects.update(first_signed=4, first_digest=Release.objects.get(number=4).digest)
        assert {"unsigned", "keys"} <= set(found_by_the_hub())


def test_a_hub_that_always_signed_names_no_first_signed_release(key):
    with pytest.raises(keys.KeyNotReplaceable, match="is not the first signed release"):
        keys.name_first_signed(1)


def test_no_release_that_lost_its_signature_is_vouched_for(settings):
    Release.objects.filter(number=1).update(signature="", key_id="", epoch=None)
    with pytest.raises(keys.KeyNotReplaceable, match="lost their signature"):
        keys.name_first_signed(2)


def test_a_key_is_not_replaced_while_the_database_has_one_that_nobody_vouches_for(settings, tmp_path):
    settings.SIGNING_KEY_FILE = tmp_path / "signing_key"
    settings.SIGNING_KEY_FILE.write_text(settings.SIGNING_KEY)
    settings.SIGNING_KEY = ""
    forgeries.insert_key(new_private_key())
    with pytest.raises(keys.KeyNotReplaceable, match="not those that the key of this node signed"):
        keys.rotate(NOW + 3 * DAY)


def other_keys_only() -> None:
    """The history is signed anew with a key that stands in the place of the hub's own."""
    private, mine = new_private_key(), list(SigningKey.objects.values_list("pk", flat=True))
    forgeries.replace_text("83.87", "38.87")
    forgeries.insert_key(private)
    forgeries.link_anew(private)
    SigningKey.objects.filter(pk__in=mine).delete()
    SignedKeyDocument.objects.all().delete()


@pytest.mark.parametrize("has_ended", [False, True])
def test_no_release_vouches_for_keys_that_took_the_place_of_the_hub_s_own(has_ended, key):
    other_keys_only()
    SigningKey.objects.update(valid_until=NOW + 3 * DAY if has_ended else None)
    with pytest.raises(keys.ForeignKey, match=key):
        publish(document(period("87.00")), now=NOW + 4 * DAY)
    with pytest.raises(keys.ForeignKey, match=key):
        keys.refuse_foreign_key()
    assert found_by_the_hub() != []


def test_no_key_is_replaced_while_others_took_the_place_of_the_hub_s_own(settings, tmp_path):
    settings.SIGNING_KEY_FILE = tmp_path / "signing_key"
    settings.SIGNING_KEY_FILE.write_text(settings.SIGNING_KEY)
    settings.SIGNING_KEY = ""
    other_keys_only()
    with pytest.raises(CommandError, match="Compare the keys"):
        call_command("rotate_key")


def test_who_knew_the_old_key_can_check_the_new_one(settings, tmp_path):
    settings.SIGNING_KEY_FILE = tmp_path / "signing_key"
    settings.SIGNING_KEY_FILE.write_text(settings.SIGNING_KEY)
    settings.SIGNING_KEY = ""
    old, new = keys.rotate(NOW + 3 * DAY)
    document_now = key_document.published()
    assert [document_now.is_signed_by(each) for each in (old, new)] == [True, True]
