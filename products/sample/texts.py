"""A product's texts in one language, from the fixtures' short form to rich text and stream fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from products.models import ContactMoment, Fact
from products.sample.files import Data, Named
from products.sample.markdown import to_markup

Block = dict[str, Any]
STEP_KINDS = ("ask", "say", "do")


class Texts:
    def __init__(self, links: Mapping[str, int]) -> None:
        """`links` are the ids of the product pages by key, in the language of the texts."""
        self._links = links
        self._moments = Named("contact moment", ContactMoment.objects.values_list("key", "pk"))
        self._facts = Named("fact", Fact.objects.values_list("key", "pk"))

    def values(self, text: Data) -> dict[str, Any]:
        names = text.get("names", {}).items()
        return {
            "title": text["title"],
            "summary": text["summary"],
            "public_address": text.get("address", ""),
            "names": [{"kind": kind, "name": name} for kind, members in names for name in members],
            "sections": [self._section(kind, content) for kind, content in text.get("sections", {}).items()],
            "contact_moments": [self._message(key, message) for key, message in text.get("moments", {}).items()],
            "desk_bring": self._markup(text.get("desk_bring", "")),
            "desk_notes": self._markup(text.get("desk_notes", "")),
            "phone_steps": [self._step(step) for step in text.get("phone", ())],
            "internal_notes": self._markup(text.get("internal", "")),
        }

    def _markup(self, text: str) -> str:
        return to_markup(text, self._links)

    def _section(self, kind: str, content: Any) -> Block:
        return {"type": kind, "value": {"title": "", "passages": self._passages(content)}}

    def _message(self, moment: str, message: Data) -> Block:
        value = {
            "moment": self._moments[moment],
            "subject": self._markup(message["subject"]),
            "preheader": self._markup(message.get("preheader", "")),
            "body": self._passages(message["body"]),
        }
        return {"type": "message", "value": value}

    def _passages(self, content: Any) -> list[Block]:
        return [self._passage(passage) for passage in (content if isinstance(content, list) else [content])]

    def _passage(self, passage: Any) -> Block:
        if isinstance(passage, str):
            return {"type": "text", "value": self._markup(passage)}
        if "when" in passage:
            return {"type": "case", "value": {**_case(passage["when"]), "text": self._markup(passage["text"])}}
        value = {
            "text": self._markup(passage["text"]),
            "valid_from": _iso(passage.get("from")),
            "valid_until": _iso(passage.get("until")),
            "condition": passage.get("condition", ""),
            "fact": self._facts[passage["fact"]] if "fact" in passage else None,
        }
        return {"type": "occasional", "value": value}

    def _step(self, step: Data) -> Block:
        kind = next(kind for kind in STEP_KINDS if kind in step)
        choices = [{"label": self._markup(str(label)), "goto": goto} for label, goto in step.get("choices", {}).items()]
        text = self._markup(step[kind])
        return {"type": "step", "value": {"id": step["id"], "kind": kind, "text": text, "choices": choices}}


def _case(when: Data) -> Data:
    """`{field: besluit, is: afgewezen}`, or `{field: afspraakDatum, filled: true}` where no word is compared with."""
    [operator] = [name for name in when if name != "field"]
    value = when[operator]
    return {"field": when["field"], "operator": operator, "value": value if isinstance(value, str) else ""}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
