"""Form fields for dates and times as people write them; what is not understood stays as it was typed."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import from_current_timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters.fields import DateRangeField
from wagtail import blocks
from wagtail.admin import widgets
from wagtail.admin.forms.models import register_form_field_override

from products.date_input import parse_day, parse_moment, parse_time

END_OF_DAY = re.compile(r"24([:.]00)?(\s*(uur|u|h))?")


class DayField(forms.DateField):
    default_error_messages = {"invalid": _("This is no date. Write it as 31-12-2026 or 31 December 2026.")}
    widget = widgets.AdminDateInput

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or value.strip() in self.empty_values:
            return super().to_python(value or None)
        return _understood(parse_day(value), self)


class TimeOfDayField(forms.TimeField):
    default_error_messages = {"invalid": _("This is no time. Write it as 9:00 or 17.30.")}
    widget = widgets.AdminTimeInput

    def to_python(self, value: Any) -> time | None:
        if not isinstance(value, str) or value.strip() in self.empty_values:
            return super().to_python(value or None)
        return _understood(parse_time(value), self)


class ClosingTimeOfDayField(TimeOfDayField):
    """Midnight at the end of a day is written as 24:00, and kept as 0:00."""

    def to_python(self, value: Any) -> time | None:
        return (
            time()
            if isinstance(value, str) and END_OF_DAY.fullmatch(value.strip().lower())
            else super().to_python(value)
        )

    def prepare_value(self, value: Any) -> Any:
        return "24:00" if value == time() else value


class ClosingTimeField(models.TimeField):
    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """What is stored is any time."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.TimeField", args, options


class MomentField(forms.DateTimeField):
    default_error_messages = {
        "invalid": _("This is no date with a time. Write it as 31-12-2026 17:00."),
        "no_time": _("Write the time too, such as 31-12-2026 17:00."),
    }
    widget = widgets.AdminDateTimeInput

    def to_python(self, value: Any) -> datetime | None:
        if not isinstance(value, str) or value.strip() in self.empty_values:
            return super().to_python(value or None)
        if parse_day(value):
            raise ValidationError(self.error_messages["no_time"], code="no_time")
        return from_current_timezone(_understood(parse_moment(value), self))


class DayBlock(blocks.DateBlock):
    @cached_property
    def field(self) -> DayField:
        return DayField(**self.field_options)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What is stored is that of Wagtail's block."""
        _, args, options = super().deconstruct()
        return "wagtail.blocks.DateBlock", args, options


class DayRangeField(DateRangeField):
    """The period of a filter, in lists and reports."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = tuple(DayField(required=False, localize=self.localize) for _ in self.fields)


def _understood(value: Any, field: forms.Field) -> Any:
    if value is None:
        raise ValidationError(field.error_messages["invalid"], code="invalid")
    return value


for model_field, form_field in (
    (models.DateField, DayField),
    (models.TimeField, TimeOfDayField),
    (ClosingTimeField, ClosingTimeOfDayField),
    (models.DateTimeField, MomentField),
):
    register_form_field_override(model_field, override={"form_class": form_field, "widget": form_field.widget})

# Every period that a filter of ours or of Wagtail asks for.
django_filters.DateFromToRangeFilter.field_class = DayRangeField
