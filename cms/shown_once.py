"""A page with a secret that is shown now and never again: it goes into no message, so into no cookie or session."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def shown_once(request: HttpRequest, heading: str, explanation: str, secret: str, onward: str) -> HttpResponse:
    values = {
        "page_title": heading,
        "header_title": heading,
        "header_icon": "key",
        "explanation": explanation,
        "secret": secret,
        "onward": onward,
    }
    response = TemplateResponse(request, "cms/shown_once.html", values)
    response.headers["Cache-Control"] = "no-store"
    return response
