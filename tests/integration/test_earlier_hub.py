"""A hub that was made by an earlier version goes on with this one: database, copy and index, with all that was under way."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from api import tokens
from api.webhooks import outbox, queue, signing
from api.webhooks.models import Delivery, Subscription
from cms.channels import warnings
from products.models import Amount, ProductPage, Season
from products.publishing.release import one_release
from products.publishing.rollback import roll_back
from products.publishing.scheduling import publish_due
from products.publishing.verification import differences
from releases.replica import follower
from releases.replica.replica import Replica
from releases.storage import reader
from search.index.indexer import Keeper
from tests.earlier_hub.restore import EarlierHub, earlier_hub, unpack
from tests.integration.admin_forms import url
from tests.integration.editorial import told
from tests.integration.hot_path import DESK, PATH, answer

# In one worker, since each that needs it would upgrade one of its own.
pytestmark = [pytest.mark.django_db, pytest.mark.engine, pytest.mark.xdist_group("earlier_hub")]

PLANNED, EXPIRY = datetime(2026, 12, 15, 8, tzinfo=UTC), datetime(2026, 12, 20, 8, tzinfo=UTC)
AFTER_NEW_YEAR = datetime(2027, 1, 2, tzinfo=UTC)
FEE, HOUR = "paspoort.leges", timedelta(hours=1)


@pytest.fixture
def earlier_database() -> None:
    """Named by a test that starts with the earlier hub in its database, upgraded."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Moves the time to a moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def earlier(earlier_database: None, db: None, settings: Any, search_dir: Path, clock: Any) -> EarlierHub:
    """With its copy, its indexes and its secrets, at the moment at which it was left."""
    found = earlier_hub()
    clock(found.clock)
    unpack("replica", settings.REPLICA_DIR)
    unpack("search", settings.SEARCH_DIR)
    settings.SIGNING_KEY, settings.WEBHOOK_KEY = found.signing_key, found.webhook_key
    return found


def follow(replica: Replica, now: datetime) -> None:
    follower.follow(replica, tokens._active, now.timestamp())


def product(key: str) -> ProductPage:
    return ProductPage.objects.get(key=key, locale__language_code="nl")


def products_told(release: int, earlier: EarlierHub) -> dict[str, str | None]:
    """As `EarlierHub.told` has them."""
    told = reader.documents(["website", "desk"], release)
    return {
        "/".join((each.channel, each.kind, each.key, each.locale)): each.digest_at(earlier.clock)
        for each in told
        if (each.kind, each.locale) == ("product", "nl")
    }


