"""Rules of this hub for django-allauth: nobody signs up, and an address is the one behind trusted proxies."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from api.clients import address_of


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """A whole network of IPv6 addresses is one subscriber's; a peer without any is this machine."""
        peer = request.META.get("REMOTE_ADDR", "")
        return address_of(peer, request.headers.get("X-Forwarded-For", "")) or peer or "local"

    def add_message(self, *args: Any, **options: Any) -> None:
        """Logging in and out need no message; what fails stands beside the form."""
