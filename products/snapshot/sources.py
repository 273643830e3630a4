"""Names of the hub's models in releases: source ids, and the subjects that they change directly."""

from __future__ import annotations

from django.db.models import Model

from products.content_languages import source_language
from products.models import (
    BestBet,
    ContactMoment,
    Disruption,
    Emphasis,
    Fact,
    FieldWeights,
    HouseStyle,
    Location,
    Notice,
    OpeningHoursFact,
    Organisation,
    ProductPage,
    ProductUplName,
    Route,
    SearchRule,
    SiteInformation,
    SpokenLanguage,
    Synonym,
    Tariff,
    ThemePage,
    UplName,
)
from products.models.choices import RouteKind
from releases import store

Subject = tuple[str, str]
NAVIGATION: Subject = ("navigation", "navigation")
BRANDING: Subject = ("branding", "branding")
NOTICES: Subject = ("notice", "notices")
SITE: Subject = ("site", "site")
SEARCH_RULES: Subject = ("searchRules", "search-rules")
PREFIXES: dict[type[Model], str] = {
    Fact: "fact",
    Tariff: "tariff",
    ProductPage: "product",
    ThemePage: "theme",
    Organisation: "organisation",
    Location: "location",
    ContactMoment: "contactMoment",
    Notice: "notice",
    Disruption: "disruption",
}
# Known by their number, since editors name them by what they say.
RULES: dict[type[SearchRule | SpokenLanguage], str] = {
    Synonym: "synonym",
    BestBet: "bestBet",
    Emphasis: "emphasis",
    FieldWeights: "fieldWeights",
    SpokenLanguage: "spokenLanguage",
}


# What stands in one document with all others of its sort.
SHARED: dict[type[Model], frozenset[Subject]] = {
    ThemePage: frozenset({NAVIGATION}),
    HouseStyle: frozenset({BRANDING}),
    SiteInformation: frozenset({SITE, NAVIGATION}),
    Notice: frozenset({NOTICES}),
    SearchRule: frozenset({SEARCH_RULES}),
    SpokenLanguage: frozenset({SEARCH_RULES}),
}


def source_of(instance: Model) -> str | None:
    """The source id under which releases know this; None when no document can depend on it."""
    if isinstance(instance, HouseStyle):
        return "houseStyle"
    if isinstance(instance, SiteInformation):
        return "siteInformation"
    if isinstance(instance, UplName):
        return f"upl:{instance.pk}"
    if isinstance(instance, SearchRule | SpokenLanguage):
        return f"{RULES[type(instance)]}:{instance.pk}"
    prefix = next((prefix for model, prefix in PREFIXES.items() if isinstance(instance, model)), None)
    return f"{prefix}:{instance.key}" if prefix else None


def subjects_of(instance: Model) -> frozenset[Subject]:
    """What changes with this even when no document depended on it yet."""
    match instance:
        case ProductPage():
            return frozenset({("product", instance.key), NAVIGATION})
        case Location():
            return frozenset({("location", instance.key)})
        case Organisation():
            return frozenset({("organisation", instance.key)})
        case OpeningHoursFact(location=Location() as location):
            return frozenset({("location", location.key)})
        case UplName():
            keys = ProductUplName.objects.filter(upl=instance).values_list("page__key", flat=True)
            return frozenset(("product", key) for key in keys)
    return next((subjects for model, subjects in SHARED.items() if isinstance(instance, model)), frozenset())


def retold_with(instance: Model) -> set[Subject]:
    """What is told anew with this, though it is not wrong with it: all that a disruption reaches."""
    if not isinstance(instance, Disruption):
        return set()
    if instance.location:
        key = instance.location.key
        return {("location", key)} | store.subjects_depending_on({f"location:{key}"})
    hours = OpeningHoursFact.objects.filter(channel="phone").values_list("key", flat=True)
    by_phone = Route.objects.filter(kind=RouteKind.PHONE).values_list("page__key", flat=True)
    return {("product", key) for key in by_phone} | store.subjects_depending_on({f"fact:{key}" for key in hours})


def all_subjects() -> tuple[Subject, ...]:
    """Everything that is published, in order."""
    products = ProductPage.objects.live().filter(locale__language_code=source_language(), alias_of=None)
    found = [("product", key) for key in products.order_by("key").values_list("key", flat=True)]
    for kind, model in (("location", Location), ("organisation", Organisation)):
        keys = model.objects.filter(live=True).order_by("key").values_list("key", flat=True)
        found += [(kind, key) for key in keys]
    return (*found, NOTICES, BRANDING, NAVIGATION, SITE, SEARCH_RULES)