def contents_told(release: int, earlier: EarlierHub) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Title, summary and amounts of each product: what a version that tells more of a fact does not change."""

    def content(digest: str) -> tuple[str, str, dict[str, Any]]:
        document = json.loads(reader.body(digest))
        amounts = {key: fact["value"] for key, fact in document["facts"].items() if fact["kind"] == "amount"}
        return document["title"], document["summary"], amounts

    return {address: content(digest) for address, digest in products_told(release, earlier).items() if digest}


def verified() -> str:
    out = StringIO()
    call_command("verify_releases", stdout=out)
    return out.getvalue()


def test_its_keys_are_signed_by_somebody_who_compared_them(earlier: EarlierHub) -> None:
    with pytest.raises(CommandError):
        verified()
    call_command("rotate_key", "--sign", stdout=StringIO())
    verified()


def test_nothing_of_its_chain_was_altered(earlier: EarlierHub) -> None:
    call_command("rotate_key", "--sign", stdout=StringIO())
    assert f"in releases 1 to {earlier.head}." in verified()
    assert (reader.head().number, reader.head().digest) == (earlier.head, earlier.digest)


def test_each_release_tells_what_it_told(earlier: EarlierHub) -> None:
    assert {number: products_told(number, earlier) for number in earlier.told} == earlier.told


def test_what_is_live_compiles_to_the_newest_release_once_it_is_told_anew(earlier: EarlierHub) -> None:
    call_command("recompile", stdout=StringIO())
    assert list(differences()) == []


def test_its_copy_follows_the_release_that_it_had_not_taken_over(earlier: EarlierHub, replica: Replica) -> None:
    assert (earlier.copy_at, earlier.head) == (earlier.head - 1, follower.follow(replica).number)


def test_its_seasons_go_on_replacing_the_week(earlier: EarlierHub) -> None:
    [season] = Season.objects.all()
    drafted = season.fact.latest_revision.as_object().seasons.get()
    assert (season.replaces_week, drafted.replaces_week) == (True, True)


def test_readers_of_its_copy_get_every_release(earlier: EarlierHub, replica: Replica) -> None:
    follow(replica, earlier.clock)
    at = earlier.clock.isoformat(timespec="seconds").replace("+00:00", "Z")
    found = {
        number: answer(replica, PATH, f"release={number}&at={at}", "GET", earlier.clock).headers["ETag"].strip('W/"')
        for number in earlier.told
    }
    assert found == {number: each["website/product/paspoort/nl"] for number, each in earlier.told.items()}


def test_its_tokens_open_what_they_opened(earlier: EarlierHub, replica: Replica) -> None:
    follow(replica, earlier.clock)
    with_token = answer(replica, DESK, "", "GET", earlier.clock, authorization=f"Bearer {earlier.token}")
    assert (with_token.status, answer(replica, DESK, "", "GET", earlier.clock).status) == (200, 401)


def test_its_indexes_find_what_the_newest_release_says(earlier: EarlierHub, replica: Replica, client: Client) -> None:
    follow(replica, earlier.clock)
    Keeper().keep()
    found = client.get("/api/v1/search", {"channel": "website", "q": "rijbewijs"}).json()
    assert [each["key"] for each in found["results"]][:1] == ["rijbewijs"]
    assert "balie" in json.dumps(found["results"][0])


def test_what_was_planned_goes_live(earlier: EarlierHub, clock: Any) -> None:
    clock(PLANNED)
    assert publish_due(PLANNED) == []
    assert (reader.head().number, bool(told(key="uittreksel"))) == (earlier.head + 1, True)


def test_what_was_to_expire_expires(earlier: EarlierHub, clock: Any) -> None:
    clock(EXPIRY)
    assert publish_due(EXPIRY) == []
    assert (reader.head().number, told(key="verlopend")) == (earlier.head + 2, {})


def test_a_draft_can_be_published_and_is_signed_by_its_key(earlier: EarlierHub) -> None:
    with one_release(author="redactie"):
        product("rijbewijs").get_latest_revision().publish()
    call_command("rotate_key", "--sign", stdout=StringIO())
    assert "Een concept van het rijbewijs." in json.dumps(told(key="rijbewijs"))
    assert f"in releases 1 to {earlier.head + 1}." in verified()


@pytest.mark.parametrize("number", [1, 4, 6])
def test_an_earlier_release_comes_back_from_its_revisions(earlier: EarlierHub, number: int) -> None:
    assert roll_back(number, author="redactie")
    assert contents_told(reader.head().number, earlier) == contents_told(number, earlier)


def test_what_waits_for_approval_can_be_approved(earlier: EarlierHub) -> None:
    with one_release(author="eindredactie"):
        TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS).approve(User.objects.get(username="redactie"))
    assert told(key="paspoort")["facts"][FEE]["label"] == "Paspoort (wacht op akkoord)"


def test_a_webhook_goes_on_with_its_line_and_its_secrets(earlier: EarlierHub) -> None:
    going = Subscription.objects.get(name="Website")
    waiting = Delivery.objects.filter(subscription=going, state="waiting").order_by("pk")
    before = list(waiting)
    claim = queue.claim(going.pk, earlier.clock + timedelta(minutes=10))
    assert (claim.delivery, claim.body) == (before[0].pk, before[0].body.encode())
    assert [signing.shown(secret) for secret in claim.secrets] == earlier.webhook_secrets


def test_a_webhook_hears_of_the_switch_that_was_to_come(earlier: EarlierHub) -> None:
    outbox.write_due(AFTER_NEW_YEAR)
    kinds = Delivery.objects.filter(subscription__name="Website").order_by("pk").values_list("kind", flat=True)
    assert kinds.last() == "switched"


def test_a_webhook_that_was_switched_off_stays_so(earlier: EarlierHub) -> None:
    assert Subscription.objects.get(name="Balie").get_off_display() == "met de hand"


def test_the_board_knows_its_instances_and_what_was_wrong(earlier: EarlierHub) -> None:
    rows = {row.instance.name: row for channel in warnings.board_now(earlier.clock + HOUR) for row in channel.rows}
    assert (rows["site"].troubles, bool(rows["balie-app"].troubles)) == (frozenset(), True)


@pytest.mark.parametrize(
    ("username", "name"),
    [
        ("redactie", "wagtailadmin_home"),
        ("redactie", "search-report:index"),
        ("redactie", "channel-board:index"),
        ("beheer", "channel-board:add"),
        ("beheer", "access-tokens:index"),
        ("beheer", "webhooks:index"),
        ("piket", "wagtailsnippets_products_notice:add"),
    ],
)
def test_its_users_may_open_what_they_could(earlier: EarlierHub, client: Client, username: str, name: str) -> None:
    client.force_login(User.objects.get(username=username))
    assert client.get(reverse(name)).status_code == 200


def test_editors_can_go_back_to_the_first_revision_of_a_page_and_of_a_fact(earlier: EarlierHub, client: Client) -> None:
    client.force_login(User.objects.get(username="redactie"))
    page, fee = product("paspoort"), Amount.objects.get(key=FEE)
    oldest = [each.revisions.order_by("pk").values_list("pk", flat=True)[0] for each in (page, fee)]
    form = client.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, oldest[0]])).content.decode()
    assert ("Vraag een paspoort aan." in form, "Haast? Zie" in form) == (True, True)
    assert 'value="83,87"' in client.get(url(Amount, "revisions_revert", fee.pk, oldest[1])).content.decode()


def test_what_people_searched_for_is_still_in_the_report(earlier: EarlierHub, client: Client) -> None:
    client.force_login(User.objects.get(username="redactie"))
    page = client.get(reverse("search-report:index"), {"day_from": "2026-11-30", "day_to": "2026-11-30"})
    assert "paspoort" in page.content.decode()
