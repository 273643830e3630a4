"""E-mail and letter: blocks about a product, and a message for each contact moment with its merge fields."""

from __future__ import annotations

from html import escape

from releases.product_tables import fact_table, route_list
from releases.product_view import ProductView
from releases.section_titles import section_title
from releases.shapes import Channel, ContactMomentDocument, Json, Shape, uses_of
from releases.snapshot import ContactMoment, ContactMomentText
from releases.telling import Rendered
from releases.wording import pick


def product(view: ProductView) -> Shape:
    blocks = _blocks(view)
    html = "".join(f"<h2>{escape(title)}</h2>{content.html}" for title, content in blocks)
    members = {
        "moments": [
            {"key": f"{view.product.key}.{text.moment}", "moment": text.moment, "subject": text.subject}
            for text in view.text.contact_moments
        ],
        "html": html,
        "text": "\n\n".join(f"{title.upper()}\n\n{content.plain}" for title, content in blocks),
        "letter": f"<h1>{escape(view.text.title)}</h1>{html}",
        "mergeFields": [],
    }
    return Shape(members, uses_of(("text", content.keys) for _, content in blocks))


def moments(view: ProductView) -> list[ContactMomentDocument]:
    return [_moment(view, text) for text in view.text.contact_moments]


def _moment(view: ProductView, text: ContactMomentText) -> ContactMomentDocument:
    body = view.telling.passages(text.body, f"contactMoments.{text.moment}")
    moment = view.telling.snapshot.contact_moments.get(text.moment)
    members = {
        "subject": text.subject,
        "preheader": text.preheader,
        "html": body.html,
        "text": body.plain,
        "letter": f"<h1>{escape(text.subject)}</h1>{body.html}",
        "mergeFields": _merge_fields(moment, view.locale),
        "product": {"key": view.product.key, "title": view.text.title},
    }
    return ContactMomentDocument(text.moment, text.subject, members, body.keys)


def _merge_fields(moment: ContactMoment | None, locale: str) -> list[Json]:
    fields = moment.merge_fields if moment else ()
    return [{"name": field.name, "kind": field.kind, "label": pick(field.label, locale)} for field in fields]


def _blocks(view: ProductView) -> list[tuple[str, Rendered]]:
    """Titles and contents: the sections, then tariffs, terms and routes."""
    blocks = [(section.title, section.content) for section in view.sections]
    blocks += [(table.label, fact_table(table.label, table.rows, view.telling)) for table in view.tariffs]
    duration = section_title("duration", view.locale)
    blocks.append((duration, fact_table(duration, view.terms, view.telling)))
    blocks.append((section_title("steps", view.locale), route_list(view.product, view.telling)))
    return [(title, content) for title, content in blocks if content.html]


CHANNEL = Channel(
    "email",
    "E-mail",
    "token",
    product,
    moments,
    kinds=("product", "contactMoment", "location", "organisation", "branding", "navigation"),
)
