"""Reads the live pages of channels, and keeps how they differ from the release that they claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
from defusedxml import DefusedXmlException, ElementTree

from api.outgoing.configuration import outgoing_client
from api.outgoing.failures import NotReached
from cms.checking.parity_over_http import PAGES
from cms.running.reference_channels import MOUNT
from releases import store
from releases.conditions.confirmations import channels_now
from releases.instances import page_differences, page_findings, registry
from releases.instances.registry import ChannelInstance
from releases.parity.comparison import Difference

# The instance of each channel that the reference channels are.
REFERENCE = "kanalen"
MOST_PAGES = 2000
MOST_BYTES = 2_000_000
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


class WatchedPage(NamedTuple):
    """What an address gave: its text, or the `failure` for which there is none."""

    address: str
    text: str
    failure: str = ""


Read = Callable[[str], WatchedPage]


@dataclass(frozen=True)
class Watched:
    """What was found on the pages of one instance, by their addresses."""

    instance: ChannelInstance
    pages: dict[str, list[Difference]]


@dataclass(frozen=True)
class PageWatcher:
    """`read` reads addresses that people typed, so it must reach nothing private.

    `read_own` reads the reference channels at the hub's own address `url`; None when they are not here.
    """

    read: Read
    read_own: Read | None
    url: str
    clock: Callable[[], datetime]
    patience: timedelta

    def round(self) -> Iterator[Watched]:
        """Every instance with pages, each kept as it is given."""
        for instance, pages in self._targets():
            found = {page.address: self._differences(page, instance) for page in islice(pages, MOST_PAGES)}
            page_findings.keep(instance.pk, found, self.clock())
            yield Watched(instance, found)

    def _targets(self) -> Iterator[tuple[ChannelInstance, Iterator[WatchedPage]]]:
        if self.read_own is not None:
            for channel in channels_now():
                addresses = reference_pages(self.url, channel, self.clock())
                instance = registry.instance_named(channel, REFERENCE, self.clock())
                yield instance, map(self.read_own, addresses)
        for instance in registry.watched():
            yield instance, pages_from(self.read, instance.pages.split())

    def _differences(self, page: WatchedPage, instance: ChannelInstance) -> list[Difference]:
        if page.failure:
            return [Difference("", "", instance.channel, "unreadable", "", page.failure)]
        return page_differences.differences_on(page.text, instance.channel, self.clock(), self.patience)


def reference_pages(url: str, channel: str, now: datetime) -> list[str]:
    """The pages on which the reference channel shows what it has now."""
    return [
        f"{url}{MOUNT}/{PAGES[channel, document.kind].format(key=document.key)}?locale={document.locale}"
        for document in store.documents([channel])
        if (channel, document.kind) in PAGES and document.digest_at(now)
    ]


def pages_from(read: Read, starts: Iterable[str]) -> Iterator[WatchedPage]:
    """Each start is a page, or a sitemap of pages of the same origin."""
    for start in starts:
        page = read(start)
        locations = sitemap_locations(page.text)
        if locations is None:
            yield page
        else:
            yield from (read(each) for each in locations if _origin(each) == _origin(start))


def reading_with(client: httpx.Client) -> Read:
    def read(address: str) -> WatchedPage:
        try:
            response = client.get(address)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return WatchedPage(address, "", type(error).__name__)
        if response.status_code != httpx.codes.OK:
            return WatchedPage(address, "", str(response.status_code))
        return WatchedPage(address, response.text)

    return read


def read_typed(address: str) -> WatchedPage:
    """A page at an address that somebody typed."""
    try:
        answer = outgoing_client().send("GET", address, most=MOST_BYTES)
    except NotReached as error:
        return WatchedPage(address, "", error.reason)
    if answer.status != httpx.codes.OK or not answer.complete:
        return WatchedPage(address, "", str(answer.status) if answer.complete else "too large or too slow")
    return WatchedPage(address, answer.body.decode(errors="replace"))


def sitemap_locations(text: str) -> list[str] | None:
    """The addresses in a sitemap (sitemaps.org); None for anything else."""
    if "http://www.sitemaps.org/schemas/sitemap" not in text[:1000]:
        return None
    try:
        root = ElementTree.fromstring(text.encode())
    except (ElementTree.ParseError, DefusedXmlException):
        return None
    return [location.text.strip() for location in root.iter(LOCATION) if location.text]


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc
