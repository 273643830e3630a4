"""Content-Security-Policy for all that Django serves: as strict as Wagtail allows on the admin, strict elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

STRICT = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; report-uri /csp-reports"
)
# Wagtail's admin has inline scripts in its date fields and form templates, and inline styles in its menus.
ADMIN = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'; report-uri /csp-reports"
)
# Uploaded files are shown, never run: an SVG can hold a script.
MEDIA = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox"


def policy_for(path: str) -> str:
    if path.startswith("/admin/"):
        return ADMIN
    return MEDIA if path.startswith(("/media/", "/documents/")) else STRICT


class ContentSecurityPolicy:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy_for(request.path))
        return response
