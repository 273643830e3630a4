"""An urgent or temporary message, in every channel from one instant until another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
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
from products.models.choices import NoticeScope, NoticeState, Severity
from products.models.editorial import Editorial, Labelled, Rows, Violation, repeated
from products.models.localised import LocalisedField
from releases.core.intervals import contains, is_empty
from releases.texts.references import references

# Short and to the point: a link has its own field, so that every channel can offer it in its own way.
NOTICE_FEATURES = ["bold", "italic", "fact"]
TEXT_HELP = _(
    "Short and plain (B1). Every channel tells this. In a language without a text, website, desk and telephone tell "
    "the first language's; e-mails leave the notice out."
)
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

    def state_at(self, instant: datetime) -> NoticeState | None:
        """None when it is not published."""
        if not self.live:
            return None
        if contains((self.starts, self.ends), instant):
            return NoticeState.RUNNING
        return NoticeState.PLANNED if instant < self.starts else NoticeState.ENDED

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
