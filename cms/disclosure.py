"""Weaknesses as outsiders tell them: the address to report one to (RFC 9116), and reports of refusals by our policy."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from api.clients import Client
from api.problems import Problem
from api.rate_limit import RateLimit

logger = logging.getLogger(__name__)
LARGEST = 16_384
LONGEST = 200
REPORTS_PER_MINUTE = 30
# The standard wants an end; whoever runs the hub keeps the address right, so it moves along.
VALID = timedelta(days=180)
_limit, _everybody = RateLimit(), Client(b"csp-reports")


def security_txt(request: HttpRequest) -> HttpResponse:
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (datetime.now(UTC) + VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        *(f"Contact: {_contact(each)}" for each in settings.SECURITY_CONTACT),
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
        *([f"Policy: {settings.SECURITY_POLICY}"] if settings.SECURITY_POLICY else ()),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _contact(given: str) -> str:
    return given if ":" in given else f"mailto:{given}"


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """One line for each report, up to so many a minute; anybody can send them, so nothing of it is believed."""
    with suppress(Problem):
        _limit.take(_everybody, REPORTS_PER_MINUTE)
        if told := _told(request):
            logger.warning("A browser refused by policy: %s", told)
    return HttpResponse(status=204)


def _told(request: HttpRequest) -> dict[str, str]:
    try:
        found = json.loads(request.body[: LARGEST + 1])["csp-report"]
        wanted = ("document-uri", "violated-directive", "blocked-uri", "source-file")
        return {name: _printable(found[name]) for name in wanted if found.get(name)}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _printable(text: object) -> str:
    """Without a question that stands in an address, and without what would begin a line of its own."""
    shown = str(text).partition("?")[0][:LONGEST]
    return "".join(letter for letter in shown if letter.isprintable())
