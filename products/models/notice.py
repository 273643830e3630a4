"""An urgent or temporary message, in every channel from one instant until another."""

from __future__ import annotations

import re
from collections.abc import Iterator
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

from products.models.choices import NoticeScope, NoticeState, Severity
from products.models.editorial import Editorial, Labelled, Rows, Violation, repeated
from products.models.keys import Keyed, KeyField
from releases.intervals import contains, is_empty
from releases.texts.references import references

# Short and to the point: a link has its own field, so that every channel can offer it in its own way.
NOTICE_FEATURES = ["bold", "italic", "fact"]
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
    label_nl = models.CharField(_("title (Dutch)"), max_length=100, help_text=_("Such as “Storing DigiD”."))
    label_en = models.CharField(_("title (English)"), max_length=100, blank=True)
    severity = models.CharField(
        _("severity"),
        max_length=12,
        choices=Severity.choices,
        default=Severity.INFORMATION,
        help_text=_("What is urgent comes first and is read out at once."),
    )
    text_nl = RichTextField(
        _("text (Dutch)"), features=NOTICE_FEATURES, help_text=_("Short and plain (B1). Every channel tells this.")
    )
    text_en = RichTextField(
        _("text (English)"),
        features=NOTICE_FEATURES,
        blank=True,
        help_text=_("Empty: website, desk and telephone tell the Dutch text; e-mails in English leave the notice out."),
    )
    url_nl = models.URLField(_("link to read more (Dutch)"), max_length=500, blank=True)
    url_en = models.URLField(_("link to read more (English)"), max_length=500, blank=True)
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
    search_fields = [
        index.SearchField("key"),
        index.SearchField("label_nl"),
        index.AutocompleteField("label_nl"),
        index.AutocompleteField("label_en"),
    ]

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
        wish = slugify(self.label_nl.replace("_", " ")) or "melding"
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
        if self.text_nl and not is_written(self.text_nl):
            yield Violation("text_nl", _("Write the text in Dutch."))
        if is_written(self.text_en) and not self.label_en:
            yield Violation("label_en", _("The text is there in English; write the title in English too."))
        own: list[Any] = [row for row in rows["channel_texts"] if not is_written(row.text_en)]
        if not is_written(self.text_en) and any(references(each.text_nl) for each in (self, *own)):
            message = _("The Dutch text tells a fact. Write the text in English too, so that it is told in English.")
            yield Violation("text_en", message)
