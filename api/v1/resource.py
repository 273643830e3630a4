"""Base of every resource of the API: parameters it knows, who asks, the clock, headers, problems."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import access, http, problems
from api.catching_up import caught_up
from api.clients import Client, client_of
from api.time_axes import AXES, axes_of, moment_of, position_in
from api.unavailability import is_unavailable
from releases.core import canonical
from releases.core.position import Position
from releases.replica.checked import DAMAGES
from releases.replica.replica import shared_replica

ALLOWED = "Accept-Datetime, Authorization, Content-Type, If-Modified-Since, If-None-Match"
logger = logging.getLogger(__name__)
VERSION = "1.0.0"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, Content-Location, ETag, Link, Memento-Datetime, Release",
}


class Resource(APIView):
    """Read-only unless `http_method_names` says otherwise; `parameters` are the query parameters that it knows."""

    http_method_names = ["get", "head", "options"]
    # Here, and not in settings, which are Wagtail's own API's too.
    authentication_classes = permission_classes = ()
    renderer_classes, parser_classes = (JSONRenderer,), (JSONParser,)
    parameters: tuple[str, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """All that an answer says is of one moment of the node's copy; what it may only not have yet is waited for."""

        def answer() -> HttpResponse:
            with shared_replica().read() as self.reading:
                return super(Resource, self).dispatch(request, *args, **kwargs)

        if request.method not in ("GET", "HEAD"):
            return answer()
        return tagged(request, self._caught_up(answer, request))

    def _caught_up(self, answer: Callable[[], HttpResponse], request: HttpRequest) -> HttpResponse:
        try:
            return answer()
        except (problems.NotYet, *DAMAGES):
            pass
        try:
            return caught_up(answer, shared_replica, time.time)
        except problems.Problem as problem:
            return problem_response(problem, request.path)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, (problems.NotYet, *DAMAGES)) and self.request.method in ("GET", "HEAD"):
            raise exc
        return super().handle_exception(exc)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.now = timezone.now()
        self.scope = access.scope_in(self.reading, request.headers.get("Authorization", ""), self.now.timestamp())
        unknown = sorted(set(request.query_params) - set(self.parameters))
        if unknown:
            raise problems.unknown_parameters(unknown, list(self.parameters))
        repeated = [name for name, values in request.query_params.lists() if len(values) > 1]
        if repeated:
            raise problems.invalid(repeated[0], "may be given once.")

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answers a browser's preflight; documents nothing, the OpenAPI document does."""
        return Response(
            status=204,
            headers={
                "Allow": self.methods,
                "Access-Control-Allow-Methods": self.methods,
                "Access-Control-Allow-Headers": ALLOWED,
            },
        )

    @property
    def methods(self) -> str:
        return ", ".join(name.upper() for name in self.http_method_names)

    @property
    def client(self) -> Client | None:
        """Who asks, as limits tell it."""
        token = self.request.headers.get("Authorization", "") if self.scope.known else ""
        sender = self.request.META
        return client_of(token, sender.get("REMOTE_ADDR", ""), sender.get("HTTP_X_FORWARDED_FOR", ""))

    def locale(self) -> str:
        """The locale asked for, or the source locale."""
        known = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
        given = self.request.query_params.get("locale", known[0])
        if given not in known:
            raise problems.invalid("locale", f"must be one of: {', '.join(known)}.")
        return given

    def position(self) -> Position:
        """The release and the instant that are asked for; problems: 400, 404 and 410 as `time_axes` has them."""
        return position_in(self.reading, axes_of(self.request.query_params), self.now)

    def moment(self) -> datetime:
        """The instant that is asked for."""
        return moment_of(axes_of(self.request.query_params), self.now)

    def axes(self) -> dict[str, str]:
        """The axes of time as they were asked, for links that stay at that moment."""
        return {name: value for name, value in self.request.query_params.items() if name in AXES}

    def get_exception_handler(self) -> Callable[[Exception, Mapping[str, Any]], HttpResponse]:
        """Every error of these resources is a problem."""
        return exception_handler

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["API-Version"] = VERSION
        response.headers["Vary"] = "Authorization"
        lasting = "private, no-store" if "Authorization" in request.headers else "public, no-cache"
        response.headers.setdefault("Cache-Control", lasting)
        for name, value in CORS.items():
            response.headers[name] = value
        return response


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With the digest of what it says as its tag; without a body for who has that already."""
    if response.status_code != 200:
        return response
    body = response.content if not hasattr(response, "render") else response.render().content
    etag = response.headers["ETag"] = f'"{canonical.digest(body)}"'
    if not http.matches(request.headers.get("If-None-Match"), etag):
        return response
    about_the_body = ("Content-Type", "Content-Length")
    kept = {name: value for name, value in response.headers.items() if name not in about_the_body}
    return HttpResponseNotModified(headers=kept)


def as_problem(error: Exception, methods: str) -> problems.Problem:
    """The problem that tells a caller what went wrong; an unforeseen error tells nothing of the inside."""
    match error:
        case problems.Problem():
            return error
        case Http404():
            return problems.not_found()
        case MethodNotAllowed():
            return problems.method_not_allowed(methods)
        case SuspiciousOperation():
            return problems.Problem(400, "bad-request", "This request cannot be read.")
        case APIException():
            return problems.Problem(error.status_code, "bad-request", str(error.detail))
    logger.error("An API request failed", exc_info=error)
    return problems.unavailable() if is_unavailable(error) else problems.internal_error()


def problem_response(problem: problems.Problem, path: str) -> HttpResponse:
    headers = {"API-Version": VERSION, "Cache-Control": "no-store", "Vary": "Authorization", **CORS, **problem.headers}
    return HttpResponse(problem.body(path), problems.MEDIA_TYPE, problem.status, headers=headers)


def exception_handler(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """As DRF's setting of that name."""
    return problem_response(as_problem(error, context["view"].methods), context["request"].path)


class Unknown(Resource):
    """Any path that is not in the OpenAPI document; a trailing slash is such a path."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise problems.not_found("There is nothing at this path. See /api/v1/openapi.json for what there is.")
