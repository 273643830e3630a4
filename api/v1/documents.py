"""Lists of a channel's documents; one document is answered by `api.documents.delivery`."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from rest_framework.request import Request
from rest_framework.response import Response

from api import access, problems
from api.time_axes import AXES
from api.v1 import paging
from api.v1.positions import position_of
from api.v1.resource import Resource
from releases.channels import CHANNELS
from releases.storage import reader


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


class DocumentList(Resource):
    parameters = ("kind", "locale", "external", *AXES, *paging.PARAMETERS)

    def get(self, request: Request, channel: str) -> Response:
        access.require(self.scope, channel)
        limit, after = paging.limit_of(request), paging.after(request)
        if after and len(after) != 2:
            raise problems.invalid("cursor", "must be taken from 'next' of an earlier answer.")
        locale, position = self.locale(), position_of(request.query_params, self.now)
        found = reader.documents(
            [channel],
            kind=kind_of(request, channel),
            locale=locale,
            external=external_of(request),
            after=(channel, locale, *after) if after else None,  # type: ignore[arg-type]
            limit=limit + 1,
            release=position.release,
        )
        page = found[:limit]
        more = paging.next_url(request, (page[-1].kind, page[-1].key)) if len(found) > limit else None
        rows = [row for document in page if (row := self._row(document, position.instant))]
        return Response({"results": rows, "next": more}, headers={"Release": str(position.release)})

    def _row(self, document: reader.StoredDocument, moment: datetime) -> dict[str, str] | None:
        """None when the document says nothing at this moment."""
        digest = document.digest_at(moment)
        if digest is None:
            return None
        return {
            "key": document.key,
            "kind": document.kind,
            "locale": document.locale,
            "title": document.title,
            "digest": digest,
            "href": f"/api/v1/channels/{document.channel}/documents/{document.kind}/{document.key}"
            f"?{urlencode({'locale': document.locale} | self.axes())}",
        }
