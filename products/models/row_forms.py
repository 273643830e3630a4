"""Forms that check rows together and point at the row and field that is wrong, and panels for those rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.validators import EMPTY_VALUES
from django.db.models import DecimalField, Model
from django.forms import BaseForm, BaseFormSet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import get_form_for_model

from products.models.editorial import RowRules, Violation
from products.models.stale_forms import refuse_when_stale

# Editors type and see amounts as their language writes them: 83,87 in Dutch.
register_form_field_override(DecimalField, override={"localize": True})


class RowRulesFormMixin:
    """Runs the rules of `RowRules` over what was typed, once each row has passed its own checks."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if not isinstance(self.instance, RowRules):
            return
        forms = {relation: list(self._row_forms(relation)) for relation in self.instance.row_relations}
        rows = {
            relation: [*(form.instance for form in members), *self._rows_elsewhere(relation)]
            for relation, members in forms.items()
        }
        by_row = {id(form.instance): form for members in forms.values() for form in members}
        for violation in self.instance.violations(rows):
            self._show(violation, by_row)
        refuse_when_stale(self)

    def clean(self) -> dict[str, Any]:
        """Wagtail says that this date must lie in the future, and not what to do with one that was kept."""
        ends = self.cleaned_data.get("expire_at")
        if ends and ends < timezone.now():
            over = date_format(timezone.localtime(ends), "j F Y H:i")
            message = _("This was shown until %s. To publish it again, clear this date or choose a later one.") % over
            self.add_error("expire_at", message)
        return super().clean()

    def _row_forms(self, relation: str) -> Iterator[BaseForm]:
        formset: BaseFormSet | None = self.formsets.get(relation)
        for form in formset.forms if formset is not None and formset.is_bound else ():
            if form.is_valid() and form.is_kept and not formset._should_delete_form(form):
                yield form

    def _rows_elsewhere(self, relation: str) -> list[Model]:
        """Those that somebody added since the form was opened: they stay."""
        formset: BaseFormSet | None = self.formsets.get(relation)
        if formset is None or not formset.is_bound:
            return []
        typed = {form.instance.pk for form in formset.forms}
        return [row for row in getattr(self.instance, relation).all() if row.pk and row.pk not in typed]

    @property
    def is_kept(self) -> bool:
        """An added row in which nothing was typed is dropped, unless it says something as it stands."""
        return bool(self.instance.pk) or self.has_changed()

    def _show(self, violation: Violation, by_row: dict[int, BaseForm]) -> None:
        form = by_row.get(id(violation.row), self)
        form.add_error(violation.field if violation.field in form.fields else None, violation.error)


class RowRulesForm(RowRulesFormMixin, WagtailAdminModelForm):
    def has_changed(self) -> bool:
        """A row that is not in the database yet, as in a draft or a copy, is new also where it says the usual."""
        return super().has_changed() or (not self.instance.pk and self._is_complete())

    def _is_complete(self) -> bool:
        return not any(
            _is_empty(self[field.name].data)
            for field in self.instance._meta.get_fields()
            if field.name in self.fields and not field.blank
        )


def _is_empty(typed: Any) -> bool:
    return not any(typed) if isinstance(typed, list) else typed in EMPTY_VALUES


class KeyedPageForm(RowRulesFormMixin, WagtailAdminPageForm):
    """A translation shows texts only; what has no language stands on the page in the source language."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.is_source:
            for name in self.instance.source_only:
                self.fields.pop(name, None)
                self.formsets.pop(name, None)


class RowsPanel(InlinePanel):
    """An inline panel whose rows may have rules over their own rows; not shown when the form leaves it out."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self._row_form()
        return options

    def _row_form(self) -> type[WagtailAdminModelForm]:
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields")
        meta = {"defer_required_on_fields": deferred} if deferred else {}
        return get_form_for_model(self.db_field.related_model, form_class=RowRulesForm, **meta)

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **options: Any) -> None:
            form, relation = options["form"], options["panel"].relation_name
            self.left_out = form is not None and relation not in form.formsets
            super().__init__(**(options | {"form": None} if self.left_out else options))

        def is_shown(self) -> bool:
            return not self.left_out and super().is_shown()
