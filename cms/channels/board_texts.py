"""In an editor's words: how far an instance is behind, what is wrong with it, and what a page shows otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.formats import date_format, number_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from releases.channels import CHANNELS
from releases.core.drift import Behind, Trouble
from releases.core.position import Position, parse_position
from releases.instances.board import InstanceRow
from releases.instances.page_findings import PageFinding
from releases.instances.registry import ChannelInstance

TROUBLES: Mapping[str, object] = {
    Trouble.SILENT: gettext_lazy("silent"),
    Trouble.REJECTED: gettext_lazy("rejected"),
    Trouble.REFUSED: gettext_lazy("not believed"),
    Trouble.DIFFERS: gettext_lazy("page differs"),
    Trouble.BEHIND: gettext_lazy("too far behind"),
}
REFUSALS: Mapping[str, object] = {
    "position-unknown": gettext_lazy("It said %(said)s, which does not exist; the hub is at %(expected)s."),
    "digest-differs": gettext_lazy("It holds other content (%(said)s) than was published (%(expected)s)."),
    "position-older": gettext_lazy("It said %(said)s, which is older than its own %(expected)s."),
}
DIFFERENCES: Mapping[str, object] = {
    "noClaim": gettext_lazy("does not say which publication and document it shows"),
    "notPublished": gettext_lazy("says it shows what was never published here: %(found)s"),
    "oldRelease": gettext_lazy("still shows publication %(found)s; this text changed in publication %(expected)s"),
    "unreadable": gettext_lazy("cannot be read (%(found)s)"),
    "notTold": gettext_lazy("leaves out %(key)s"),
    "unknown": gettext_lazy("shows %(key)s, which its publication does not have: %(found)s"),
    "text": gettext_lazy("%(key)s: expected “%(expected)s”, found “%(found)s”"),
    "value": gettext_lazy("%(key)s, for machines: expected “%(expected)s”, found “%(found)s”"),
}
SHORT = 12


def name_of(instance: ChannelInstance) -> str:
    channel = CHANNELS.get(instance.channel)
    return f"{channel.title if channel else instance.channel}, {instance.name}"


def moment(instant: datetime) -> str:
    return date_format(localtime(instant), "j F Y H:i")


def duration(length: timedelta) -> str:
    """Long ones in days, hours or minutes, short ones in seconds with a decimal."""
    if length < timedelta(minutes=1):
        return _("%(seconds)s s") % {"seconds": number_format(max(0.0, length.total_seconds()), 1)}
    start = datetime(2026, 1, 1)  # noqa: DTZ001 - only the length counts
    return timesince(start, start + length, depth=2)


def position(at: Position) -> str:
    return _("publication %(number)d, %(moment)s") % {"number": at.release, "moment": moment(at.instant)}


def behind(missed: Behind, now: datetime) -> str:
    releases = ngettext("%(count)d publication", "%(count)d publications", missed.releases)
    switches = ngettext("%(count)d switch", "%(count)d switches", missed.switches)
    counted = [
        text % {"count": count} for text, count in ((releases, missed.releases), (switches, missed.switches)) if count
    ]
    return _("%(what)s behind, for %(long)s") % {"what": " + ".join(counted), "long": duration(now - missed.since)}


def what_is_wrong(trouble: str, row: InstanceRow, now: datetime) -> str:
    """A sentence."""
    match trouble:
        case Trouble.SILENT:
            word = row.instance.last_word_at
            return _("Nothing was heard since %(moment)s.") % {"moment": moment(word)} if word else _("Never heard of.")
        case Trouble.REJECTED:
            return _("It rejects %(position)s: %(reason)s") % {
                "position": position(parse_position(row.instance.rejected)),
                "reason": row.instance.reason,
            }
        case Trouble.REFUSED:
            return refusal(row.instance)
        case Trouble.DIFFERS:
            count = len(row.differences)
            return ngettext("%(count)d difference on its pages.", "%(count)d differences on its pages.", count) % {
                "count": count
            }
    return f"{behind(row.behind, now)}." if row.behind else ""


def refusal(instance: ChannelInstance) -> str:
    """Digests are told by their first letters."""
    failure = instance.failure
    if failure is None:
        return ""
    is_digest = failure["code"] == "digest-differs"
    values = {
        name: failure[name][:SHORT] if is_digest else position(parse_position(failure[name]))
        for name in ("said", "expected")
    }
    return str(REFUSALS[failure["code"]]) % values


def difference(row: PageFinding) -> str:
    values = {"key": row.key, "expected": row.expected, "found": row.found}
    return str(DIFFERENCES.get(row.what, row.what)) % values
