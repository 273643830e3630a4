"""Form of a notice as a browser posts it, and what channels then tell."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.test.utils.form_data import rich_text

from products.models.notice import NOTICE_FEATURES, RELATIONS
from releases import store
from tests.integration.admin_forms import rows


def words(html: str) -> Any:
    return rich_text(f"<p>{html}</p>" if html else "", features=NOTICE_FEATURES)


def no_rows() -> dict[str, Any]:
    empty = (rows(relation) for relation in ("channel_texts", *RELATIONS.values()))
    return {name: value for each in empty for name, value in each.items()}


def notice_form(text_nl: str = "DigiD werkt niet.", text_en: str = "", **changes: Any) -> dict[str, Any]:
    own = {"label_nl": "Storing DigiD", "severity": "urgent", "scope": "all", "starts": "2026-01-01 08:00"} | {
        "repeats": "0"
    }
    return own | {"text_nl": words(text_nl), "text_en": words(text_en)} | no_rows() | changes


def own_texts(*texts: tuple[str, str]) -> dict[str, Any]:
    """Each a channel and what it says."""
    members = ({"channel": channel, "text_nl": words(text), "text_en": words("")} for channel, text in texts)
    return rows("channel_texts", *members)


def notices_at(instant: datetime, channel: str = "website", locale: str = "nl") -> list[dict[str, Any]]:
    """What a reader gets of that instant from the newest release."""
    found = store.document(channel, "notice", "notices", locale)
    assert isinstance(found, store.StoredDocument)
    digest = found.digest_at(instant)
    assert digest is not None
    return json.loads(store.body(digest))["notices"]


def told_now(channel: str = "website", locale: str = "nl") -> list[str]:
    """The texts that are told now."""
    return [each["plain"] for each in notices_at(timezone.now(), channel, locale)]
