"""A percentage, such as the rate of a tax: told in a tariff, with as many decimals as it has."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from babel.numbers import format_percent
from babel.units import format_unit
from num2words import CONVERTER_CLASSES

from languages.registry import speech_of, wording_of
from languages.speech import DIGITS
from releases.facts.kind import Kind
from releases.facts.values import LocaleText, Value
from releases.facts.wording import Forms, pick


@dataclass(frozen=True)
class Percentage(Value):
    """`of` says of what ("van de WOZ-waarde"); `number` is 0.0934 for 0.0934 percent."""

    number: Decimal
    of: LocaleText = field(default_factory=dict)


def percentage_forms(number: Decimal, locale: str) -> Forms:
    """As the locale writes percentages: "0,0934%", "0.0934%"."""
    language = wording_of(locale).language
    text = format_percent(number.scaleb(-2), locale=language, decimal_quantization=False)
    return Forms(text, text, _spoken(written(number), locale, language))


def written(number: Decimal) -> str:
    """With a point, and no zeros at the end."""
    return f"{number.normalize():f}"


def _spoken(number: str, locale: str, language: str) -> str:
    """ "nul komma nul negen drie vier procent"; a language without words for numbers says the digits."""
    say, (whole, _, decimals) = speech_of(locale).number, number.partition(".")
    said = [say(int(whole))]
    if decimals:
        said += [CONVERTER_CLASSES[language].pointword, *(say(int(digit)) for digit in decimals)]
    spoken = Decimal(number) if speech_of(locale) is DIGITS else " ".join(said)
    return str(format_unit(spoken, "percent", locale=language))


def _measured(value: Percentage, locale: str, forms: Forms) -> Forms:
    base = pick(value.of, locale)
    return forms.followed_by(f" {base}", f" {base}") if base else forms


KIND: Kind[Percentage] = Kind(
    name="percentage",
    forms=lambda value, locale, label: percentage_forms(value.number, locale),
    machine=lambda value, locale: {"percentage": written(value.number), "detail": pick(value.of, locale)},
    measured=_measured,
    predicate=lambda value, fact, locale, measured: measured.within(wording_of(locale).predicates["is"]),
    attribute=(("percentage",),),
    section=lambda value: "costs",
    table="tariffs",
    in_short=True,
    answers="costs",
)
