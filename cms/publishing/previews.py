"""A draft's documents, for whoever holds the token that an editor's preview was given."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import override
from rest_framework.request import Request

from api import problems
from api.v1.resource import Resource
from products.previews import Preview, compile_draft, draft_of, may_tell
from products.publishing.problem_sentences import problem_sentences
from releases.channels import CHANNELS
from releases.compiling.documents import Document


class PreviewedDocument(Resource):
    """Beside `/channels`: the draft's own documents, and for all others the way to what is published."""

    parameters = ("locale", "at")

    def get(self, request: Request, token: str, channel: str, kind: str, key: str) -> HttpResponse:
        locale, moment = self.locale(), self.moment()
        page = draft_of(token)
        if page is None:
            raise _ended()
        if channel not in CHANNELS:
            raise problems.not_found(f"There is no channel with this name. Channels: {', '.join(CHANNELS)}.")
        preview = compile_draft(page, self.now) if may_tell(page, kind, key) else None
        if preview is None or not preview.tells(kind, key):
            return HttpResponseRedirect(_published(request, channel, kind, key))
        if preview.problems:
            raise _not_publishable(preview, locale)
        body = _body(preview.documents, (channel, kind, key, locale), moment)
        return HttpResponse(body, content_type="application/json")

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response.headers["Cache-Control"] = "private, no-store"
        return super().finalize_response(request, response, *args, **kwargs)


def _published(request: Request, channel: str, kind: str, key: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"/api/v1/channels/{channel}/documents/{quote(kind)}/{quote(key)}" + (f"?{query}" if query else "")


def _body(documents: tuple[Document, ...], address: tuple[str, ...], moment: datetime) -> bytes:
    for document in documents:
        named = (document.channel, document.kind, document.key, document.locale) == address
        if named and (period := document.period_at(moment)):
            return period.body
    raise problems.not_found("This draft tells nothing here in this language and at this moment.")


def _ended() -> problems.Problem:
    return problems.Problem(
        403, "preview-ended", "This preview has ended, or never was. Open it again in the editorial site."
    )


def _not_publishable(preview: Preview, locale: str) -> problems.Problem:
    with override(locale):
        sentences = problem_sentences(preview.problems)
    named = zip(preview.problems, sentences, strict=True)
    return problems.Problem(
        422,
        "not-publishable",
        "This draft cannot be published yet. Mend what 'invalidParams' says.",
        tuple(problems.InvalidParam(problem.place or problem.code, sentence) for problem, sentence in named),
    )
