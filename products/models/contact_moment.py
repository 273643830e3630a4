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
from products.merge_examples import NO_EXAMPLE, choice_list, example_value
from products.models.choices import MergeFieldKind
from products.models.editorial import Editorial, Labelled, Rows, Violation, repeated
from products.models.localised import LocalisedField
from releases.core.contact_moments import identifier

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
        for row in rows["merge_fields"]:
            yield from _violations_of(row)


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
    required = models.BooleanField(
        _("required"), default=True, db_default=True, help_text=_("Without it the message must not be sent.")
    )
    choices = models.TextField(
        _("the words"), blank=True, default="", db_default="",
        help_text=_("One on each line, such as goedgekeurd and afgewezen. Only for “one of a few words”."),
    )  # fmt: skip
    example = LocalisedField(
        models.CharField(
            _("example"), max_length=255, blank=True, help_text=_("For previews and tests. Empty: one by its kind.")
        ),
        db_default={},
    )

    class Meta(Orderable.Meta):
        verbose_name = _("merge field")
        verbose_name_plural = _("merge fields")


def _violations_of(row: MergeField) -> Iterator[Violation]:
    words, is_choice = choice_list(row.choices), row.kind == MergeFieldKind.CHOICE
    if is_choice and not words:
        yield Violation("choices", _("Write the words that it may be, one on each line."), row)
    if len({identifier(word) for word in words} - {""}) < len(words):
        yield Violation("choices", _("These words must differ by more than capitals and signs."), row)
    if words and not is_choice:
        yield Violation("choices", _("Only a field of the kind “one of a few words” has these."), row)
    for language, typed in row.example.items():
        if example_value(row.kind, typed, words) is None:
            yield Violation("example", NO_EXAMPLE[row.kind], row, language)
