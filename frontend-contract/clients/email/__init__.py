"""E-mail: each contact moment as HTML, plain text and printable letter, filled with a sample case."""

from __future__ import annotations

from clients.catalogue import product_groups
from clients.email.rendering import branded_mail, plain_text, printable_letter
from clients.email.sample import blanks, filled, sample_case
from clients.exchange import LETTER_POLICY, Request, Response
from clients.hub import Answer
from clients.pages import Site, environment
from clients.routing import Route

environment.filters["blanks"] = blanks


def home(request: Request, site: Site) -> Response:
    return site.page("email/home", request.visit, groups=product_groups(site, request.visit))


def product(request: Request, site: Site) -> Response:
    answer = site.hub.document("product", request.arguments["key"], request.visit)
    return site.page("email/product", request.visit, document=answer.document, release=answer.release)


def moment(request: Request, site: Site) -> Response:
    answer = _moment(request, site)
    case = sample_case(answer.document, request.visit)
    return site.page(
        "email/moment",
        request.visit,
        document=answer.document,
        release=answer.release,
        subject=filled(answer.document["subject"], case),
        text=plain_text(site, request.visit, answer.document, case),
        case=case,
    )


def message(request: Request, site: Site) -> Response:
    """The e-mail as it is sent; its own page, without scripts and cut off from the page that frames it."""
    answer = _moment(request, site)
    html = branded_mail(site, request.visit, answer, sample_case(answer.document, request.visit))
    return Response(html.encode(), policy=LETTER_POLICY)


def text(request: Request, site: Site) -> Response:
    answer = _moment(request, site)
    body = plain_text(site, request.visit, answer.document, sample_case(answer.document, request.visit))
    return Response(body.encode(), content_type="text/plain; charset=utf-8")


def letter(request: Request, site: Site) -> Response:
    answer = _moment(request, site)
    case = sample_case(answer.document, request.visit)
    body = printable_letter(site, request.visit, answer.document, case)
    return site.page(
        "email/letter",
        request.visit,
        document=answer.document,
        release=answer.release,
        subject=filled(answer.document["subject"], case),
        body=body,
    )


def _moment(request: Request, site: Site) -> Answer:
    return site.hub.document("contactMoment", request.arguments["key"], request.visit)


ROUTES = (
    Route("", home),
    Route("product/{key}/", product),
    Route("moment/{key}/", moment),
    Route("moment/{key}/bericht", message),
    Route("moment/{key}/tekst", text),
    Route("moment/{key}/brief", letter),
)
