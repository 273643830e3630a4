"""`verify_releases` names whatever was altered in the stored rows, and finds nothing in an honest chain."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from releases.models import ChannelRelease, Content, DocumentVersion, Head, Release, SigningKey
from releases.proof.signing import new_private_key, public_key_of
from tests.integration.published import NEW_YEAR, document, period, publish

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture(autouse=True)
def three_releases():
    """The second one changes the website only."""
    publish(document(period("83.87"), period("90.00", NEW_YEAR)), document(channel="desk"))
    publish(document(period("85.00"), period("90.00", NEW_YEAR)), document(channel="desk"))
    publish(document(period("86.00")), document(period("86.00"), channel="desk"))


def verify(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_releases", *arguments, stdout=out)
    return out.getvalue()


def faults(*arguments: str) -> list[str]:
    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("verify_releases", *arguments, stdout=out)
    assert failed.value.returncode == 1
    return [line.removeprefix("FAULT ") for line in out.getvalue().splitlines() if line.startswith("FAULT")]


def content_of(fee: str) -> Content:
    return Content.objects.get(pk=period(fee).digest)


def test_an_honest_chain_has_no_fault_and_tells_how_far_it_is():
    said = verify()
    assert "… release 2 of 3" in said
    assert "Nothing was altered: 8 links in releases 1 to 3." in said


def test_a_hub_without_releases_has_no_fault(three_releases):
    DocumentVersion.objects.all().delete()
    Release.objects.all().delete()
    Head.objects.update(number=0, digest="")
    assert "Nothing was altered: 0 links" in verify()


def test_an_altered_byte_names_its_document():
    content = content_of("85.00")
    Content.objects.filter(pk=content.pk).update(body=bytes(content.body).replace(b"85.00", b"58.00"))
    assert faults() == [
        f"release 2 of website: product/paspoort.nl: the bytes named {content.pk} are altered.",
    ]


def test_lost_bytes_name_their_document():
    content_of("85.00").delete()
    [fault] = faults()
    assert fault.startswith("release 2 of website: product/paspoort.nl: the bytes named ")
    assert fault.endswith("are missing.")


def test_an_altered_period_is_named():
    row = DocumentVersion.objects.get(release_from=2)
    DocumentVersion.objects.filter(pk=row.pk).update(
        periods=row.periods.replace(str(NEW_YEAR.timestamp())[:6], "177777")
    )
    assert [fault.partition(":")[0] for fault in faults()] == ["release 2 of website"]


def test_periods_that_are_no_json_are_an_alteration():
    DocumentVersion.objects.filter(release_from=2).update(periods="[[")
    assert "was altered" in faults()[0]


def test_a_missing_release_is_named():
    Release.objects.filter(number=2).delete()
    found = faults()
    assert "release 3: release 2 is missing." in found
    assert "release 2 of website: there are documents of this release, but its link is missing." in found


def test_a_missing_link_of_a_channel_is_named():
    ChannelRelease.objects.filter(release=3, channel="desk").delete()
    assert any(fault.startswith("release 3 of desk: there are documents") for fault in faults("--channel", "desk"))


def test_an_end_that_is_missing_is_named():
    DocumentVersion.objects.filter(release_from=3).delete()
    Release.objects.filter(number=3).delete()
    assert "release 3: the head says release 3, and the newest stored release is 2." in faults()


def test_swapped_releases_are_named():
    rows = {row.number: row for row in Release.objects.all()}
    for number, other in ((2, 3), (3, 2)):
        Release.objects.filter(number=number).update(
            digest=rows[other].digest, parent=rows[other].parent, created_at=rows[other].created_at
        )
    found = faults()
    assert any(fault.startswith("release 2:") for fault in found)
    assert any(fault.startswith("release 3:") for fault in found)


def test_a_release_that_is_older_than_the_one_before_is_named():
    row = Release.objects.get(number=1)
    Release.objects.filter(number=1).update(created_at=row.created_at + timedelta(days=1))
    assert any("order was changed" in fault for fault in faults())


def test_an_altered_signature_is_named():
    ChannelRelease.objects.filter(release=2).update(signature="A" * 86)
    [fault] = faults()
    assert fault.startswith("release 2 of website: its signature is not that of key")


def test_a_changed_public_key_is_named():
    SigningKey.objects.update(public_key=public_key_of(new_private_key()))
    assert "release 1: the key published as" in faults()[0]


def test_a_removed_key_is_named():
    SigningKey.objects.all().delete()
    assert "which is unknown or not trusted" in faults()[0]


def test_a_document_that_was_made_to_end_is_named():
    DocumentVersion.objects.filter(release_until=None, channel="desk").update(release_until=9)
    assert faults() == ["release 3 of desk: product/paspoort.nl: it counts until release 9, and should until None."]


def test_one_channel_is_verified_alone():
    ChannelRelease.objects.filter(release=2, channel="website").update(signature="A" * 86)
    assert "2 links in releases 1 to 3" in verify("--channel", "desk")
    assert len(faults("--channel", "website")) == 1


def test_what_lies_before_the_first_release_asked_for_is_not_read():
    Release.objects.filter(number=1).update(created_at=Release.objects.get(number=1).created_at - timedelta(days=1))
    assert "in releases 2 to 3" in verify("--from", "2")
    assert faults() != []


def test_a_first_release_that_is_not_there_is_refused():
    with pytest.raises(CommandError, match="from 1 to 3"):
        verify("--from", "4")
