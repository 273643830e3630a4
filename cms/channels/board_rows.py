"""The channel board in an editor's words: one line per instance, with signs that do not need colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.channels import board_texts as words
from releases.channels import CHANNELS
from releases.conditions.confirmations import channels_now
from releases.core.drift import Delay, Trouble
from releases.core.position import NOWHERE
from releases.instances.board import ChannelBoard, InstanceRow
from releases.instances.page_findings import PageFinding

# The worst first.
ORDER = (Trouble.REJECTED, Trouble.REFUSED, Trouble.DIFFERS, Trouble.SILENT, Trouble.BEHIND)
ICONS = {
    Trouble.REJECTED: "circle-xmark",
    Trouble.REFUSED: "warning",
    Trouble.DIFFERS: "crosshairs",
    Trouble.SILENT: "no-view",
    Trouble.BEHIND: "warning",
}
SHORT, SHOWN = 12, 20
MOMENT = timedelta(minutes=1)


@dataclass(frozen=True)
class Sign:
    """An icon, a word, and how bad it is: `warning`, `note` or `fine`."""

    icon: str
    label: object
    tone: str


IN_STEP = Sign("circle-check", gettext_lazy("in step"), "fine")
BEHIND = Sign("time", gettext_lazy("behind"), "note")
AWAITED = Sign("minus", gettext_lazy("nothing heard yet"), "note")
WATCHED = Sign("view", gettext_lazy("pages are right"), "fine")
ANEW = Sign("rotate", gettext_lazy("must sync anew"), "note")


@dataclass(frozen=True)
class DifferenceRow:
    page: str
    text: str
    since: str


@dataclass(frozen=True)
class BoardRow:
    """One instance; empty texts are not shown."""

    pk: int
    name: str
    owner: str
    registered: bool
    signs: tuple[Sign, ...]
    shows: tuple[str, ...]
    behind: str
    last_word: str
    delays: tuple[str, ...]
    failures: tuple[str, ...]
    watched: str
    differing: str
    differences: tuple[DifferenceRow, ...]
    more_differences: int


@dataclass(frozen=True)
class BoardSection:
    """One channel; `expected` is what the hub expects of its instances, empty when nothing is published."""

    channel: str
    title: str
    is_on: bool
    expected: str
    digest: str
    lines: tuple[BoardRow, ...]


Delays = Mapping[int, Mapping[str, Delay]]


def sections(
    boards: Iterable[ChannelBoard], delays: Delays, owners: Mapping[int, str], now: datetime
) -> list[BoardSection]:
    on = channels_now()
    return [
        BoardSection(
            board.channel,
            CHANNELS[board.channel].title,
            board.channel in on,
            words.position(board.newest) if board.newest != NOWHERE else "",
            board.digest[:SHORT],
            tuple(
                line(row, delays.get(row.instance.pk, {}), owners.get(row.instance.owner_id or 0, ""), now)
                for row in board.rows
            ),
        )
        for board in boards
    ]


def line(row: InstanceRow, delays: Mapping[str, Delay], owner: str, now: datetime) -> BoardRow:
    instance = row.instance
    return BoardRow(
        pk=instance.pk,
        name=instance.name,
        owner=owner,
        registered=instance.registered,
        signs=signs(row),
        shows=tuple(_shows(row)),
        behind=words.behind(row.behind, now) if row.behind else "",
        last_word=_ago(instance.last_word_at, now),
        delays=tuple(_delays(delays)),
        failures=tuple(_failures(row, now)),
        watched=_watched(row),
        differing=words.what_is_wrong(Trouble.DIFFERS, row, now) if row.differences else "",
        differences=tuple(_difference(each) for each in row.differences[:SHOWN]),
        more_differences=max(0, len(row.differences) - SHOWN),
    )


def signs(row: InstanceRow) -> tuple[Sign, ...]:
    found = [Sign(ICONS[each], words.TROUBLES[each], "warning") for each in ORDER if each in row.troubles]
    if row.other_epoch:
        found.append(ANEW)
    if row.behind and Trouble.BEHIND not in row.troubles:
        found.append(BEHIND)
    return tuple(found) or (_without_trouble(row),)


def _without_trouble(row: InstanceRow) -> Sign:
    if row.shown is not None:
        return IN_STEP
    return WATCHED if row.instance.watched_at and not row.instance.last_word_at else AWAITED


def _shows(row: InstanceRow) -> Iterator[str]:
    if row.shown is None:
        return
    if row.displayed is not None:
        yield _("Shows %(position)s") % {"position": words.position(row.displayed)}
    if row.received is not None and (row.displayed is None or row.received > row.displayed):
        yield _("Received %(position)s") % {"position": words.position(row.received)}


def _ago(instant: datetime | None, now: datetime) -> str:
    if instant is None:
        return ""
    past = now - instant
    return _("%(long)s ago") % {"long": words.duration(past)} if past >= MOMENT else _("Just now")


def _delays(delays: Mapping[str, Delay]) -> Iterator[str]:
    labels = {"received": _("Received after"), "displayed": _("Displayed after")}
    for state, label in labels.items():
        if delay := delays.get(state):
            values = {"label": label, "p50": words.duration(delay.median), "p95": words.duration(delay.p95)}
            yield _("%(label)s %(p50)s, 95%% within %(p95)s") % values


def _failures(row: InstanceRow, now: datetime) -> Iterator[str]:
    for trouble in (Trouble.REJECTED, Trouble.REFUSED):
        if trouble in row.troubles:
            yield words.what_is_wrong(trouble, row, now)
    if row.instance.failures > 1:
        yield _("%(count)d times in a row.") % {"count": row.instance.failures}


def _watched(row: InstanceRow) -> str:
    if not row.instance.watched_at:
        return ""
    values = {"count": row.instance.pages_read, "moment": words.moment(row.instance.watched_at)}
    return _("Pages read: %(count)d, on %(moment)s") % values


def _difference(row: PageFinding) -> DifferenceRow:
    return DifferenceRow(row.page, words.difference(row), words.moment(row.since))
