"""The reference channels, for colleagues who are logged in: what desk and phone say is for them alone.

On a machine for trying out, REFERENCE_CHANNELS_OPEN lets in whoever is on that machine, and nobody by way of a proxy.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser, User
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from api.connection import is_loopback
from cms.logging_in.session_limits import is_over
from cms.logging_in.sign_on.sessions import reason_to_end
from cms.running.reference_channels import Environ, ReferenceChannels, StartResponse

PROXIED = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED")


class ColleaguesOnly:
    def __init__(self, channels: ReferenceChannels) -> None:
        self._channels = channels

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if _is_here(environ) or _user(environ).has_perm("wagtailadmin.access_admin"):
            return self._channels(environ, start_response)
        query = environ.get("QUERY_STRING", "")
        path = quote(environ["PATH_INFO"].encode("latin-1")) + (f"?{query}" if query else "")
        address = f"{reverse('wagtailadmin_login')}?{urlencode({'next': path})}"
        start_response("302 Found", [("Location", address), ("Cache-Control", "no-store"), ("Content-Length", "0")])
        return [b""]


def _is_here(environ: Environ) -> bool:
    proxied = any(name in environ for name in PROXIED)
    return settings.REFERENCE_CHANNELS_OPEN and is_loopback(environ.get("REMOTE_ADDR", "")) and not proxied


def _user(environ: Environ) -> User | AnonymousUser:
    """Whose session the request has, as Django's own middleware finds it."""
    try:
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
    except CookieError:
        return AnonymousUser()
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    if found is None:
        return AnonymousUser()
    request: Any = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(found.value)
    try:
        if is_over(request.session, time.time()):
            return AnonymousUser()
        user = get_user(request)
        ended = user.is_authenticated and reason_to_end(request.session, user, timezone.now())
        return AnonymousUser() if ended else user
    except DatabaseError:
        # Outside Django's own requests nobody else lets go of a connection that broke.
        connection.close()
        return AnonymousUser()
