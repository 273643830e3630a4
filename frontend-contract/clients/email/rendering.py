"""A contact moment as branded e-mail, as plain text and as printable letter."""

from __future__ import annotations

import re
from functools import partial

from flask import render_template
from markupsafe import Markup
from mjml import mjml2html

from clients.email.sample import Case, conditions_of, filled, filled_html
from clients.email.sender import sender_of
from clients.shared.facts.marks import document_html
from clients.shared.hub.errors import HubError
from clients.shared.hub.reader import Document, DocumentResponse
from clients.shared.languages.interface_texts import interface_texts
from clients.shared.pages.assets import logo_of
from clients.shared.pages.house_style import on_paper, properties_of
from clients.shared.pages.notices import Notice, PageSubject
from clients.shared.pages.public_address import public_address
from clients.shared.pages.site import MOUNT, Site, origin

# A mail client knows no custom properties, so the house style is written out: our word, its token, the default.
STYLE = {
    "primary": ("color-primary", "#154273"),
    "link": ("color-link", "#154273"),
    "text": ("color-text", "#1a1d21"),
    "font": ("font-body", "Arial, sans-serif"),
}
LINK = re.compile(r'<a href="(https?://[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
PRODUCT = re.compile(r"\(product:([a-z0-9.-]+)\)")
SURROUND = "#f3f4f6"
# What a mail program that is dark is asked to show; the house style has no colours of its own for it.
DARK = {"surround": "#0f1115", "sheet": "#1b1e23", "text": "#f1f3f5", "link": "#a8cbff"}


def notices_of(site: Site, document: Document) -> list[Notice]:
    """Those of the product that the message is about; its own document says what that belongs to."""
    product: PageSubject = {"kind": "product", "key": document["product"]["key"]}
    try:
        product = site.document("product", product["key"]).document
    except HubError:
        """Not told in this language: then what is about the product by its key has to do."""
    return site.notices(product)


def branded_mail(site: Site, response: DocumentResponse, case: Case) -> str:
    """HTML that mail clients show, in the house style: MJML turns it into tables with inline styles."""
    document, branding, visit = response.document, site.branding(), site.visit
    source = render_template(
        "email/mail.mjml",
        document=document,
        release=response.release,
        branding=branding,
        subject=filled(document["subject"], case),
        preheader=filled(document["preheader"], case),
        notices=_notices_html(notices_of(site, document), site),
        body=filled_html(_for_residents(document["html"], site), case, conditions_of(document)),
        sender=_sender_html(site, document),
        logo=(logo := _logo(branding)),
        logo_address=origin() + site.url(f"logo/{logo['name']}") if logo else "",
        style=_style(branding),
        surround=SURROUND,
        dark=DARK,
        w=interface_texts(visit.locale),
        visit=visit,
    )
    return mjml2html(source, disable_comments=False, fonts={})


def plain_text(site: Site, document: Document, case: Case) -> str:
    notices = (_notice_text(notice) for notice in notices_of(site, document))
    text = filled(_with_addresses(site, document["text"]), case, conditions_of(document))
    return "\n\n".join([*notices, text, _sender_text(site, document)])


def printable_letter(site: Site, document: Document, case: Case) -> Markup:
    notices = _notices_html(notices_of(site, document), site)
    letter = _with_addresses(site, _written_out(_for_residents(document["letter"], site)))
    body = filled_html(letter, case, conditions_of(document))
    return notices + body + _sender_html(site, document)


def _sender_html(site: Site, document: Document) -> Markup:
    locale = document["contentLocale"]
    written = render_template("email/sender.html", sender=sender_of(site, locale), words=interface_texts(locale))
    return Markup(written)  # noqa: S704 - escaped by the template


def _sender_text(site: Site, document: Document) -> str:
    sender, words = sender_of(site, document["contentLocale"]), interface_texts(document["contentLocale"])
    telephone = f"{words['letterTelephone']} {sender.telephone}" if sender.telephone else ""
    closing = [words["letterClosing"], sender.name] if sender.name else []
    parts = (closing, filter(None, (telephone, *sender.hours)), sender.address)
    return "\n\n".join(filter(None, map("\n".join, parts)))


def _notices_html(notices: list[Notice], site: Site) -> Markup:
    written = render_template("email/notices.html", notices=notices, html=partial(_for_residents, site=site))
    return Markup(written)  # noqa: S704 - escaped by the template


def _notice_text(notice: Notice) -> str:
    words = interface_texts(notice["contentLocale"])
    first = f"{words['severities'][notice['severity']]} {notice['title']}"
    return "\n".join(filter(None, (first, notice["plain"], notice["href"])))


def _for_residents(html: str, site: Site) -> str:
    """A resident reads on at the website, whatever the channel; whole addresses, since a mail stands on no site."""
    return document_html(html, partial(_address, site))


def _with_addresses(site: Site, text: str) -> str:
    """Of each product that plain text and paper name beside the words that lead there."""
    return PRODUCT.sub(lambda link: f"({_address(site, link[1])})", text)


def _written_out(html: str) -> str:
    """With the address of each link beside its words, as paper leads nowhere."""
    return LINK.sub(lambda link: link[2] if link[1] == link[2] else f"{link[2]} ({link[1]})", html)


def _address(site: Site, key: str) -> str:
    """That of the public, where the house style tells it."""
    own = f"{origin()}{MOUNT}/website/product/{key}/{site.visit.query()}"
    return public_address(site.branding(), key) or own


def _logo(branding: Document | None) -> Document | None:
    """The one for e-mail, else the primary. Mail programs show no SVG: then the name stands there."""
    logos = (logo_of(branding, name) for name in ("email", "primary"))
    return next((logo for logo in logos if logo and logo["mediaType"] == "image/png"), None)


def _style(branding: Document | None) -> dict[str, str]:
    properties = properties_of(branding["tokens"]) if branding else {}
    published = properties | (on_paper(properties) if branding else {})
    return {name: published.get(token, default).replace('"', "'") for name, (token, default) in STYLE.items()}
