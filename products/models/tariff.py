"""Amounts, and the tariff that groups them under questions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from products.keys import KEY_FORM, Keyed, KeyField
from products.models.choices import Nature, Operator, RouteKind
from products.models.dated import DatedValue
from products.models.editorial import Editorial, Labelled, Rows, Violation, repeated
from products.models.fact import DatedFact
from products.models.localised import LocalisedField
from products.money_fields import MoneyField


class Tariff(Labelled, Keyed, Editorial):
    key = KeyField(unique=True)
    label = LocalisedField(models.CharField(_("label"), max_length=255))

    row_relations = ("dimensions",)
    search_fields = [index.SearchField("key"), index.SearchField("label"), index.AutocompleteField("label")]

    class Meta:
        verbose_name = _("tariff")
        verbose_name_plural = _("tariffs")
        ordering = ["key"]

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        yield from repeated(rows["dimensions"], "key", _("There is already a question with this name."))


class TariffDimension(Orderable):
    """A question on which the amount depends."""

    class Kind(models.TextChoices):
        NUMBER = "number", _("number")
        CHOICE = "choice", _("choice")
        BOOLEAN = "boolean", _("yes or no")

    tariff = ParentalKey(Tariff, on_delete=models.CASCADE, related_name="dimensions")
    key = models.CharField(_("name"), max_length=50, validators=[KEY_FORM], help_text=_("Such as leeftijd or spoed."))
    question = LocalisedField(models.CharField(_("question"), max_length=255, help_text=_("Such as “Hoe oud bent u?”")))
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind.choices, default=Kind.CHOICE)

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")


class Amount(DatedFact):
    """One fixed amount; a row of a tariff when it names one."""

    kind = "amount"

    tariff = models.ForeignKey(
        Tariff,
        verbose_name=_("tariff"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amounts",
        help_text=_("The table in which this amount is a row. May stay empty."),
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("The row's place in the tariff: low numbers first.")
    )
    condition_label = LocalisedField(
        models.CharField(
            _("applies to"), max_length=255, blank=True, help_text=_("In words, such as “18 jaar en ouder”.")
        )
    )
    nature = models.CharField(_("nature"), max_length=10, choices=Nature.choices, default=Nature.LEGES)
    payee = models.ForeignKey(
        "products.Organisation",
        verbose_name=_("paid to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who receives the money. Empty: the municipality."),
    )
    per = LocalisedField(
        models.CharField(_("per"), max_length=100, blank=True, help_text=_("Such as “per jaar” or “per stuk”."))
    )
    route = models.CharField(
        _("route"),
        max_length=10,
        choices=RouteKind.choices,
        blank=True,
        help_text=_("Only if the amount depends on how people ask for it."),
    )

    row_relations = ("values", "conditions")

    class Meta:
        verbose_name = _("amount")
        verbose_name_plural = _("amounts")

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        if self.nature != Nature.DISCOUNT:
            for value in rows["values"]:
                if value.amount is not None and value.amount < 0:
                    yield Violation("amount", _("Only a discount can be below zero."), value)
        yield from self._unknown_dimensions(rows)

    def _unknown_dimensions(self, rows: Rows) -> Iterator[Violation]:
        known = {dimension.key for dimension in self.tariff.dimensions.all()} if self.tariff else set()
        for condition in rows["conditions"]:
            if condition.dimension not in known:
                message = _("The tariff has no question “%s”.") % condition.dimension
                yield Violation("dimension", message, condition)


class AmountValue(DatedValue):
    fact = ParentalKey(Amount, on_delete=models.CASCADE, related_name="values")
    amount = MoneyField(_("amount in euros"), help_text=_("0,00 means free of charge."))
    municipal_part = MoneyField(_("municipal part"), null=True, blank=True)
    national_part = MoneyField(_("national part"), null=True, blank=True)
    national_cap = MoneyField(
        _("national maximum"),
        null=True,
        blank=True,
        help_text=_("The most that the law allows; a higher amount is refused."),
    )

    class Meta(DatedValue.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")

    def clean(self) -> None:
        super().clean()
        if self.amount is None:
            return
        if self.national_cap is not None and self.amount > self.national_cap:
            message = _("€ %(amount)s is above the national maximum of € %(cap)s.")
            raise ValidationError(
                {"amount": message % {"amount": _euros(self.amount), "cap": _euros(self.national_cap)}}
            )
        self._clean_parts()

    def _clean_parts(self) -> None:
        if self.municipal_part is None or self.national_part is None:
            return
        if (total := self.municipal_part + self.national_part) != self.amount:
            message = _("The municipal and national part are € %(total)s together, but the amount is € %(amount)s.")
            params = {"total": _euros(total), "amount": _euros(self.amount)}
            raise ValidationError({"municipal_part": message % params})


def _euros(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")


class AmountCondition(Orderable):
    """When the amount applies, so that it can be worked out from a case."""

    fact = ParentalKey(Amount, on_delete=models.CASCADE, related_name="conditions")
    dimension = models.CharField(_("question"), max_length=50, help_text=_("The name of a question of the tariff."))
    operator = models.CharField(_("comparison"), max_length=3, choices=Operator.choices, default=Operator.EQUAL)
    value = models.CharField(_("compared with"), max_length=100)
    label = LocalisedField(models.CharField(_("label"), max_length=255, blank=True))

    class Meta(Orderable.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
