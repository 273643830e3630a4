"""A reference channel answers from its own copy, and tells the hub what it shows."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import httpx
import pytest

from clients.shared.copy.copy_reader import CopyReader
from clients.shared.copy.local_copy import LocalCopy
from clients.shared.hub.errors import Missing
from een_antwoord_sync import Refused
from releases.models.instances import Instance as Row
from tests.integration.channel_copies import AWAY, Instance, publish_fee
from tests.integration.published import NEW_YEAR, document, publish
from tests.integration.sync_hub import SyncHub, sync_hub

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(tmp_path, replica):
    with sync_hub(tmp_path / "hub") as hub:
        publish_fee(hub, "83.87")
        yield hub


@pytest.fixture
def instance(hub, tmp_path, client) -> Instance:
    instance = Instance(hub, tmp_path / "website", client)
    instance.take_over()
    return instance


def publish_nonsense(hub: SyncHub) -> None:
    publish(document(key="fiets"), now=hub.now)
    hub.follow()


def test_a_page_of_now_asks_the_hub_nothing(hub, instance):
    assert instance.fee() == "€ 83,87"
    assert hub.asked == []


def test_a_channel_that_holds_nothing_yet_asks_the_hub(hub, tmp_path, client):
    assert Instance(hub, tmp_path / "new", client).fee() == "€ 83,87"


def test_a_page_says_which_release_it_shows(hub, instance):
    publish_fee(hub, "85.00")
    before = instance.page().soup.select_one("meta[name=release]")["content"]
    instance.take_over()
    after = instance.page().soup.select_one("meta[name=release]")["content"]

    assert (before, after, instance.fee()) == ("1", "2", "€ 85,00")


def test_another_moment_is_asked_of_the_hub(hub, instance):
    assert instance.fee("?at=2027-01-01") == "€ 90,00"
    assert hub.asked != []


def test_an_older_release_is_asked_of_the_hub(hub, instance):
    publish_fee(hub, "85.00")
    instance.take_over()

    assert instance.fee("?release=1") == "€ 83,87"


def test_pages_stay_while_the_hub_is_away(hub, instance):
    hub.faults[:] = AWAY
    assert (instance.page().status, instance.fee()) == (200, "€ 83,87")


def test_a_coming_fee_is_shown_at_its_instant_while_the_hub_is_away(hub, instance):
    hub.faults[:] = AWAY
    hub.now = NEW_YEAR

    assert instance.fee() == "€ 90,00"


def test_a_product_that_is_not_there_is_not_found_with_or_without_the_hub(hub, instance):
    with_hub = instance.page("/kanalen/website/product/fiets/").status
    hub.faults[:] = AWAY
    assert (with_hub, instance.page("/kanalen/website/product/fiets/").status) == (404, 404)


def test_a_product_list_comes_from_the_copy(hub, instance):
    titles = [each["title"] for each in instance.reader.documents("product", instance.visit(locale="en"))]
    assert (titles, hub.asked) == (["Passport"], [])


def test_all_of_one_page_is_of_one_release(hub, instance):
    reader = instance.reader.for_one_page()
    publish_fee(hub, "85.00")
    instance.take_over()
    pinned = [
        reader.document(*named, instance.visit()) for named in (("branding", "branding"), ("product", "paspoort"))
    ]

    assert [answer.release for answer in pinned] == ["1", "1"]
    assert pinned[1].document["facts"]["paspoort.leges.volwassene"]["text"] == "€ 83,87"


def test_content_that_the_disk_lost_is_shown_from_the_hub_and_fetched_anew(hub, instance, tmp_path):
    for kept in (tmp_path / "website" / "contents").iterdir():
        kept.write_bytes(b"")
    assert instance.fee() == "€ 83,87"
    instance.take_over()
    hub.faults[:] = AWAY

    assert instance.fee() == "€ 83,87"


def test_content_that_the_disk_lost_while_the_hub_is_away_is_not_called_missing(hub, instance, tmp_path):
    for kept in (tmp_path / "website" / "contents").iterdir():
        kept.write_bytes(b"")
    hub.faults[:] = AWAY

    assert instance.page().status == 502


def test_the_hub_hears_what_is_displayed(hub, instance):
    assert instance.follower.report()
    position = instance.own.channel.state.position
    assert (instance.row.received, instance.row.displayed, instance.row.rejected) == (position, position, "")


def test_a_release_with_a_document_that_cannot_be_shown_is_rejected_whole(hub, instance):
    instance.follower.report()
    publish_fee(hub, "85.00")
    publish_nonsense(hub)
    instance.take_over()
    instance.follower.report()

    assert instance.fee() == "€ 83,87"
    assert instance.row.displayed.partition("@")[0] == "1"
    assert instance.row.rejected.partition("@")[0] == "3"
    assert instance.row.reason.startswith("product/fiets/nl: the document: ")


def test_what_mends_a_rejected_release_is_displayed(hub, instance):
    publish_nonsense(hub)
    instance.take_over()
    instance.follower.report()
    publish(removed=[("product", "fiets")], now=hub.now)
    hub.follow()
    instance.take_over()

    assert instance.follower.report()
    assert (instance.row.displayed.partition("@")[0], instance.row.reason) == ("3", "")


def test_a_hub_that_is_away_hears_it_later(hub, instance):
    instance.is_away = True
    heard_while_away = instance.follower.report()
    instance.is_away = False

    assert (heard_while_away, instance.follower.report()) == (False, True)


def test_a_channel_that_the_hub_does_not_believe_fetches_everything_anew(hub, instance):
    instance.own.channel._state = replace(instance.own.channel.state, digest="0" * 64)
    assert not instance.follower.report()
    assert instance.row.failure["code"] == "digest-differs"
    instance.own.channel.update()
    assert [url.partition("?")[0] for url in hub.asked] == [f"{hub.url}/api/v1/channels/website/bundle"]
    assert instance.follower.report()


def test_a_channel_that_is_closed_shows_nothing_of_its_copy(hub, instance):
    instance.follower.close(Refused("403"))
    hub.faults[:] = AWAY
    assert instance.page().status == 502


def test_a_channel_that_is_closed_says_nothing_of_what_it_shows(hub, instance):
    instance.follower.close(Refused("403"))
    assert instance.follower.report()
    assert not Row.objects.filter(name="kanalen").exists()


def test_a_channel_that_is_open_again_shows_its_copy(hub, instance):
    instance.follower.close(Refused("403"))
    publish_fee(hub, "85.00")
    instance.follower.open()
    hub.faults[:] = AWAY
    assert instance.fee() == "€ 85,00"


def test_a_channel_that_closes_is_told_and_one_that_never_was_open_is_not(hub, instance, tmp_path, client, caplog):
    Instance(hub, tmp_path / "never", client).follower.close(Refused("403"))
    assert caplog.text == ""
    instance.follower.close(Refused("403"))
    assert "website is closed to this application" in caplog.text


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


def reader_of(files: dict[str, bytes], folder) -> CopyReader:
    """Each file can be fetched once."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=files.pop(request.url.path)) if files else httpx.Response(404)

    http = httpx.Client(base_url="http://hub", transport=httpx.MockTransport(answer))
    return CopyReader(http, LocalCopy(http, "website", folder), "")


def test_a_logo_is_fetched_once(tmp_path):
    reader = reader_of({"/logo.svg": SVG}, tmp_path)
    digest = sha256(SVG).hexdigest()

    assert [reader.file("/logo.svg", digest) for _ in range(2)] == [SVG, SVG]


def test_a_kept_logo_that_the_disk_damaged_is_not_shown(tmp_path):
    reader, digest = reader_of({"/logo.svg": SVG}, tmp_path), sha256(SVG).hexdigest()
    reader.file("/logo.svg", digest)
    (tmp_path / "files" / digest).write_bytes(b"<svg>other</svg>")

    with pytest.raises(Missing):
        reader.file("/logo.svg", digest)
