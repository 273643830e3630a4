"""What is answered before Django sees it, as a view of Django: for where no composed server stands in front."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api import problems
from api.http import Answer, Answering, Question, answered, question_of


def view(answering: Answering) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest, **_: str) -> HttpResponse:
        status, headers, body = answered(answering, question_of(request.META))
        response = HttpResponse(b"".join(body), status=status)
        del response.headers["Content-Type"]
        for name, value in headers:
            response.headers[name] = value
        return response

    return answer


def stream_elsewhere(question: Question) -> Answer:
    raise problems.misdirected(f"{settings.STREAM_URL}{question.path}")
