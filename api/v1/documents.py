"""Lists of a channel's documents; one document is answered by `api.documents.delivery`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile, islice
from urllib.parse import urlencode

from rest_framework.request import Request
from rest_framework.response import Response

from api import access, problems
from api.time_axes import AXES
from api.v1 import paging
from api.v1.resource import Resource
from releases.channels import CHANNELS
from releases.core.position import from_milliseconds, instant_text, milliseconds
from releases.replica.documents import ListedDocument, documents, documents_with_code
from releases.replica.layout import Address


def external_of(request: Request) -> tuple[str, str] | None:
    given = request.query_params.get("external")
    if given is None:
        return None
    system, separator, code = given.partition(":")
    if not (system and separator and code) or "\0" in given:
        raise problems.invalid("external", "must be a system and a code, such as zaaktype:B0237.")
    return system, code


def kind_of(request: Request, channel: str) -> str | None:
    given = request.query_params.get("kind")
    kinds = CHANNELS[channel].kinds
    if given is not None and given not in kinds:
        raise problems.invalid("kind", f"must be one of: {', '.join(kinds)}.")
    return given


def after_of(request: Request) -> tuple[str, str] | None:
    """Kind and key of the last document of the page before."""
    after = paging.after(request)
    return (after[0], after[1]) if after else None


class DocumentList(Resource):
    parameters = ("kind", "locale", "external", *AXES, *paging.PARAMETERS)

    def get(self, request: Request, channel: str) -> Response:
        access.require(self.scope, channel)
        limit, position = paging.limit_of(request), self.position()
        found = list(islice(self._documents(channel, position.release), limit + 1))
        page, instant = found[:limit], milliseconds(position.instant)
        last = page[-1].address if len(found) > limit else None
        more = paging.next_url(request, (last.kind, last.key)) if last else None
        rows = [row for document in page if (row := self._row(document, instant))]
        return Response({"results": rows, "next": more}, headers={"Release": str(position.release)})

    def _documents(self, channel: str, release: int) -> Iterator[ListedDocument]:
        """Beyond the page before, in order of kind and key."""
        kind, after, locale = kind_of(self.request, channel), after_of(self.request), self.locale()
        if external := external_of(self.request):
            found = documents_with_code(self.reading, channel, locale, release, *external)
            of_kind = (each for each in found if kind in (None, each.address.kind))
            return dropwhile(lambda each: after is not None and each.address[2:] <= after, of_kind)
        beyond = Address(channel, locale, *after) if after else None
        return documents(self.reading, channel, locale, release, kind, beyond)

    def _row(self, document: ListedDocument, instant: int) -> dict[str, str] | None:
        """None when the document says nothing at this instant (milliseconds)."""
        span, where = document.version.span(instant), document.address
        if span is None:
            return None
        return {
            "key": where.key,
            "kind": where.kind,
            "locale": where.locale,
            "title": document.title,
            "digest": span.content,
            "lastModified": instant_text(from_milliseconds(max(span.starts or 0, document.version.released_at))),
            "href": f"/api/v1/channels/{where.channel}/documents/{where.kind}/{where.key}"
            f"?{urlencode({'locale': where.locale} | self.axes())}",
        }
