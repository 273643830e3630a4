"""Registers the editors' screens with Wagtail."""

from wagtail.snippets.models import register_snippet

from products.admin.facts import FactsGroup
from products.admin.municipality import MunicipalityGroup
from products.richtext import hooks as richtext_hooks

__all__ = ["richtext_hooks"]

register_snippet(FactsGroup)
register_snippet(MunicipalityGroup)
