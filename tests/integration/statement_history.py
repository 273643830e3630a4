"""A product as one channel told it in three releases, small and quick: a fee, a coming fee, and a withdrawal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from releases import store
from releases.compiling.documents import Compiled, CompiledPeriod, Document
from releases.core import canonical

JANUARY, MARCH, MAY = (datetime(2026, month, 3, 9, 12, 37, tzinfo=UTC) for month in (1, 3, 5))
APRIL = datetime(2026, 3, 31, 22, tzinfo=UTC)
FEE = "paspoort.leges"


def told(**members: Any) -> dict[str, Any]:
    common = {"key": "paspoort", "kind": "product", "channel": "website", "locale": "nl", "contentLocale": "nl"}
    return {**common, "title": "Paspoort", "facts": {}, **members}


def fee(text: str, since: str | None = None, until: str | None = None) -> dict[str, Any]:
    """A document that tells the fee."""
    fact = {"label": "Leges", "conditions": "18 jaar en ouder", "text": text, "validFrom": since, "validUntil": until}
    html = f'<p>Het kost <data class="fact" data-fact="{FEE}" value="1">{text}</data>.</p>'
    section = {"id": "inShort", "kind": "inShort", "title": "In het kort", "html": html}
    return told(facts={FEE: {**fact, "legalArticle": "artikel 1.2"}}, sections=[section])


def document(*periods: tuple[datetime | None, dict[str, Any]]) -> Document:
    first = periods[0][1]
    bodies = [(starts, canonical.dumps(body)) for starts, body in periods]
    return Document(
        first["channel"], first["kind"], first["key"], first["locale"], first["title"],
        tuple(CompiledPeriod(starts, body, canonical.digest(body)) for starts, body in bodies),
        {}, (first["kind"], first["key"]),
    )  # fmt: skip


def publish(*documents: Document, now: datetime, author: str = "anna", cause: str = "", withdrawn: str = "") -> None:
    compiled = Compiled(documents, {}, {made.subject: frozenset() for made in documents})
    removed = [("product", withdrawn)] if withdrawn else []
    store.publish(compiled, removed=removed, author=author, cause=cause, now=now)


def history() -> None:
    """A fee of 83,87; from March on 90,00 was told for April; in May the product was withdrawn."""
    style = told(key="branding", kind="branding", title="Gemeente Barneveld", name="Gemeente Barneveld", logos=[])
    publish(document((None, fee("€ 83,87"))), document((None, style)), now=JANUARY, cause="Het begin")
    before, after = fee("€ 83,87", None, "2026-04-01"), fee("€ 90,00", "2026-04-01")
    publish(document((None, before), (APRIL, after)), now=MARCH, cause="Raadsbesluit 12")
    publish(now=MAY, author="bram", cause="Vervallen", withdrawn="paspoort")


def digest_in_april() -> str:
    found = store.document("website", "product", "paspoort", "nl", 2)
    assert isinstance(found, store.StoredDocument)
    return found.periods[-1].digest
