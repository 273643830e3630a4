"""One admin request that may change something = one transaction = one release, or none at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages as django_messages
from django.core.exceptions import BadRequest
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
    JsonResponse,
    UnreadablePostError,
)
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.users.models import UserProfile

from cms.publishing.release_messages import refusal_text, tell_advice, tell_refusal, tell_release
from products.publishing.release import PublishRefused, one_release

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# Hashing a password takes a quarter of a second, and what these change is in no release.
HASHING = frozenset(
    {
        "account_login",
        "account_reauthenticate",
        "wagtailadmin_account",
        "wagtailadmin_password_reset_confirm",
        "wagtailusers_users:add",
        "wagtailusers_users:edit",
    }
)
# They wait for a mail server, and change nothing.
WAITING = frozenset({"messages_to_oneself"})
View = Callable[..., HttpResponse]


class _Undo(Exception):
    """The request failed: nothing of it may stay."""


class OneRequestOneRelease:
    """Goes after sessions, authentication and messages, whose own changes are not undone by a refusal.

    A release holds the database's write lock, so it begins only for somebody who is logged in, after the check of
    CSRF (whose `process_view` goes before this one), and when the whole request is there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        if not _may_release(request):
            return None
        if not receive(request):
            return HttpResponseBadRequest()
        response: HttpResponse | None = None
        try:
            with one_release(author=request.user.get_username()) as collected:
                response = view(request, *args, **kwargs)
                if response.status_code >= 400:
                    raise _Undo
        except _Undo:
            return response
        except MultiValueDictKeyError as missing:
            raise BadRequest(f"The form came without the field {missing}.") from missing
        except PublishRefused as refused:
            with _language_of(request):
                return _refuse(request, response, refused)
        if collected.release is not None:
            with _language_of(request):
                tell_release(request, collected.release)
                tell_advice(request, collected.advice())
        return response


def _may_release(request: HttpRequest) -> bool:
    if request.method in SAFE or not request.path.startswith(reverse("wagtailadmin_home")):
        return False
    return request.resolver_match.view_name not in HASHING | WAITING and request.user.is_authenticated


def receive(request: HttpRequest) -> bool:
    """Whether all of the body came; its form and files are read from what was kept."""
    try:
        if request.content_type == "multipart/form-data":
            request.POST  # noqa: B018 - reading it is what takes in the files
        else:
            request.body  # noqa: B018
    except UnreadablePostError:
        return False
    return True


def _language_of(request: HttpRequest) -> override:
    """The admin's language is known only inside its views."""
    if request.user.is_authenticated:
        return override(UserProfile.get_for_user(request.user).get_preferred_language())
    return override(get_language())


def _refuse(request: HttpRequest, response: HttpResponse | None, refused: PublishRefused) -> HttpResponse:
    for _ in django_messages.get_messages(request):
        """What the view announced did not happen."""
    if _expects_json(request, response):
        return JsonResponse(
            {"success": False, "error_code": "publish_refused", "error_message": refusal_text(refused)}, status=409
        )
    tell_refusal(request, refused)
    return HttpResponseRedirect(_way_back(request, refused))


def _expects_json(request: HttpRequest, response: HttpResponse | None) -> bool:
    if response is not None and hasattr(response, "render"):
        response.render()
    answered = response is not None and response.headers.get("Content-Type", "").startswith("application/json")
    return answered or not request.accepts("text/html")


def _way_back(request: HttpRequest, refused: PublishRefused) -> str:
    """To the kept draft, or to where the editor was."""
    if refused.draft is not None and (url := AdminURLFinder(request.user).get_edit_url(refused.draft)):
        return url
    for url in (request.POST.get("next"), request.GET.get("next"), request.headers.get("referer")):
        if url and url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
            return url
    return reverse("wagtailadmin_home")
