"""The languages of the content, from settings: another one is a line there."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language


def language_names() -> Mapping[str, str]:
    """Each language's own name by its code, source first."""
    return dict(settings.WAGTAIL_CONTENT_LANGUAGES)


def source_language() -> str:
    """The content language in which everything starts."""
    return next(iter(language_names()))


def editors_language() -> str:
    """The content language of the admin's texts; the source language when there is none."""
    code = (get_language() or "").partition("-")[0]
    return code if code in language_names() else source_language()
