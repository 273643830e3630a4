"""An amount in euros in a model and in its form: typed as people write it, shown with the editor's decimal sign."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.money_input import AmbiguousAmount, parse_money

NO_AMOUNT = _("“%(typed)s” is no amount. Write it like 1250,00, 83,87 or “gratis”.")
AMBIGUOUS = _("“%(typed)s” may mean two amounts. Write %(larger)s or %(smaller)s.")


class MoneyFormField(forms.DecimalField):
    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or isinstance(value, Decimal):
            return super().to_python(value)
        try:
            amount = parse_money(str(value))
        except AmbiguousAmount as error:
            larger, smaller = (f"{reading}".replace(".", ",") for reading in error.readings)
            raise ValidationError(AMBIGUOUS, params={"typed": value, "larger": larger, "smaller": smaller}) from error
        if amount is None and str(value).strip():
            raise ValidationError(NO_AMOUNT, params={"typed": value})
        return amount


class MoneyField(models.DecimalField):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_digits": 12, "decimal_places": 2, **options})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """In the database it is a decimal like any other."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.DecimalField", args, options

    def formfield(self, **options: Any) -> forms.Field:
        return super().formfield(**{"form_class": MoneyFormField} | options)
