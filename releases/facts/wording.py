"""A text in the language of a reader, and the three forms of a value."""

from __future__ import annotations

from typing import NamedTuple

from languages.registry import SOURCE_LOCALE
from releases.facts.values import LocaleText


class Forms(NamedTuple):
    """`text` "€ 83,87", `plain` "83,87 euro", `spoken` "drieëntachtig euro en zevenentachtig cent"."""

    text: str
    plain: str
    spoken: str

    def within(self, template: str) -> Forms:
        """Each of them as the `value` of a template: "kost {value}"."""
        return Forms(*(template.format(value=form) for form in self))

    def followed_by(self, written: str, spoken: str) -> Forms:
        return Forms(self.text + written, self.plain + written, self.spoken + spoken)

    def as_json(self) -> dict[str, str]:
        return self._asdict()


def same(text: str) -> Forms:
    """The same, however it is told."""
    return Forms(text, text, text)


def pick(texts: LocaleText, locale: str) -> str:
    """The text in `locale`, else in the source language, else empty."""
    return texts.get(locale) or texts.get(SOURCE_LOCALE, "")


def picked_locale(texts: LocaleText, locale: str) -> str:
    """The language of what `pick` gives."""
    return locale if texts.get(locale) or not texts.get(SOURCE_LOCALE) else SOURCE_LOCALE
