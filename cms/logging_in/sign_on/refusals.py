"""Refusals of single sign-on: a page that says why and what helps, a line in the log, and one in the audit log."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.logging_in import audit

logger = logging.getLogger(__name__)

STATE, CANCELLED, PROVIDER, UNREACHABLE = "state", "cancelled", "provider", "unreachable"
TOKEN, NO_ROLE, INACTIVE, NAME_TAKEN, RESERVED = "token", "no-role", "inactive", "name-taken", "reserved"
TEXTS: dict[str, Promise] = {
    STATE: _("This login was begun elsewhere, or too long ago. Begin again."),
    CANCELLED: _("You stopped logging in at your organisation."),
    PROVIDER: _("The login of your organisation refused. Try again, or ask the administrator of that login."),
    UNREACHABLE: _("The login of your organisation cannot be reached now. Try again in a few minutes."),
    TOKEN: _("The answer of your organisation's login is not right, so you are not logged in. Begin again."),
    NO_ROLE: _("You are known at your organisation, but you have no role here. Ask your manager for one."),
    INACTIVE: _("Your account here is switched off. Ask the administrator of this site."),
    NAME_TAKEN: _(
        "There is an account with your name here already, and it is not known to be yours. Give the administrator of "
        "this site the code below, who can join the two."
    ),
    RESERVED: _("This account does not log in by way of your organisation."),
}
STATUS = {UNREACHABLE: 503, STATE: 400, PROVIDER: 502, TOKEN: 400}


def refuse(request: HttpRequest, reason: str, cause: object = "", name: str = "", subject: str = "") -> HttpResponse:
    logger.warning("sign-on refused: %s%s%s", reason, f" ({subject})" if subject else "", f": {cause}" if cause else "")
    audit.sign_on_refused(request, name or subject, _facts(reason, subject))
    values = {"text": TEXTS[reason], "code": subject if reason == NAME_TAKEN else ""}
    response = TemplateResponse(request, "cms/sign_on/refused.html", values, status=STATUS.get(reason, 403))
    response.headers["Cache-Control"] = "no-store"
    return response.render()


def _facts(reason: str, subject: str) -> dict[str, Any]:
    return {"reason": reason} | ({"subject": subject} if subject else {})
