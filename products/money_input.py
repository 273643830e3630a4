"""Amounts in euros as people write them: 83,87, € 1.234,56, 83,-, 83,87 euro, gratis."""

from __future__ import annotations

import re
from decimal import Decimal

FREE = ("gratis", "kosteloos", "free")
AROUND = re.compile(r"(-?)\s*(?:€|eur)?\s*(-?)(.*?)\s*(?:€|eur|euro|euro's)?", re.DOTALL)
NO_CENTS = re.compile(r"([.,])\s?(?:[-–—]{1,2}|=)$")
PLAIN = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,2}))?")
GROUPED = re.compile(r"([1-9][0-9]{0,2})((?:\.[0-9]{3})+|(?:,[0-9]{3})+|(?:[\s'][0-9]{3})+)(?:([.,])([0-9]{1,2}))?")
CENT = Decimal("0.01")


class AmbiguousAmount(ValueError):
    """`readings` are both amounts that it may mean, the larger first: 1.250 is 1250,00 or 1,25."""

    def __init__(self, larger: Decimal, smaller: Decimal) -> None:
        super().__init__(f"{larger} or {smaller}")
        self.readings = (larger, smaller)


def parse_money(text: str) -> Decimal | None:
    """None when it is no amount."""
    written = text.strip().lower()
    if written in FREE:
        return Decimal("0.00")
    around = AROUND.fullmatch(written)
    if around is None or (around[1] and around[2]):
        return None
    amount = _amount(NO_CENTS.sub(r"\g<1>00", around[3]))
    return -amount if amount is not None and (around[1] or around[2]) else amount


def _amount(written: str) -> Decimal | None:
    if found := PLAIN.fullmatch(written):
        return Decimal(f"{found[1]}.{found[2] or 0}").quantize(CENT)
    if not (found := GROUPED.fullmatch(written)):
        return None
    groups, mark, cents = found[2], found[3], found[4]
    if mark == groups[0]:
        return None
    whole = Decimal(found[1] + re.sub(r"\D", "", groups))
    if mark is None and len(groups) == 4 and groups[0] in ".,":
        raise AmbiguousAmount(whole.quantize(CENT), (whole / 1000).quantize(CENT))
    return Decimal(f"{whole}.{cents or 0}").quantize(CENT)
