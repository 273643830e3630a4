"""The live pages of registered instances are read, and what is wrong on them is kept."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
import pytest
from django.core.management import CommandError, call_command

from cms.checking.watched_pages import PageWatcher, Watched, read_typed, reading_with
from cms.management.commands import watch_channels
from releases.channels import CHANNELS
from releases.models.instances import Instance
from tests.integration.acknowledgement_reports import MINUTE
from tests.integration.published import NOW
from tests.integration.test_page_differences import page, period, publish
from tests.integration.test_verify_parity import Running, replacing, running
from tests.unit.snapshots import FEE

__all__ = ["running"]
SITE = "https://balie.example"
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def world(pages: Mapping[str, str | int]) -> httpx.Client:
    """`pages` are all that there is: a text, or a status."""

    def answer(request: httpx.Request) -> httpx.Response:
        found = pages.get(str(request.url), 404)
        if found == 0:
            raise httpx.ConnectTimeout("too slow")
        return httpx.Response(found) if isinstance(found, int) else httpx.Response(200, text=found)

    return httpx.Client(transport=httpx.MockTransport(answer))


def watcher(pages: Mapping[str, str | int]) -> PageWatcher:
    return PageWatcher(reading_with(world(pages)), None, "", lambda: NOW, 15 * MINUTE)


def desk(pages: str) -> Instance:
    return Instance.objects.create(channel="desk", name="balie-1", since=NOW, registered=True, pages=pages)


def kept(instance: Instance) -> list[tuple[str, str, str, str]]:
    rows = instance.differences.order_by("page", "what")
    return [(row.page.removeprefix(SITE), row.what, row.expected, row.found) for row in rows]


def sitemap(*locations: str) -> str:
    return SITEMAP.format("".join(f"<url><loc>{each}</loc></url>" for each in locations))


@pytest.mark.django_db
class TestRegistered:
    def test_a_page_that_shows_another_fee_than_its_release_is_found(self):
        publish(period("83.87"))
        balie = desk(f"{SITE}/goed\n{SITE}/fout")
        [watched] = watcher({f"{SITE}/goed": page("83.87"), f"{SITE}/fout": page("83.80")}).round()

        assert watched.pages[f"{SITE}/goed"] == []
        assert kept(balie) == [("/fout", "text", "€ 83.87", "€ 83.80"), ("/fout", "value", "83.87", "83.80")]

    def test_a_page_that_is_mended_is_in_step_again(self):
        publish(period("83.87"))
        balie = desk(f"{SITE}/a")
        list(watcher({f"{SITE}/a": page("83.80")}).round())
        list(watcher({f"{SITE}/a": page("83.87")}).round())

        assert kept(balie) == []

    @pytest.mark.parametrize(("answer", "failure"), [(500, "500"), (301, "301"), (0, "ConnectTimeout")])
    def test_a_page_that_cannot_be_read_is_a_difference_too(self, answer, failure):
        balie = desk(f"{SITE}/a")
        list(watcher({f"{SITE}/a": answer}).round())

        assert kept(balie) == [("/a", "unreadable", "", failure)]

    def test_a_sitemap_stands_for_its_pages_of_the_same_origin(self):
        publish(period("83.87"))
        desk(f"{SITE}/sitemap.xml")
        text = sitemap(f"{SITE}/a", f"{SITE}/b", "https://elders.example/c", f"javascript{SITE[5:]}/%0aalert(1)")
        [watched] = watcher({f"{SITE}/sitemap.xml": text, f"{SITE}/a": page("83.87"), f"{SITE}/b": page("1")}).round()

        assert set(watched.pages) == {f"{SITE}/a", f"{SITE}/b"}

    @pytest.mark.parametrize("text", [sitemap()[:-5], '<!DOCTYPE x [<!ENTITY a "b">]>' + sitemap("&a;")])
    def test_a_broken_or_hostile_sitemap_is_a_page_that_claims_nothing(self, text):
        balie = desk(f"{SITE}/sitemap.xml")
        list(watcher({f"{SITE}/sitemap.xml": text}).round())

        assert [what for _, what, *_ in kept(balie)] == ["noClaim"]

    def test_an_instance_without_pages_or_retired_is_not_read(self):
        desk("")
        Instance.objects.create(channel="desk", name="oud", since=NOW, pages=f"{SITE}/a", retired=True)

        assert list(watcher({}).round()) == []

    def test_an_address_inside_the_own_network_is_not_read(self, settings):
        settings.OUTGOING_HTTP = True
        assert read_typed("http://127.0.0.1:1/").failure == "address"

    def test_the_command_prints_what_is_different_and_exits_with_1(self, monkeypatch, settings, capsys):
        settings.REFERENCE_CHANNELS = False
        publish(period("83.87"))
        desk(f"{SITE}/fout")
        monkeypatch.setattr(watch_channels, "read_typed", reading_with(world({f"{SITE}/fout": page("83.80")})))
        with pytest.raises(CommandError, match="2 differences"):
            call_command("watch_channels", "--once")

        assert (
            "DIFFERENCE https://balie.example/fout paspoort.leges: text; expected '€ 83.87'" in capsys.readouterr().out
        )


def reference(running: Running) -> list[Watched]:
    read = reading_with(httpx.Client(transport=running.channels))
    return list(PageWatcher(read, read, running.url, lambda: NOW, 15 * MINUTE).round())


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_the_reference_channels_show_what_they_claim_and_a_wrong_fee_is_found(running):
    in_order = reference(running)
    assert {watched.instance.channel: any(watched.pages.values()) for watched in in_order} == dict.fromkeys(
        CHANNELS, False
    )
    assert all(watched.pages for watched in in_order)

    running.channels.changes["/kanalen/desk/product/"] = replacing("83,87", "83,80")
    wrong = {watched.instance.channel: watched.pages for watched in reference(running)}
    assert {each.key for found in wrong["desk"].values() for each in found} == {FEE}
    assert not any(wrong["website"].values())
