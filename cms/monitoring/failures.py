"""Every request has a number, and one that fails has one line in the log with its cause."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse

from api import problems
from api.unavailability import is_unavailable
from cms.monitoring.request_context import HEADER, RequestContext, current
from cms.monitoring.requests import count_failure

logger = logging.getLogger(__name__)
WsgiApplication = Callable[[dict[str, Any], Any], Iterable[bytes]]


class NumberedRequests:
    """Goes before all other middleware, so that their failures are told with the number as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        context = RequestContext(request.method, request.path)
        token = current.set(context)
        try:
            response = self.get_response(request)
        finally:
            current.reset(token)
        response.headers[HEADER] = context.number
        if response.status_code >= 500:
            count_failure(request.path)
        return response


def log_failures() -> None:
    """Of all that Django answers; Django's own lines about answers are not needed beside it."""
    got_request_exception.connect(_log, dispatch_uid="cms.monitoring.failures")


def _log(**about: Any) -> None:
    logger.exception("A request failed")


def guarded(application: WsgiApplication) -> WsgiApplication:
    """The part that answers before Django: its failure is a line and a problem as well."""

    def guard(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        except Exception as error:
            context = RequestContext(environ["REQUEST_METHOD"], environ["PATH_INFO"])
            token = current.set(context)
            logger.exception("A request failed")
            current.reset(token)
            count_failure(context.path)
            problem = problems.unavailable() if is_unavailable(error) else problems.internal_error()
            headers = [("Content-Type", problems.MEDIA_TYPE), ("Cache-Control", "no-store"), (HEADER, context.number)]
            status = HTTPStatus(problem.status)
            start_response(f"{status.value} {status.phrase}", [*headers, *problem.headers.items()])
            return [problem.body()]

    return guard
