"""The telephone: a script step by step, one step per address, so that it works without JavaScript."""

from __future__ import annotations

from flask import Blueprint, Response, request

from clients.phone.call import call_of, steps_with, title_of
from clients.phone.fact_panel import ordered_facts, referrals
from clients.phone.summary import summary_of
from clients.shared.languages.interface_texts import NAMES, interface_texts
from clients.shared.pages.catalogue import product_groups
from clients.shared.pages.page import page
from clients.shared.pages.site import site

LONGEST_SEARCH = 100
routes = Blueprint("phone", __name__)


@routes.get("/")
def home() -> Response:
    return page("phone/home.html", groups=product_groups(site), next_language=_language_after(site.visit.locale))


@routes.get("/product/<key:key>/")
def product(key: str) -> Response:
    response = site.document("product", key)
    document, script = response.document, response.document["script"]
    call, searched = call_of(script, request.args), request.args.get("vind", "")[:LONGEST_SEARCH]
    texts = interface_texts(document["contentLocale"])
    return page(
        "phone/product.html",
        response,
        call=call,
        step_title=title_of(call.step) if call.step else texts["end"],
        title_of=title_of,
        facts=ordered_facts(document),
        referrals=referrals(site, document),
        summary=summary_of(call, document, response.release, site.visit, texts),
        searched=searched,
        found=steps_with(script, searched),
        kept=call.parameters,
        next_language=_language_after(site.visit.locale),
    )


def _language_after(locale: str) -> str:
    codes = list(NAMES)
    return codes[(codes.index(locale) + 1) % len(codes)] if locale in codes else codes[0]
