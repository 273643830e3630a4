"""From the names that releases use back to what an editor knows."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db.models import Model

from products.content_languages import source_language
from products.models import Fact, HouseStyle, ProductPage, SearchRule, SpokenLanguage
from products.snapshot.sources import PREFIXES, RULES
from releases.core.problems import Problem

MODELS: dict[str, type[Model]] = {prefix: model for model, prefix in (PREFIXES | RULES).items()}


def find_named(kind: str, key: str, language: str = "") -> Model | None:
    """The object with this source id or subject; a page in `language`, or else in the source language."""
    if kind == "branding":
        return HouseStyle.objects.order_by("-valid_from").first()
    model = MODELS.get(kind)
    if model is None:
        return None
    if issubclass(model, SearchRule | SpokenLanguage):
        return model._base_manager.filter(pk=key).first() if key.isdigit() else None
    found = model._base_manager.filter(key=key)
    if kind in ("product", "theme"):
        pages = {page.locale.language_code: page for page in found.select_related("locale")}
        return pages.get(language) or pages.get(source_language())
    first = found.first()
    return first.specific if isinstance(first, Fact) else first


def language_in(problem: Problem) -> str:
    """A place such as `texts.en` names the language."""
    first, _, rest = problem.place.partition(".")
    return rest if first == "texts" else problem.locale


def team_of(instance: Model | None) -> Group | None:
    return instance.team if isinstance(instance, ProductPage) else _group(getattr(instance, "owner", None))


def owner_name(instance: Model | None) -> str:
    team = team_of(instance)
    return team.name if team else ""


def _group(owner: object) -> Group | None:
    """A page's owner is a user; that of a snippet is a team."""
    return owner if isinstance(owner, Group) else None
