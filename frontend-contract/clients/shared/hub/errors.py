"""Errors of reading the hub, each with the status of the page that explains it."""

from __future__ import annotations

from collections.abc import Mapping


class HubError(Exception):
    """The hub gave no document; `status` is what the client's own page answers."""

    status = 502


class Unreachable(HubError):
    """No answer, or one that makes no sense."""


class Missing(HubError):
    """There is no such document in this language and at this moment."""

    status = 404


class Gone(HubError):
    """The document was withdrawn."""

    status = 410


class Refused(HubError):
    """The client may not read this channel: its token is absent or revoked."""

    status = 503


class NotUnderstood(HubError):
    """The moment, release or language in the address is not one that the hub knows."""

    status = 400


class MovedOn(HubError):
    """Something was published since the first page of results, so they begin again."""

    status = 409


class PreviewEnded(HubError):
    """The token of a preview has had its time."""

    status = 403


class NotPublishable(HubError):
    """The draft has problems; `sentences` say which, in the page's language."""

    status = 422

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


ERRORS: Mapping[int, type[HubError]] = {
    400: NotUnderstood,
    401: Refused,
    403: Refused,
    404: Missing,
    409: MovedOn,
    410: Gone,
}
