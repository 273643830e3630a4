"""The municipal vocabulary of sections, in each content language and in the order in which readers meet them."""

from __future__ import annotations

from releases.facts.wording import SOURCE_LOCALE
from releases.snapshot import SECTION_KINDS

TITLES = {
    "nl": (
        "In het kort", "Voorwaarden", "Aanpak", "Meenemen", "Kosten", "Looptijd",
        "Ophalen", "Bezwaar", "Bijzonderheden", "Contact",
    ),
    "en": (
        "In short", "Conditions", "What to do", "What to bring", "Costs", "How long it takes",
        "Collecting", "Objection", "Particulars", "Contact",
    ),
}  # fmt: skip


def section_title(kind: str, locale: str) -> str:
    return TITLES.get(locale, TITLES[SOURCE_LOCALE])[SECTION_KINDS.index(kind)]
