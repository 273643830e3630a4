"""An urgent or temporary message, in every channel from one instant until another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.search import index

from products.content_languages import language_names, source_language
from products.keys import Keyed, KeyField
from products.models.choices import NoticeScope, NoticeState, Repetition, Severity
from products.models.editorial import Editorial, Labelled, Rows, Violation, repeated
from products.models.localised import LocalisedField
from releases.core.intervals import contains, is_empty, meet
from releases.core.periods import civil_day
from releases.core.recurrence import Occurrence, occurrences
from releases.texts.references import references

# Short and to the point: a link has its own field, so that every channel can offer it in its own way.
NOTICE_FEATURES = ["bold", "italic", "fact"]
TEXT_HELP = _(
    "Short and plain (B1). Every channel tells this. In a language without a text, website, desk and telephone tell "
    "the first language's; e-mails leave the notice out."
)
LONGEST_REPETITION = timedelta(days=366)
TAG = re.compile(r"<(?!embed)[^>]*>")
NO_TARGET = {
    NoticeScope.THEME: _("Choose at least one theme, or show the notice everywhere."),
    NoticeScope.PRODUCT: _("Choose at least one product, or show the notice everywhere."),
    NoticeScope.ROUTE: _("Choose at least one route of a product, or show the notice everywhere."),
    NoticeScope.LOCATION: _("Choose at least one location, or show the notice everywhere."),
}
RELATIONS = {
    NoticeScope.THEME: "themes",
    NoticeScope.PRODUCT: "products",
    NoticeScope.ROUTE: "routes",
    NoticeScope.LOCATION: "locations",
}


def this_minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


def is_written(text: str) -> bool:
    """An editor that was left empty may still hand over a paragraph."""
    return bool(TAG.sub("", text).strip())


class Notice(Labelled, Keyed, Editorial):
    """Its rows are in notice_rows.py."""

    key = KeyField(unique=True, blank=True, help_text=_("Empty: made from the title. It never changes afterwards."))
    label = LocalisedField(models.CharField(_("title"), max_length=100, help_text=_("Such as “Storing DigiD”.")))
    severity = models.CharField(
        _("severity"),
        max_length=12,
        choices=Severity.choices,
        default=Severity.INFORMATION,
        help_text=_("What is urgent comes first and is read out at once."),
    )
    text = LocalisedField(RichTextField(_("text"), features=NOTICE_FEATURES, help_text=TEXT_HELP))
    url = LocalisedField(models.URLField(_("link to read more"), max_length=500, blank=True))
    scope = models.CharField(_("about"), max_length=10, choices=NoticeScope.choices, default=NoticeScope.ALL)
    starts = models.DateTimeField(_("from"), default=this_minute, help_text=_("Amsterdam time."))
    ends = models.DateTimeField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("Amsterdam time. Then it goes by itself. Empty: until you stop it."),
    )
    repeats = models.PositiveSmallIntegerField(
        _("repeated"),
        choices=Repetition.choices,
        default=Repetition.NEVER,
        db_default=Repetition.NEVER,
        help_text=_("At the same times, such as maintenance each week."),
    )
    repeats_until = models.DateField(
        _("repeated until"), null=True, blank=True, help_text=_("The last day that it may begin; a year ahead at most.")
    )
    source = models.CharField(
        _("source"), max_length=255, blank=True, help_text=_("Where it comes from. Only editors see this.")
    )

    row_relations = ("channel_texts", *RELATIONS.values())
    search_fields = [index.SearchField("key"), index.SearchField("label"), index.AutocompleteField("label")]

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts", "key"]
        permissions = [("check_notice", "Can check notices afterwards")]

    def clean(self) -> None:
        if not self.key:
            self.key = self._given_key()
        super().clean()
        if is_empty((self.starts, self.ends)):
            raise ValidationError({"ends": _("The notice must end after it begins.")})
        if not self.repeats:
            self.repeats_until = None
        elif wrong := self._wrong_repetition():
            raise ValidationError(wrong)

    def begin_anew(self) -> None:
        """It begins now, unless it was still to come."""
        super().begin_anew()
        if self.starts <= timezone.now():
            self.starts, self.ends = this_minute(), None
            self.repeats, self.repeats_until = Repetition.NEVER, None

    def occurrences(self) -> list[Occurrence]:
        return [*occurrences(self.starts, self.ends, self.repeats, self.repeats_until)]

    def state_at(self, instant: datetime) -> NoticeState | None:
        """None when it is not published; between two times that it is shown it is planned."""
        if not self.live:
            return None
        found = self.occurrences()
        if any(contains(bounds, instant) for bounds in found):
            return NoticeState.RUNNING
        return NoticeState.PLANNED if instant < found[-1][0] else NoticeState.ENDED

    def is_told_again(self, other: Notice) -> bool:
        """Whether `other` says the same at the same time about as much."""
        said, told = (TAG.sub(" ", each.text.source).split() for each in (self, other))
        same = said == told and self.scope == other.scope
        return same and any(meet(one, two) for one in self.occurrences() for two in other.occurrences())

    def _wrong_repetition(self) -> dict[str, Any]:
        if self.ends is None:
            return {"ends": _("What is repeated has an end each time. Fill it in.")}
        if self.ends - self.starts > timedelta(weeks=self.repeats):
            return {"ends": _("It would begin again before it has ended. Let it end sooner.")}
        first = civil_day(self.starts)
        if self.repeats_until is None or not first <= self.repeats_until <= first + LONGEST_REPETITION:
            return {"repeats_until": _("Choose a day after the first time, at most a year later.")}
        return {}

    def _given_key(self) -> str:
        wish = slugify(self.label.source.replace("_", " ")) or "melding"
        taken = set(Notice._base_manager.filter(key__startswith=wish).values_list("key", flat=True))
        return next(key for key in chain([wish], (f"{wish}-{number}" for number in count(2))) if key not in taken)

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        yield from self._untold(rows)
        if self.scope in NO_TARGET and not rows[RELATIONS[self.scope]]:
            yield Violation("scope", NO_TARGET[self.scope])
        routes: list[Any] = [*rows["routes"]]
        yield from (Violation("route", message, row) for row in routes if (message := row.unknown()))
        yield from repeated(rows["channel_texts"], "channel", _("There is already a text for this channel."))
        yield from repeated(rows["themes"], "theme", _("This theme is already chosen."))
        yield from repeated(rows["products"], "product", _("This product is already chosen."))
        yield from repeated(rows["locations"], "location", _("This location is already chosen."))

    def _untold(self, rows: Rows) -> Iterator[Violation]:
        """What a reader in some language would not get, or only half."""
        if self.text.source and not is_written(self.text.source):
            yield Violation("text", _("Write the text."), language=source_language())
        for code in (code for code in language_names() if code != source_language()):
            yield from self._untold_in(code, rows["channel_texts"])

    def _untold_in(self, code: str, channel_texts: Sequence[Any]) -> Iterator[Violation]:
        if self.is_written_in(code) and code not in self.label:
            yield Violation("label", _("The text is there in this language; write the title too."), language=code)
        own = (row for row in channel_texts if not is_written(row.text.get(code, "")))
        if not self.is_written_in(code) and any(references(each.text.source) for each in (self, *own)):
            message = _("The first text tells a fact. Write the text here too, so that it is told in this language.")
            yield Violation("text", message, language=code)

    def is_written_in(self, code: str) -> bool:
        return is_written(self.text.get(code, ""))
