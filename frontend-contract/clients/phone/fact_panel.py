"""Facts beside the script, in the order in which a call asks for them, and the numbers of those one refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clients.shared.facts.fact_kinds import place_of
from clients.shared.hub.errors import HubError
from clients.shared.hub.reader import Document
from clients.shared.pages.site import Site


@dataclass(frozen=True)
class Referral:
    """Who helps when we do not; `organisation` is the document that has its number, where it has one."""

    told: Document
    organisation: Document | None


def ordered_facts(document: Document) -> list[tuple[str, Document]]:
    """As the tariffs have them, then as the script does, then by what callers ask most; each once."""
    facts = document["facts"]
    keys = dict.fromkeys(
        [*_tariff_rows(document), *_script(document), *sorted(facts, key=lambda key: _place(facts[key]))]
    )
    return [(key, facts[key]) for key in keys if key in facts]


def referrals(site: Site, document: Document) -> list[Referral]:
    return [Referral(each, _organisation(site, each["organisation"])) for each in document["referrals"]]


def _organisation(site: Site, key: str) -> Document | None:
    try:
        found = site.document("organisation", key).document
    except HubError:
        return None
    return found if found["contact"] else None


def _tariff_rows(document: Document) -> Iterator[str]:
    return (row["fact"] for tariff in document["tariffs"] for row in tariff["rows"])


def _script(document: Document) -> Iterator[str]:
    return (key for step in document["script"] for key in step["facts"])


def _place(fact: Document) -> int:
    return place_of(fact["kind"])
