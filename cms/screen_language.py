"""The language of the screens: Dutch or English, whatever other languages the content has."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header


class ScreenLanguage(LocaleMiddleware):
    """Django would take any language of LANGUAGES, in which Wagtail wants those of the content too."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if translation.get_language() not in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES):
            translation.activate(_first_known(request.headers.get("Accept-Language", "")))
            request.LANGUAGE_CODE = translation.get_language()


def _first_known(accepted: str) -> str:
    """Of what the browser asks for, the best liked that the screens have."""
    known = dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
    asked = (code.partition("-")[0] for code, _ in parse_accept_lang_header(accepted))
    return next((code for code in asked if code in known), settings.LANGUAGE_CODE)
