"""Ends a session that the provider no longer stands behind, or that came in by a door that is closed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.logging_in import audit
from cms.logging_in.sign_on import sessions

TEXTS: dict[str, Promise] = {
    sessions.PASSWORD: _("This site now asks you to log in by way of your organisation."),
    sessions.NO_ROLE: _("Your organisation has taken away your roles here, so your session has ended."),
    sessions.SILENT: _("The login of your organisation has not answered for too long, so your session has ended."),
}
OTHERWISE = _("Your session has ended at your organisation. Log in again; a draft that was saved is still there.")


class SignOnSessions:
    """Goes after authentication and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and (
            reason := sessions.reason_to_end(request.session, request.user, timezone.now())
        ):
            audit.sign_on_ended(request, request.user, reason)
            sessions.end(request.session)
            logout(request)
            messages.warning(request, str(TEXTS.get(reason, OTHERWISE)))
        return self.get_response(request)
