"""A draft that an editor looks at in every channel before anything is published."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page
from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview
from wagtail_headless_preview.settings import headless_preview_settings


class Previewed(HeadlessPreviewMixin):
    """Keeps the draft under a signed token, and sends the editor with it to the channels that show it."""

    preview_lifetime = timedelta(hours=1)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return super().preview_modes if settings.REFERENCE_CHANNELS else []

    def create_page_preview(self) -> PagePreview:
        """Each look has a token that nobody can guess, so that two editors never see each other's draft."""
        self.key = self.key or self._given_key()
        token = self.get_preview_signer().sign(token_urlsafe(18))
        return self.update_page_preview(token)[0]

    @classmethod
    def get_page_from_preview_token(cls, token: str) -> Page | None:
        """Raises BadSignature for a token that is not ours or has had its time."""
        cls.get_preview_signer().unsign(token, max_age=cls.preview_lifetime)
        return super().get_page_from_preview_token(token)

    def get_preview_url(self, request: HttpRequest, token: str) -> str:
        asked = {"preview": token} | ({} if self.is_source else {"locale": self.locale.language_code})
        return f"{headless_preview_settings.CLIENT_URLS['default']}vergelijk/{self.key}/?{urlencode(asked)}"
