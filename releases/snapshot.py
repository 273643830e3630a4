"""Snapshot that compiling reads: the published state as plain, frozen values.

Texts are *source markup*: a small HTML subset (p, h3, h4, ul, ol, li, strong, b, em, i, br, a) in which `<embed
embedtype="fact" key="…" aspect="…"/>` is a fact, `<a linktype="product" key="…">` a product. `LocaleText` is by locale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from releases.core.contact_moments import CaseCondition, ContactMoment
from releases.core.search_rules import SearchRules
from releases.core.site_information import SiteInformation
from releases.facts.values import Fact, LocaleText, RouteKind, Tariff

Markup = str
Login = Literal["none", "digid", "eherkenning", "digidOrEherkenning"]
AssuranceLevel = Literal["", "low", "substantial", "high"]
Audience = Literal["resident", "business"]
Status = Literal["open", "stopped", "ended"]
Severity = Literal["urgent", "warning", "information"]
Scope = Literal["all", "theme", "product", "location", "route"]


@dataclass(frozen=True)
class Passage:
    """A piece of text; shown only inside its dates and, with a condition, only while that holds for `fact`.

    With `case`, in a message, the mail engine tells it only in cases in which that holds.
    """

    text: Markup
    valid_from: date | None = None
    valid_until: date | None = None
    condition: Literal["", "hasNext", "isFree"] = ""
    fact: str | None = None
    case: CaseCondition | None = None


@dataclass(frozen=True)
class Section:
    """`kind` is a word of the municipal vocabulary: see SECTION_KINDS."""

    kind: str
    passages: tuple[Passage, ...]
    title: str = ""


SECTION_KINDS = (
    "inShort", "conditions", "steps", "bring", "costs", "duration",
    "collect", "objection", "particulars", "contact",
)  # fmt: skip


@dataclass(frozen=True)
class UplName:
    name: str
    uri: str


@dataclass(frozen=True)
class ExternalCode:
    system: str
    code: str


@dataclass(frozen=True)
class Availability:
    """From `valid_from` until `valid_until` (exclusive). Keys: `successor` of a product, `place` of a location."""

    status: Status
    reason: LocaleText = field(default_factory=dict)
    successor: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    place: str | None = None


@dataclass(frozen=True)
class Route:
    """A way to ask. `locations` and `facts` are keys; `hours` is the key of an openingHours fact."""

    key: str
    kind: RouteKind
    label: LocaleText
    choose_when: LocaleText
    login: Login = "none"
    url: LocaleText = field(default_factory=dict)
    appointment_url: LocaleText = field(default_factory=dict)
    hours: str | None = None
    contact: str | None = None
    locations: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    availability: tuple[Availability, ...] = ()
    assurance_level: AssuranceLevel = ""
    european_login: bool = False
    on_behalf: bool = False


@dataclass(frozen=True)
class Referral:
    """Who helps when we do not: an organisation key, what to bring or ask, and whether a call is transferred."""

    organisation: str
    text: LocaleText
    transfer: bool = False


@dataclass(frozen=True)
class ProductFact:
    """A fact of the product; `everywhere` means that every channel must tell it."""

    key: str
    everywhere: bool = True


@dataclass(frozen=True)
class ContactMomentText:
    """`moment` is a key of the municipality's own list; `{{ field }}` in the texts is a merge field."""

    moment: str
    subject: Markup
    preheader: Markup
    body: tuple[Passage, ...]


class PhoneChoice(NamedTuple):
    """An answer of one line, and the id of the step that it leads to; "" is the end."""

    label: Markup
    goto: str = ""


@dataclass(frozen=True)
class PhoneStep:
    """A step of the script."""

    id: str
    kind: Literal["ask", "say", "do"]
    text: Markup
    choices: tuple[PhoneChoice, ...] = ()


@dataclass(frozen=True)
class ProductText:
    """What differs per language. `names`: (kind, name), kind in own, everyday, former."""

    title: str
    summary: str
    names: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    contact_moments: tuple[ContactMomentText, ...] = ()
    desk_notes: Markup = ""
    desk_bring: Markup = ""
    phone_steps: tuple[PhoneStep, ...] = ()
    internal_notes: Markup = ""
    public_address: str = ""


