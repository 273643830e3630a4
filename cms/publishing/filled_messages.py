"""A message of a draft as it is sent: filled in with its examples by the reference channel of this hub."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple
from urllib.parse import quote

import httpx
from django.conf import settings
from django.http import HttpRequest
from wagtail_headless_preview.settings import headless_preview_settings

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# A page of a draft is compiled for each form.
SECONDS = 20


class NotFilledIn(Exception):
    """The channels do not run here, or the draft cannot be published as it is."""


class FilledMessage(NamedTuple):
    subject: str
    html: str
    text: str


def filled_message(request: HttpRequest, key: str, locale: str, token: str) -> FilledMessage:
    """Raises NotFilledIn. The address of the request is the one that links in the message lead to."""
    asked = {"locale": locale, "preview": token}
    headers = {"Host": request.get_host(), "X-Forwarded-Proto": request.scheme or "http", "Accept-Encoding": "identity"}
    address = f"{headless_preview_settings.CLIENT_URLS['default']}email/moment/{quote(key)}"
    base = f"http://127.0.0.1:{settings.PORT + 1}"
    try:
        with httpx.Client(base_url=base, params=asked, headers=headers, timeout=SECONDS, trust_env=False) as client:
            html, text = (client.get(f"{address}/{form}").raise_for_status().text for form in ("bericht", "tekst"))
    except httpx.HTTPError as error:
        raise NotFilledIn from error
    title = TITLE.search(html)
    return FilledMessage(" ".join(unescape(title[1]).split()) if title else key, html, text)
