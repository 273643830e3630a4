"""The screens speak a language that they have, also when the content has more."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.utils.translation import get_language, override

from cms.screen_language import ScreenLanguage

MORE = [("nl", "Nederlands"), ("en", "English"), ("de", "Deutsch")]


def spoken(accepted: str) -> str:
    told: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        told.append(get_language() or "")
        return HttpResponse()

    with override("nl"):
        ScreenLanguage(answer)(RequestFactory().get("/", headers={"Accept-Language": accepted}))
    return told[0]


@override_settings(LANGUAGES=MORE)
@pytest.mark.parametrize(
    ("accepted", "language"),
    [("en-GB,en;q=0.8", "en"), ("nl", "nl"), ("de-DE,de;q=0.9,en;q=0.5", "en"), ("de", "nl"), ("", "nl")],
)
def test_it_is_the_best_liked_that_the_screens_have(accepted: str, language: str) -> None:
    assert spoken(accepted) == language
