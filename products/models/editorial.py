"""Base of every snippet of the hub: drafts, history, workflow, locks, search, and rules over its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import display
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from products.localised_forms import LanguageError
from products.models.localised import LocalisedText
from products.models.own_rows import OwnRows
from products.models.team import OPENS_NOTHING
from products.models.workflow import EndingWorkflow

Rows = Mapping[str, Sequence[models.Model]]


@dataclass(frozen=True)
class Violation:
    """A rule that a row breaks; without a row the field is one of the object itself, without a language in any."""

    field: str
    message: str | Promise
    row: models.Model | None = None
    language: str = ""

    @property
    def error(self) -> ValidationError:
        text = str(self.message)
        return LanguageError(self.language, text) if self.language else ValidationError(text)


def repeated(rows: Sequence[models.Model], field: str, message: str | Promise) -> Iterator[Violation]:
    """Rows that say the same in `field` as a row before them."""
    seen = set()
    for row in rows:
        value = getattr(row, row._meta.get_field(field).attname)
        if value in seen:
            yield Violation(field, message, row)
        seen.add(value)


class RowRules(OwnRows):
    """An object whose rows (`ParentalKey` children) must fit together, whoever saves it: a form or a command."""

    class Meta:
        abstract = True

    row_relations: tuple[str, ...] = ()

    def violations(self, rows: Rows) -> Iterator[Violation]:
        """Rules over several rows, or over a row and its parent."""
        yield from ()

    def full_clean(self, exclude: Collection[str] | None = None, *args: Any, **options: Any) -> None:
        """A form gives `exclude` and checks its rows itself, where it can point at them."""
        super().full_clean(exclude, *args, **options)
        if exclude is None:
            self.clean_rows()

    def clean_rows(self) -> None:
        rows = {relation: list(getattr(self, relation).all()) for relation in self.row_relations}
        errors: dict[str, list[Any]] = {}
        for relation, members in rows.items():
            for number, row in enumerate(members, 1):
                try:
                    _clean_row(row, getattr(type(self), relation).rel.field.name)
                except ValidationError as error:
                    errors.setdefault(relation, []).extend(f"{number}: {message}" for message in error.messages)
        for violation in self.violations(rows):
            errors.setdefault(violation.field, []).append(violation.error)
        if errors:
            raise ValidationError(errors)


def _clean_row(row: models.Model, parent: str) -> None:
    row.full_clean(exclude=[parent])
    if isinstance(row, RowRules):
        row.clean_rows()


class Labelled:
    """Is called by its label."""

    label: LocalisedText

    @display(description=_("name"), ordering="label__source")
    def shown_name(self) -> str:
        return str(self.label)

    def __str__(self) -> str:
        return str(self.label)


class Named:
    """Is called by its name."""

    name: LocalisedText

    @display(description=_("name"), ordering="name__source")
    def shown_name(self) -> str:
        return str(self.name)

    def __str__(self) -> str:
        return str(self.name)


class Editorial(
    RowRules,
    EndingWorkflow,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    index.Indexed,
    ClusterableModel,
):
    owner = models.ForeignKey(
        Group,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to=OPENS_NOTHING,
        help_text=_("The team that keeps this right and hears when something needs attention."),
    )

    class Meta:
        abstract = True
