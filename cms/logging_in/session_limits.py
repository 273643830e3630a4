"""Sessions end: after a while without work, and after a working day however much of it there was."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

BEGAN, SEEN = "session_began", "session_seen"
# Seconds between two notes of when somebody was last seen: each one is a write.
NOTE_EVERY = 60
# What a page that is open asks by itself says nothing of whether anybody is there.
BY_ITSELF = "/admin/editing-sessions/"


def is_over(session: Mapping[str, float], now: float) -> bool:
    began, seen = session.get(BEGAN, now), session.get(SEEN, now)
    return now - began > settings.SESSION_HOURS * 3600 or now - seen > settings.SESSION_IDLE_MINUTES * 60


class SessionLimits:
    """Goes after authentication and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._note(request, time.time())
        return self.get_response(request)

    def _note(self, request: HttpRequest, now: float) -> None:
        session = request.session
        if is_over(session, now):
            logout(request)
            messages.warning(request, _("Your session has ended. Log in again; a draft that was saved is still there."))
            return
        session.setdefault(BEGAN, now)
        if now - session.get(SEEN, 0) > NOTE_EVERY and not request.path.startswith(BY_ITSELF):
            session[SEEN] = now
