"""The hub's own front page, and the files that editors uploaded."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.static import serve

from api.unavailability import is_unavailable
from cms.monitoring.request_context import current


def front_page(request: HttpRequest) -> HttpResponse:
    return render(request, "cms/front_page.html", {"channels_here": settings.REFERENCE_CHANNELS})


def robots_txt(request: HttpRequest) -> HttpResponse:
    """A hub is for colleagues and applications; search engines read the website that it serves."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


def may_see_uploads(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("wagtailadmin.access_admin"))


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A logo, which is named by its digest, so it never changes; other uploads are in no channel, so for colleagues."""
    if not path.startswith("logos/") and not may_see_uploads(request):
        raise Http404
    response = _from_bucket(path) if settings.MEDIA_BUCKET else serve(request, path, document_root=settings.MEDIA_ROOT)
    if path.startswith("logos/"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _from_bucket(path: str) -> FileResponse:
    try:
        return FileResponse(default_storage.open(path))
    except (FileNotFoundError, SuspiciousOperation) as error:
        raise Http404 from error


def server_error(request: HttpRequest) -> HttpResponse:
    """With the number under which the log has the cause; it asks nothing of what may be what failed."""
    context = current.get()
    number, passes = context.number if context else "", is_unavailable(sys.exc_info()[1])
    status, headers = (503, {"Retry-After": "5"}) if passes else (500, {})
    if not request.accepts("text/html"):
        error = "unavailable" if passes else "internal-error"
        return JsonResponse({"error": error, "number": number}, status=status, headers=headers)
    page = render_to_string("cms/server_error.html", {"number": number, "passes": passes})
    return HttpResponse(page, status=status, headers=headers)
