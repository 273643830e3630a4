"""Failures as an answer: a page that explains them to who reads, a bare status to who posts."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, NotFound

from clients.shared.hub.errors import HubError, Missing
from clients.shared.hub.visit import DEFAULT_LOCALE
from clients.shared.pages.page import page
from clients.shared.pages.site import site

READ = ("GET", "HEAD")


def prepare(app: Flask) -> None:
    app.register_error_handler(HubError, _of_hub)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(InternalServerError, _failed)
    app.register_error_handler(HTTPException, _refused)


def _page(status: int, sentences: Iterable[str] = ()) -> Response:
    return page("shared/pages/error.html", status=status, status_code=status, sentences=sentences)


def _of_hub(error: HubError) -> Response:
    if isinstance(error, Missing) and site.is_in_first_language():
        address = request.path + site.visit.query(locale=DEFAULT_LOCALE)
        return page("shared/pages/error.html", status=404, first_language=DEFAULT_LOCALE, address=address)
    return _page(error.status, getattr(error, "sentences", ()))


def _not_found(error: NotFound) -> Response:
    """Nothing but a form of search is ever posted, so an unknown address may be read as well."""
    return _page(404) if request.method in READ else _refused(MethodNotAllowed(READ))


def _failed(error: InternalServerError) -> Response:
    return _page(500)


def _refused(error: HTTPException) -> Response:
    response = Response(status=error.code)
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response
