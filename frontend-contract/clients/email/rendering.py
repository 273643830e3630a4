"""One contact moment in its three outward forms."""

from __future__ import annotations

from markupsafe import Markup
from mjml import mjml2html

from clients.email.sample import Case, filled, filled_html
from clients.house_style import properties_of
from clients.hub import Answer, Document, HubError
from clients.marks import document_html
from clients.notices import Notice, Place
from clients.pages import MOUNT, Site, environment
from clients.visit import Visit
from clients.words import words_in

# A mail client knows no custom properties, so the house style is written out: our word, its token, the default.
STYLE = {
    "primary": ("color-primary", "#154273"),
    "text": ("color-text", "#1a1d21"),
    "font": ("font-body", "Arial, sans-serif"),
}
SURROUND = "#f3f4f6"


def notices_of(site: Site, visit: Visit, document: Document) -> list[Notice]:
    """Those of the product that the message is about; its own document says what that belongs to."""
    product: Place = {"kind": "product", "key": document["product"]["key"]}
    try:
        product = site.hub.document("product", product["key"], visit).document
    except HubError:
        """Not told in this language: then what is about the product by its key has to do."""
    return site.notices(visit, product)


def branded_mail(site: Site, visit: Visit, answer: Answer, case: Case) -> str:
    """HTML that mail clients show, in the house style: MJML turns it into tables with inline styles."""
    document, branding = answer.document, site.branding(visit)
    source = environment.get_template("email/mail.mjml").render(
        document=document,
        release=answer.release,
        branding=branding,
        subject=filled(document["subject"], case),
        preheader=filled(document["preheader"], case),
        notices=_notices_html(notices_of(site, visit, document), visit),
        body=filled_html(_for_residents(document["html"], visit), case),
        logo=_logo(branding),
        logo_address=site.url(visit, "logo/primary"),
        style=_style(branding),
        surround=SURROUND,
        w=words_in(visit.locale),
        visit=visit,
    )
    return mjml2html(source, disable_comments=False, fonts={})


def plain_text(site: Site, visit: Visit, document: Document, case: Case) -> str:
    notices = (_notice_text(notice) for notice in notices_of(site, visit, document))
    return "\n\n".join([*notices, filled(document["text"], case)])


def printable_letter(site: Site, visit: Visit, document: Document, case: Case) -> Markup:
    notices = _notices_html(notices_of(site, visit, document), visit)
    return notices + filled_html(_for_residents(document["letter"], visit), case)


def _notices_html(notices: list[Notice], visit: Visit) -> Markup:
    template = environment.get_template("email/notices.html")
    return Markup(template.render(notices=notices, html=_for_residents, visit=visit))  # noqa: S704


def _notice_text(notice: Notice) -> str:
    words = words_in(notice["contentLocale"])
    first = f"{words['severities'][notice['severity']]} {notice['title']}"
    return "\n".join(filter(None, (first, notice["plain"], notice["href"])))


def _for_residents(html: str, visit: Visit) -> str:
    """A resident reads on at the website, whatever the channel."""
    return document_html(html, lambda key: f"{MOUNT}/website/product/{key}/{visit.query()}")


def _logo(branding: Document | None) -> Document | None:
    return next((logo for logo in branding["logos"] if logo["name"] == "primary"), None) if branding else None


def _style(branding: Document | None) -> dict[str, str]:
    published = properties_of(branding["tokens"]) if branding else {}
    return {name: published.get(token, default).replace('"', "'") for name, (token, default) in STYLE.items()}