@dataclass(frozen=True)
class Product:
    """`themes` are theme keys from the root down; `texts` holds one entry per published locale."""

    key: str
    texts: Mapping[str, ProductText]
    upl: tuple[UplName, ...] = ()
    audiences: tuple[Audience, ...] = ()
    themes: tuple[str, ...] = ()
    external_codes: tuple[ExternalCode, ...] = ()
    routes: tuple[Route, ...] = ()
    no_offline_route_reason: LocaleText = field(default_factory=dict)
    decided_by: str | None = None
    carried_out_by: str | None = None
    referrals: tuple[Referral, ...] = ()
    facts: tuple[ProductFact, ...] = ()
    related: tuple[str, ...] = ()
    availability: tuple[Availability, ...] = ()


@dataclass(frozen=True)
class Organisation:
    key: str
    name: LocaleText
    contact: str | None = None
    hours: tuple[str, ...] = ()
    url: LocaleText = field(default_factory=dict)


@dataclass(frozen=True)
class Location:
    key: str
    name: LocaleText
    street: str
    postcode: str
    place: str
    hours: tuple[str, ...] = ()
    directions: LocaleText = field(default_factory=dict)
    accessibility: LocaleText = field(default_factory=dict)
    availability: tuple[Availability, ...] = ()
    degrees: tuple[str, str] | None = None  # latitude and longitude, as decimals


@dataclass(frozen=True)
class Theme:
    """`children` are theme keys and `products` product keys, both in the editors' order."""

    key: str
    title: LocaleText
    parent: str | None = None
    children: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


@dataclass(frozen=True)
class Logo:
    """`href` is where the bytes are served, `digest` the SHA-256 of those bytes in hex."""

    name: Literal["primary", "monochrome", "icon", "email"]
    href: str
    digest: str
    alt: LocaleText
    width: int
    height: int
    media_type: str


@dataclass(frozen=True)
class HouseStyle:
    """Look and names from `valid_from` on. `tokens` is a W3C DTCG tree (2025.10) of ASCII keys.

    `product_address` is where the website has a product, with {key} for its key.
    """

    name: LocaleText
    logos: tuple[Logo, ...]
    tokens: Mapping[str, object]
    email_sender_name: LocaleText
    email_sender_address: str
    phone_greeting: LocaleText
    valid_from: date | None = None
    product_address: LocaleText = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """Shown from `starts` until `ends` (instants in UTC). `texts`: the general text under "", a channel's own by name.

    `targets` are the keys that `scope` is about, a route's as `product.route`; none when it is about all.
    """

    key: str
    title: LocaleText
    texts: Mapping[str, Mapping[str, Markup]]
    starts: datetime
    ends: datetime | None = None
    severity: Severity = "information"
    scope: Scope = "all"
    targets: tuple[str, ...] = ()
    url: LocaleText = field(default_factory=dict)


@dataclass(frozen=True)
class LocaleSetting:
    """A locale of the hub; `fallback` per channel: the locale shown when a text is not translated, or None."""

    code: str
    fallback: Mapping[str, str | None]


@dataclass(frozen=True)
class Snapshot:
    """The part of the published state that a compile needs: subjects, and everything that they refer to.

    `subjects` are the (kind, key) pairs to compile. What is looked up and not there is a problem, never a gap.
    `opened` are the channels whose conditions are confirmed; `phones` are stops of all telephones.
    """

    subjects: tuple[tuple[str, str], ...]
    locales: tuple[LocaleSetting, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    tariffs: Mapping[str, Tariff] = field(default_factory=dict)
    products: Mapping[str, Product] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    locations: Mapping[str, Location] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    contact_moments: Mapping[str, ContactMoment] = field(default_factory=dict)
    house_styles: tuple[HouseStyle, ...] = ()
    notices: tuple[Notice, ...] = ()
    site_information: SiteInformation | None = None
    search_rules: SearchRules = field(default_factory=SearchRules)
    opened: frozenset[str] = frozenset()
    phones: tuple[Availability, ...] = ()
