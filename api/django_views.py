"""Responses of the composed server as Django views, for where no composed server stands in front."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api import problems
from api.catching_up import patient
from api.http import Handler, Request, Response, request_of, respond
from releases.replica.replica import shared_replica


def view(handler: Handler) -> Callable[..., HttpResponse]:
    def django_view(request: HttpRequest, **_: str) -> HttpResponse:
        status, headers, body = respond(patient(handler, shared_replica, time.time), request_of(request.META))
        response = HttpResponse(b"".join(body), status=status)
        del response.headers["Content-Type"]
        for name, value in headers:
            response.headers[name] = value
        return response

    return django_view


def stream_elsewhere(request: Request) -> Response:
    raise problems.misdirected(f"{settings.STREAM_URL}{request.path}")
