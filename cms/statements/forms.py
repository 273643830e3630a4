"""Form for a statement: channel, language, the day that it is about and the moment at which it was said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from products.date_fields import DayField, TimeOfDayField
from releases import store
from releases.channels import CHANNELS
from releases.core.periods import AMSTERDAM, civil_day, starts_of
from releases.core.position import TICK

DAY = "%d-%m-%Y"


@dataclass(frozen=True)
class StatementQuery:
    """About the day `at`, as said at the instant `known`: in `release`, when that was asked for by its number.

    `given` are the query parameters that ask the same again.
    """

    channel: str
    locale: str
    at: date
    known: datetime
    release: int | None
    given: Mapping[str, str]

    def query(self, **changes: object) -> str:
        """The query string that asks the same, but for `changes`; a release goes instead of a moment."""
        given = dict(self.given)
        if "release" in changes:
            given.pop("known", None)
            given.pop("time", None)
        return urlencode({**given, **changes})


class StatedDayField(DayField):
    """A day that a statement can be about."""

    default_validators = [
        MinValueValidator(date(1900, 1, 1), _("Choose a day from 1900 on.")),
        MaxValueValidator(date(2999, 12, 31), _("Choose a day before 3000.")),
    ]


class AskForm(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"))
    locale = forms.ChoiceField(label=_("Language"))
    at = StatedDayField(label=_("Valid on"), help_text=_("The day that the text is about."))
    known = StatedDayField(label=_("Said on"), help_text=_("The day on which the channel said it."))
    time = TimeOfDayField(
        label=_("Time"),
        help_text=_("Such as 14:05. May stay empty: then at the end of that day."),
        required=False,
        widget=forms.TimeInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, given: Mapping[str, str], told: Collection[tuple[str, str]], now: datetime) -> None:
        """`given` are query parameters; `told` the channels and languages that there are; what is absent is today's."""
        self._release, self._now = _release(given.get("release", "")), now
        super().__init__({**_defaults(told, now), **given, **_moment_of(self._release)})
        self.fields["channel"].choices = [(name, channel.title) for name, channel in CHANNELS.items()]
        self.fields["locale"].choices = settings.WAGTAIL_CONTENT_LANGUAGES

    def clean_known(self) -> date:
        day: date = self.cleaned_data["known"]
        if day > civil_day(self._now):
            raise forms.ValidationError(_("This day is still to come. Choose today or a day before it."))
        return day

    def asked(self) -> StatementQuery:
        """What a valid form asks for."""
        found, given = self.cleaned_data, {name: self[name].data for name in ("channel", "locale", "at")}
        if self._release:
            known, given["release"] = self._release.created_at, str(self._release.number)
        else:
            typed = given["time"] = self["time"].data or ""
            known, given["known"] = self._end(found["known"], found["time"], typed.count(":") > 1), self["known"].data
        number = self._release.number if self._release else None
        return StatementQuery(found["channel"], found["locale"], found["at"], known, number, given)

    def _end(self, day: date, at: time | None, with_seconds: bool) -> datetime:
        """The last moment that is meant: of the second, the minute or the day; never in the future."""
        if at is None:
            return min(starts_of(day + timedelta(days=1)) - TICK, self._now)
        whole = timedelta(seconds=1) if with_seconds else timedelta(minutes=1)
        return min(datetime.combine(day, at, AMSTERDAM).astimezone(UTC) + whole - TICK, self._now)


def _release(text: str) -> Any:
    """The release with this number, if there is one."""
    return store.release(int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _moment_of(release: Any) -> dict[str, str]:
    if release is None:
        return {}
    published = release.created_at.astimezone(AMSTERDAM)
    return {"known": f"{published:{DAY}}", "time": f"{published:%H:%M:%S}"}


def _defaults(told: Collection[tuple[str, str]], now: datetime) -> dict[str, str]:
    """The first channel and language, in the order of the registry, that ever told it; and today."""
    locales = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
    known = [(channel, locale) for channel in CHANNELS for locale in locales if (channel, locale) in told]
    channel, locale = known[0] if known else (next(iter(CHANNELS)), locales[0])
    today = f"{civil_day(now):{DAY}}"
    return {"channel": channel, "locale": locale, "at": today, "known": today, "time": ""}
