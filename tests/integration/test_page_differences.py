"""A live page is compared with the release that it claims."""

from __future__ import annotations

from datetime import datetime

import pytest

from releases.compiling.documents import CompiledPeriod, Document
from releases.core import canonical
from releases.instances import page_differences, page_findings, registry
from releases.models.instances import Instance
from releases.parity.comparison import Difference
from releases.texts.markup import ResolvedReference, fact_mark
from tests.integration import published
from tests.integration.acknowledgement_reports import MINUTE
from tests.integration.published import FEE, NEW_YEAR, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
PATIENCE = 15 * MINUTE


def period(fee: str, starts: datetime | None = None) -> CompiledPeriod:
    fact = {"kind": "amount", "value": {"amount": fee}, "text": f"€ {fee}", "legalArticle": "", "next": None}
    members = {
        "kind": "location",
        "key": "paspoort",
        "channel": "desk",
        "locale": "nl",
        "facts": {FEE: fact},
        "everywhere": [FEE],
    }
    body = canonical.dumps(members)
    return CompiledPeriod(starts, body, canonical.digest(body))


def publish(*fees: CompiledPeriod, now: datetime = NOW) -> None:
    document = Document("desk", "product", "paspoort", "nl", "Paspoort", fees, (), ("product", "paspoort"), ())
    published.publish(document, now=now)


def page(fee: str, release: int = 1, document: str = "desk/product/paspoort/nl") -> str:
    mark = fact_mark(FEE, "value", ResolvedReference(f"€ {fee}", "", "", fee))
    return f'<meta name="release" content="{release}"><meta name="document" content="{document}"><p>{mark}</p>'


def differences(shown: str, now: datetime = NOW, channel: str = "desk") -> list[tuple[str, str, str]]:
    """What, expected and found."""
    return [difference[3:] for difference in page_differences.differences_on(shown, channel, now, PATIENCE)]


def test_a_page_that_shows_its_release_is_right():
    publish(period("83.87"))
    assert differences(page("83.87")) == []


def test_a_page_that_shows_another_fee_than_its_release_is_found():
    publish(period("83.87"))
    assert differences(page("83.80")) == [("text", "€ 83.87", "€ 83.80"), ("value", "83.87", "83.80")]


def test_a_page_that_leaves_out_what_all_channels_tell_is_found():
    publish(period("83.87"))
    assert differences(page("83.87").replace("data-fact", "data-old")) == [("notTold", FEE, "")]


def test_a_page_that_claims_nothing_is_found():
    assert differences("<p>€ 83,87</p>") == [("noClaim", "", "")]


@pytest.mark.parametrize(
    ("shown", "channel"),
    [(page("83.87", 2), "desk"), (page("83.87"), "phone"), (page("83.87", 1, "desk/product/rijbewijs/nl"), "desk")],
)
def test_a_page_that_claims_what_was_never_published_there_is_found(shown, channel):
    publish(period("83.87"))
    assert [what for what, *_ in differences(shown, channel=channel)] == ["notPublished"]


def test_a_page_of_an_old_release_is_found_once_it_had_time_to_follow():
    publish(period("83.87"))
    publish(period("84.90"), now=NOW + MINUTE)
    assert differences(page("83.87"), NOW + 2 * MINUTE) == []
    assert differences(page("83.87"), NOW + 16 * MINUTE) == [("oldRelease", "2", "1")]


def test_a_page_of_an_older_release_is_right_as_long_as_its_document_is_the_same():
    publish(period("83.87"))
    published.publish(published.document(key="rijbewijs"), now=NOW + MINUTE)
    assert differences(page("83.87"), NOW + 60 * MINUTE) == []


def test_a_page_may_lag_a_little_behind_a_switch_and_not_for_long():
    publish(period("83.87"), period("90.00", NEW_YEAR))
    assert differences(page("83.87"), NEW_YEAR + MINUTE) == []
    assert differences(page("90.00"), NEW_YEAR + MINUTE) == []
    assert [what for what, *_ in differences(page("83.87"), NEW_YEAR + 16 * MINUTE)] == ["text", "value"]


def difference(found: str) -> Difference:
    return Difference(FEE, "nl", "desk", "text", "€ 83,87", found)


def kept(instance: Instance) -> list[tuple[str, str, datetime]]:
    return [(row.page, row.found, row.since) for row in instance.differences.order_by("page")]


def test_a_difference_that_stays_keeps_its_beginning_and_one_that_is_gone_is_dropped():
    desk = Instance.objects.get(pk=registry.instance_named("desk", "kanalen", NOW).pk)
    page_findings.keep(desk.pk, {"/a": [difference("€ 1")], "/b": [difference("€ 2")]}, NOW)
    page_findings.keep(desk.pk, {"/a": [difference("€ 1")], "/b": [], "/c": [difference("€ 3")]}, NOW + MINUTE)

    assert kept(desk) == [("/a", "€ 1", NOW), ("/c", "€ 3", NOW + MINUTE)]
    desk.refresh_from_db()
    assert (desk.watched_at, desk.pages_read) == (NOW + MINUTE, 3)


def test_a_site_that_is_wholly_wrong_does_not_fill_the_database():
    desk = Instance.objects.get(pk=registry.instance_named("desk", "kanalen", NOW).pk)
    page_findings.keep(
        desk.pk, {f"/{number}": [difference("x" * 9999)] for number in range(page_findings.MOST_KEPT + 9)}, NOW
    )

    assert desk.differences.count() == page_findings.MOST_KEPT
    assert len(desk.differences.first().found) == page_findings.LONGEST
