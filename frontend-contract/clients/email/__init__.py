"""E-mail: each contact moment as HTML, plain text and printable letter, filled with a sample case."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, request

from clients.email.rendering import branded_mail, plain_text, printable_letter
from clients.email.sample import addressee, blanks, filled, options, sample_case
from clients.shared.languages.dates import long_date
from clients.shared.pages.catalogue import product_groups
from clients.shared.pages.headers import LETTER_POLICY
from clients.shared.pages.page import page
from clients.shared.pages.site import site

CASE = "case."
routes = Blueprint("email", __name__)
routes.add_app_template_filter(blanks)


@routes.get("/")
def home() -> Response:
    return page("email/home.html", groups=product_groups(site))


@routes.get("/product/<key:key>/")
def product(key: str) -> Response:
    return page("email/product.html", site.document("product", key))


@routes.get("/moment/<key:key>/")
def moment(key: str) -> Response:
    response = site.document("contactMoment", key)
    case = sample_case(response.document, chosen())
    subject, text = filled(response.document["subject"], case), plain_text(site, response.document, case)
    known = {"options": options(response.document), "chosen": _as_parameters(chosen())}
    return page("email/moment.html", response, subject=subject, text=text, case=case, **known)


@routes.get("/moment/<key:key>/bericht")
def message(key: str) -> Response:
    """The e-mail as it is sent; its own page, without scripts and cut off from the page that frames it."""
    response = site.document("contactMoment", key)
    html = branded_mail(site, response, sample_case(response.document, chosen()))
    return Response(html, headers={"Content-Security-Policy": LETTER_POLICY})


@routes.get("/moment/<key:key>/tekst")
def text(key: str) -> Response:
    document = site.document("contactMoment", key).document
    return Response(plain_text(site, document, sample_case(document, chosen())), mimetype="text/plain")


@routes.get("/moment/<key:key>/brief")
def letter(key: str) -> Response:
    """On A4, with the address where `LETTER_WINDOW` of the application says that envelopes have their window."""
    response = site.document("contactMoment", key)
    case = sample_case(response.document, chosen())
    known = {
        "subject": filled(response.document["subject"], case),
        "body": printable_letter(site, response.document, case),
        "case": case,
        "addressee": addressee(),
        "day": long_date(site.visit.day, response.document["contentLocale"]),
        "window": current_app.config["LETTER_WINDOW"],
    }
    return page("email/letter.html", response, **known)


def chosen() -> dict[str, str]:
    """The values of merge fields that a page is asked for: `case.besluit=afgewezen`."""
    return {name.removeprefix(CASE): value for name, value in request.args.items() if name.startswith(CASE)}


def _as_parameters(values: Mapping[str, str]) -> dict[str, str]:
    return {f"{CASE}{name}": value for name, value in values.items()}
