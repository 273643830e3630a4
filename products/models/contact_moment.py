"""The moments at which the municipality writes to someone: its own list."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from products.keys import Keyed, KeyField
from products.models.choices import MergeFieldKind
from products.models.editorial import Editorial, Labelled, Rows, Violation, repeated
from products.models.localised import LocalisedField

FIELD_NAME = RegexValidator(r"^[a-z][a-zA-Z0-9]*$", _("Start with a lower-case letter; use letters and digits only."))


class ContactMoment(Labelled, Keyed, Editorial):
    key = KeyField(unique=True, max_length=50)
    label = LocalisedField(models.CharField(_("label"), max_length=255, help_text=_("Such as “aanvraag ontvangen”.")))

    row_relations = ("merge_fields",)
    search_fields = [index.SearchField("key"), index.SearchField("label"), index.AutocompleteField("label")]

    class Meta:
        verbose_name = _("contact moment")
        verbose_name_plural = _("contact moments")
        ordering = ["key"]

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        yield from repeated(rows["merge_fields"], "name", _("There is already a merge field with this name."))


class MergeField(Orderable):
    """What the e-mail engine fills in for each case; the hub itself holds no personal data."""

    moment = ParentalKey(ContactMoment, on_delete=models.CASCADE, related_name="merge_fields")
    name = models.CharField(
        _("name"),
        max_length=50,
        validators=[FIELD_NAME],
        help_text=_("In texts between double braces: {{ zaaknummer }}."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MergeFieldKind.choices, default=MergeFieldKind.TEXT)
    label = LocalisedField(models.CharField(_("label"), max_length=100))

    class Meta(Orderable.Meta):
        verbose_name = _("merge field")
        verbose_name_plural = _("merge fields")
