"""A stored document as pieces of text for people: what its channel shows, in order, and the facts in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Json = dict[str, Any]
Rows = tuple[tuple[str, str], ...]
PRODUCT_LINK = re.compile(r'<a href="product:([^"]+)" data-product="[^"]*">')
CASE_MARK = re.compile(r"\{\{([#/])(\w+)\}\}")
CASES = {
    "is": gettext_lazy("Only when “%(field)s” is “%(value)s”:"),
    "isNot": gettext_lazy("Only when “%(field)s” is not “%(value)s”:"),
    "filled": gettext_lazy("Only when “%(field)s” is filled in, or yes:"),
    "empty": gettext_lazy("Only when “%(field)s” is empty, or no:"),
}


class Block(NamedTuple):
    """A heading (may be empty) with text, or rows of a name and what is said of it."""

    title: str
    html: SafeString = SafeString()
    rows: Rows = ()


class ToldFact(NamedTuple):
    """`until` is the last day."""

    key: str
    label: str
    text: str
    since: date | None
    until: date | None
    article: str


def blocks(document: Json, product_url: Callable[[str], str] | None = None) -> list[Block]:
    """Without `product_url` links to other products lead nowhere, as on paper."""
    found = _Blocks(document, product_url)
    return [block for block in found.all() if block.html or block.rows]


def facts(document: Json) -> list[ToldFact]:
    found = (_fact(key, fact) for key, fact in document.get("facts", {}).items())
    return sorted(found, key=lambda fact: (fact.label.casefold(), fact.key))


class _Blocks:
    def __init__(self, document: Json, product_url: Callable[[str], str] | None) -> None:
        self.document, self.facts, self.product_url = document, document.get("facts", {}), product_url

    def all(self) -> Iterator[Block]:
        if "html" in self.document:
            yield from self._message()
        else:
            yield from self._page()
        yield self._noted(_("Notes for the desk"), "notes")
        yield self._noted(_("Internal notes"), "internalNotes")

    def _message(self) -> Iterator[Block]:
        subject, preheader = self.document.get("subject", ""), self.document.get("preheader", "")
        yield Block("", rows=_rows((_("Subject"), subject), (_("Preheader"), preheader)))
        yield Block("", self._html(CASE_MARK.sub(self._case, self.document["html"])))

    def _case(self, mark: re.Match[str]) -> str:
        """Before a text that only some cases have: which."""
        labels = {field["name"]: field["label"] for field in self.document["mergeFields"]}
        found = [each for each in self.document.get("conditions", ()) if each["name"] == mark[2]]
        told = (CASES[each["operator"]] % {"field": labels[each["field"]], "value": each["value"]} for each in found)
        return "".join(f"<p><em>{escape(text)}</em></p>" for text in told) if mark[1] == "#" else ""

    def _page(self) -> Iterator[Block]:
        script = self.document.get("script", ())
        yield from (self._step(number, step, len(script)) for number, step in enumerate(script, 1))
        yield Block(_("To bring"), rows=tuple((item["short"], item["text"]) for item in self.document.get("bring", ())))
        for section in self.document.get("sections", ()):
            yield Block(section["title"], self._html(section["html"]))
        for tariff in self.document.get("tariffs", ()):
            yield Block(tariff["label"], rows=self._told(tariff["rows"]))
        yield Block(_("Terms"), rows=self._told(self.document.get("terms", ())))
        yield from map(self._route, self.document.get("routes", ()))
        for referral in self.document.get("referrals", ()):
            yield Block(referral["name"], self._html(referral["html"]))

    def _step(self, number: int, step: Json, count: int) -> Block:
        title = _("Step %(number)d of %(count)d of the script") % {"number": number, "count": count}
        choices = " · ".join(choice["label"] for choice in step["choices"])
        return Block(title, self._html(step["html"]), _rows((_("Choices"), choices)))

    def _route(self, route: Json) -> Block:
        told = [self.facts[key] for key in (route["hours"], route["contact"], *route["facts"]) if key in self.facts]
        rows = [(_("Choose this when"), route["chooseWhen"]), *((fact["label"], fact["text"]) for fact in told)]
        links = [(_("Address on the web"), route["href"] or ""), (_("Appointment"), route["appointmentHref"] or "")]
        login = (route.get("identification") or {}).get("text", "")
        return Block(route["label"], rows=_rows(*rows, (_("Login"), login), *links))

    def _noted(self, title: str, member: str) -> Block:
        return Block(title, self._html(self.document.get(member, {}).get("html", "")))

    def _told(self, rows: Iterable[Json]) -> Rows:
        return tuple((_label(row), self.facts[row["fact"]]["text"]) for row in rows)

    def _html(self, html: str) -> SafeString:
        """The hub's own markup, made by compiling and stored by digest; headings go below those of this page."""
        lowered = html.replace("<h2>", "<h3>").replace("</h2>", "</h3>")
        return mark_safe(PRODUCT_LINK.sub(self._link, lowered))  # noqa: S308

    def _link(self, found: re.Match[str]) -> str:
        return f'<a href="{escape(self.product_url(found[1]))}">' if self.product_url else "<a>"


def _rows(*rows: tuple[str, str]) -> Rows:
    return tuple((name, said) for name, said in rows if said)


def _label(row: Json) -> str:
    return f"{row['label']} ({row['conditions']})" if row.get("conditions") else row["label"]


def _fact(key: str, fact: Json) -> ToldFact:
    since, until = (date.fromisoformat(fact[name]) if fact[name] else None for name in ("validFrom", "validUntil"))
    last_day = until - timedelta(days=1) if until else None
    return ToldFact(key, _label(fact), fact["text"], since, last_day, fact["legalArticle"])
