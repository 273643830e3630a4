"""E-mail and letter: blocks about a product, and a message for each contact moment with its merge fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import reduce
from html import escape

from languages.registry import wording_of
from releases.core.contact_moments import COMPARING, CaseCondition, ContactMoment, MergeField
from releases.facts.wording import pick
from releases.rendering.case_texts import with_cases
from releases.rendering.product_tables import fact_table
from releases.rendering.product_view import ProductView
from releases.rendering.routes import route_list
from releases.rendering.shapes import SHARED_KINDS, Channel, Json, Message, Shape
from releases.rendering.texts import Rendered
from releases.snapshot import SECTION_KINDS, ContactMomentText, Markup, Passage
from releases.texts.excerpts import excerpt
from releases.texts.letters import on_paper
from releases.texts.merge_fields import merge_fields, misspelt, nearest, with_links

TAG = re.compile(r"<[^>]*>")
EXAMPLES = {
    "date": "2026-12-31",
    "money": "12.50",
    "reference": "Z-2026-000123",
    "link": "https://www.example.org/",
    "yesNo": "true",
}


def product(view: ProductView) -> Shape:
    blocks = list(_blocks(view))
    html = view.unavailable.html + "".join(f"<h2>{escape(title)}</h2>{content.html}" for title, content in blocks)
    plain = [view.unavailable.plain, *(f"{title.upper()}\n\n{content.plain}" for title, content in blocks)]
    subjects = {text.moment: _line(view, text.subject, text.moment) for text in view.text.contact_moments}
    members = {
        "moments": [
            {"key": f"{view.product.key}.{moment}", "moment": moment, "subject": subject.plain, **_marked(subject)}
            for moment, subject in subjects.items()
        ],
        "html": html,
        "text": "\n\n".join(filter(None, plain)),
        "letter": f"<h1>{escape(view.text.title)}</h1>{on_paper(html)}",
        "mergeFields": [],
    }
    told = (("moments", subject.keys) for subject in subjects.values())
    return Shape(members, (*(("html", content.keys) for _, content in blocks), *told))


def messages(view: ProductView) -> dict[str, Message]:
    return {text.moment: _message(view, text) for text in view.text.contact_moments}


def _message(view: ProductView, text: ContactMomentText) -> Message:
    place = _place(text.moment)
    subject, preheader = _line(view, text.subject, text.moment), _line(view, text.preheader, text.moment)
    body = with_cases(view.renderer, text.body, place).then(view.unavailable)
    conditions = tuple(dict.fromkeys(passage.case for passage in text.body if passage.case))
    moment = view.renderer.snapshot.contact_moments.get(text.moment)
    if moment:
        _note_merge_fields(view, moment, "\n".join((subject.plain, preheader.plain, _unmarked(body.plain, conditions))))
        _note_typed_marks(view, moment, text.body, conditions)
        _note_conditions(view, moment, text.body)
    fields = _merge_fields(moment, view.locale)
    members = {
        "subject": subject.plain,
        "preheader": preheader.plain,
        "marked": {"subject": _marked(subject), "preheader": _marked(preheader)},
        "html": with_links(body.html, {each["name"]: each["label"] for each in fields if each["kind"] == "link"}),
        "text": body.plain,
        "letter": f"<h1>{subject.html}</h1>{on_paper(body.html)}",
        "mergeFields": fields,
        "conditions": [{"name": each.name, **asdict(each)} for each in conditions],
        "product": {"key": view.product.key, "title": view.text.title, "contentLocale": view.locale},
    }
    uses = (("subject", subject.keys), ("preheader", preheader.keys), ("body", body.keys))
    return Message(subject.plain, members, uses)


def _place(moment: str) -> str:
    return f"contactMoments.{moment}"


def _line(view: ProductView, markup: Markup, moment: str) -> Rendered:
    return view.renderer.line(markup, _place(moment))


def _marked(line: Rendered) -> Json:
    """A line with each fact marked: what parity compares, as a subject itself is plain text."""
    return {"html": line.html, "facts": list(line.keys)}


def _note_merge_fields(view: ProductView, moment: ContactMoment, text: str) -> None:
    """A problem for each name that the moment does not have, and for what was meant to be a merge field."""
    known = [field.name for field in moment.merge_fields]
    for name in merge_fields(text):
        if name not in known:
            meant = nearest(name, known)
            _note(view, moment, "nearMergeField" if meant else "unknownMergeField", name, meant)
    for written, meant in misspelt(text, known):
        _note(view, moment, "misspeltMergeField", written, meant or written.strip("${}% "))


def _unmarked(text: str, conditions: Iterable[CaseCondition]) -> str:
    """Without the marks of its texts by case; others that an editor typed stay, and are unknown merge fields."""
    for condition in conditions:
        text = text.replace(f"{{{{#{condition.name}}}}}", "").replace(f"{{{{/{condition.name}}}}}", "")
    return text


def _note_typed_marks(
    view: ProductView, moment: ContactMoment, passages: Iterable[Passage], conditions: Iterable[CaseCondition]
) -> None:
    """A problem for a mark of a text by case that somebody typed: it would end, or begin, another passage."""
    marks = {f"{sign}{condition.name}" for condition in conditions for sign in "#/"}
    for passage in passages:
        for name in merge_fields(TAG.sub("", passage.text)):
            if name in marks:
                _note(view, moment, "unknownMergeField", name, "", passage.text)


def _note_conditions(view: ProductView, moment: ContactMoment, passages: Iterable[Passage]) -> None:
    """A problem for each text that depends on a field that the moment does not have, or on a word it never is."""
    fields = {field.name: field for field in moment.merge_fields}
    for passage in passages:
        case = passage.case
        if case and case.field not in fields:
            meant = nearest(case.field, fields)
            _note(view, moment, "nearCaseField" if meant else "unknownCaseField", case.field, meant, passage.text)
        elif case and case.operator in COMPARING and case.value not in fields[case.field].choices:
            _note(view, moment, "unknownCaseValue", case.field, case.value, passage.text)


def _note(view: ProductView, moment: ContactMoment, code: str, field: str, meant: str, markup: Markup = "") -> None:
    params = {"field": field, "contactMoment": moment.key, "meant": meant}
    view.renderer.note(code, _place(moment.key), params, excerpt(markup), f"contactMoment:{moment.key}")


def _merge_fields(moment: ContactMoment | None, locale: str) -> list[Json]:
    return [
        {
            "name": field.name,
            "kind": field.kind,
            "label": pick(field.label, locale),
            "required": field.required,
            "choices": list(field.choices),
            "example": _example(field, locale),
        }
        for field in (moment.merge_fields if moment else ())
    ]


def _example(field: MergeField, locale: str) -> str | bool:
    """Yes or no is no text; without an example of its own a field has one by its kind."""
    usual = EXAMPLES.get(field.kind) or next(iter(field.choices), pick(field.label, locale))
    example = pick(field.example, locale) or usual
    return example == "true" if field.kind == "yesNo" else example


def _blocks(view: ProductView) -> Iterator[tuple[str, Rendered]]:
    """Headings and contents: the sections, with the tables and the routes where they belong."""
    tables = [fact_table(table.label, table.rows) for table in view.tariffs]
    duration = wording_of(view.locale).sections["duration"]
    extra = {
        "costs": reduce(Rendered.then, tables, Rendered()),
        "duration": fact_table(duration, view.terms),
        "contact": route_list(view.product, view.renderer),
    }
    for kind in SECTION_KINDS:
        contents = [(section.title, section.content) for section in view.sections if section.kind == kind]
        added = extra.get(kind, Rendered())
        if added.html:
            title, content = contents.pop() if contents else (wording_of(view.locale).sections[kind], Rendered())
            contents.append((title, content.then(added)))
        yield from contents


CHANNEL = Channel(
    "email",
    "E-mail",
    "token",
    product,
    messages,
    kinds=("product", "contactMoment", *SHARED_KINDS),
)
