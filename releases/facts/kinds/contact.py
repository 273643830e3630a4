"""A contact point: a telephone number, an e-mail address, a web address, a postal address."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from languages.registry import wording_of
from releases.facts import spoken
from releases.facts.kind import Kind
from releases.facts.values import Fact, Value
from releases.facts.wording import Forms, same


@dataclass(frozen=True)
class Contact(Value):
    telephone: str = ""
    email: str = ""
    url: str = ""
    address: str = ""


def contact_forms(contact: Contact, locale: str) -> Forms:
    """The telephone number when there is one, else the e-mail address, the URL or the address."""
    if contact.telephone:
        return Forms(contact.telephone, contact.telephone, spoken.telephone(contact.telephone, locale))
    digital = contact.email or contact.url
    if digital:
        return Forms(digital, digital, spoken.address(digital, locale))
    return same(", ".join(contact.address.splitlines()))


def _predicate(contact: Contact, fact: Fact, locale: str, measured: Forms) -> Forms:
    online = "online" if contact.email or contact.url else "address"
    return measured.within(wording_of(locale).predicates["telephone" if contact.telephone else online])


KIND: Kind[Contact] = Kind(
    name="contact",
    forms=lambda value, locale, label: contact_forms(value, locale),
    machine=lambda value, locale: asdict(value),
    predicate=_predicate,
    attribute=(("telephone",), ("email",), ("url",), ("address",)),
    section=lambda value: "contact",
)
