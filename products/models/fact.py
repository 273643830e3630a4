"""A fact: one truth, told the same everywhere. Its kinds are in the modules beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models.specific import SpecificMixin
from wagtail.query import SpecificQuerySetMixin
from wagtail.search import index

from products.keys import Keyed, KeyField
from products.models.dated import overlap_violations
from products.models.editorial import Editorial, Labelled, Rows, Violation
from products.models.localised import LocalisedField


class FactQuerySet(SpecificQuerySetMixin, models.QuerySet):
    pass


class Fact(SpecificMixin, Labelled, Keyed, Editorial):
    """What all kinds share; `specific` is the fact as its own kind."""

    kind: ClassVar[str]

    key = KeyField(unique=True)
    label = LocalisedField(
        models.CharField(_("label"), max_length=255, help_text=_("What it is, such as “paspoort, 18 jaar en ouder”."))
    )
    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("kind")
    )
    content_type.wagtail_reference_index_ignore = True

    objects = models.Manager.from_queryset(FactQuerySet)()

    search_fields = [
        index.SearchField("key", boost=2),
        index.SearchField("label"),
        index.AutocompleteField("key"),
        index.AutocompleteField("label"),
        index.FilterField("key"),
        index.FilterField("live"),
        index.FilterField("content_type"),
    ]

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["key"]

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        if not self.pk and not self.content_type_id:
            self.content_type = ContentType.objects.get_for_model(self)

    def __str__(self) -> str:
        return f"{self.label} ({self.key})"


class DatedFact(Fact):
    """A kind whose `values` follow each other in time."""

    row_relations: ClassVar[tuple[str, ...]] = ("values",)

    class Meta:
        abstract = True

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        yield from overlap_violations(rows["values"])
