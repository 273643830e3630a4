"""Each kind of value, from the editors' rows to `releases.facts.values`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from products.models import Amount, ContactPoint, LinkFact, StatementFact, TermFact, ValidityFact
from products.snapshot.records import Record, locale_text
from releases.core.intervals import in_order
from releases.facts import values
from releases.facts.kinds.amount import Money
from releases.facts.kinds.contact import Contact
from releases.facts.kinds.link import Link
from releases.facts.kinds.statement import Statement
from releases.facts.kinds.term import Term
from releases.facts.kinds.validity import Validity

CENT = Decimal("0.01")


def dated_values(fact: Record, rows: Sequence[Record], read: ReadValue) -> tuple[values.DatedValue, ...]:
    told = [
        values.DatedValue(
            value=read(fact, row),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            provisional=row.provisional,
            decided_on=row.decided_on,
            legal_article=row.legal_article,
            source=row.source,
        )
        for row in rows
    ]
    return tuple(in_order(told))


def money(fact: Record, row: Record) -> Money:
    return Money(
        amount=row.amount.quantize(CENT),
        municipal_part=_cents(row.municipal_part),
        national_part=_cents(row.national_part),
        national_cap=_cents(row.national_cap),
    )


def term(fact: Record, row: Record) -> Term:
    extension = values.Duration(row.extension_quantity, row.extension_unit) if row.extension_quantity else None
    return Term(
        duration=values.Duration(row.quantity, row.unit),
        role=fact.role,
        direction=fact.direction,
        event=locale_text(fact, "event"),
        basis=row.basis,
        cut_off=row.cut_off,
        ready_from=row.ready_from,
        extension=extension,
        exceeded=locale_text(fact, "exceeded"),
    )


def validity(fact: Record, row: Record) -> Validity:
    return Validity(values.Duration(row.quantity, row.unit))


def contact(fact: Record, row: Record) -> Contact:
    return Contact(row.telephone, row.email, row.url, row.address)


def link(fact: Record, row: Record) -> Link:
    return Link(locale_text(row, "url"))


def statement(fact: Record, row: Record) -> Statement:
    return Statement(locale_text(row, "text"), locale_text(row, "short"), fact.role)


def _cents(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(CENT)


ReadValue = Callable[[Record, Record], values.Value]
READERS: dict[type, ReadValue] = {
    Amount: money,
    TermFact: term,
    ValidityFact: validity,
    ContactPoint: contact,
    LinkFact: link,
    StatementFact: statement,
}
