"""Chat: a short answer, questions to go on with, and who takes over; off until its privacy conditions are confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from languages.registry import wording_of
from releases.rendering.fact_book import RenderedFact
from releases.rendering.product_tables import fact_list
from releases.rendering.product_view import ProductView
from releases.rendering.shapes import Channel, ChannelCondition, Json, Shape, gettext_noop
from releases.rendering.texts import Rendered
from releases.snapshot import SECTION_KINDS

OPENING = "inShort"
# Who takes the conversation over, the first choice first.
TAKES_OVER = ("phone", "desk", "homeVisit", "post")
CONDITIONS = (
    ChannelCondition(
        "dpia",
        gettext_noop("The effects on privacy are assessed (DPIA)"),
        gettext_noop(
            "What people tell in a conversation is personal data. The data protection officer advised on the "
            "assessment, and the executive adopted it (GDPR, article 35)."
        ),
    ),
    ChannelCondition(
        "processing-agreement",
        gettext_noop("There is a processing agreement"),
        gettext_noop(
            "It is agreed with the supplier of the chat platform where conversations are kept, who can read "
            "them and when they are erased (GDPR, article 28)."
        ),
    ),
    ChannelCondition(
        "privacy-statement",
        gettext_noop("The privacy statement names chat"),
        gettext_noop(
            "Before they begin people read what happens to their conversation and how long it is kept "
            "(GDPR, article 13)."
        ),
    ),
)


class Answer(NamedTuple):
    id: str
    question: str
    content: Rendered

    def as_json(self) -> Json:
        html, plain, keys = self.content
        return {"id": self.id, "question": self.question, "html": html, "plain": plain, "facts": [*keys]}


def product(view: ProductView) -> Shape:
    html, plain, keys = view.in_short
    answers = [answer for kind in SECTION_KINDS if kind != OPENING for answer in _answers(view, kind)]
    members = {
        "opening": {"html": html, "plain": plain, "facts": [*keys]},
        "questions": [answer.as_json() for answer in answers],
        "handOver": [route["key"] for kind in TAKES_OVER for route in view.routes if route["kind"] == kind],
    }
    return Shape(members, (("opening", keys), *((f"questions.{each.id}", each.content.keys) for each in answers)))


def _answers(view: ProductView, kind: str) -> Iterator[Answer]:
    """A question for each section; the first of its kind also tells what stands in tables elsewhere."""
    written = [section for section in view.sections if section.kind == kind]
    said = "".join(section.content.html for section in written)
    added = fact_list([told for told in _in_tables(view, kind) if not told.is_told_in(said)])
    if not written and added.html:
        yield Answer(kind, _question(kind, wording_of(view.locale).sections[kind], view.locale), added)
    for place, section in enumerate(written):
        content = section.content if place else section.content.then(added)
        yield Answer(section.id, _question(kind, section.title, view.locale), content)


def _in_tables(view: ProductView, kind: str) -> list[RenderedFact]:
    if kind == "costs":
        return [row for table in view.tariffs for row in table.rows]
    return [*view.terms] if kind == "duration" else []


def _question(kind: str, title: str, locale: str) -> str:
    """The editor's own title where there is one."""
    return wording_of(locale).questions[kind] if title == wording_of(locale).sections[kind] else title


CHANNEL = Channel("chat", "Chat", "token", product, conditions=CONDITIONS)
