"""The telephone: a script of steps, and notes that only colleagues see."""

from __future__ import annotations

from collections.abc import Collection

from releases.rendering.product_tables import lead
from releases.rendering.product_view import ProductView
from releases.rendering.shapes import Channel, Json, Shape, Uses
from releases.rendering.texts import Rendered
from releases.snapshot import PhoneChoice, PhoneStep
from releases.texts.markup import as_sentence

ANSWER = "answer"


def product(view: ProductView) -> Shape:
    steps, told_in = _script(view) if view.text.phone_steps else _answer(view)
    internal = view.internal_notes
    members = {
        "script": steps,
        "internalNotes": {"html": internal.html, "plain": internal.plain, "facts": list(internal.keys)},
    }
    return Shape(members, (*told_in, ("internalNotes", internal.keys)))


def _script(view: ProductView) -> tuple[list[Json], Uses]:
    names = {step.id for step in view.text.phone_steps}
    told = [_step(view, step, names) for step in view.text.phone_steps]
    return told, tuple((f"script.{step['id']}", tuple(step["facts"])) for step in told)


def _step(view: ProductView, step: PhoneStep, names: Collection[str]) -> Json:
    place = f"phoneSteps.{step.id}"
    content = view.renderer.text(step.text, place)
    choices = [(choice, view.renderer.line(choice.label, place)) for choice in step.choices]
    for choice in step.choices:
        if choice.goto and choice.goto not in names:
            view.renderer.note("unknownStep", place, {"step": choice.goto})
    keys = dict.fromkeys([*content.keys, *(key for _, label in choices for key in label.keys)])
    said = _said(step.id, step.kind, content._replace(keys=tuple(keys)), view.renderer.spoken(step.text))
    return said | {"choices": [_choice(choice, label, view) for choice, label in choices]}


def _choice(choice: PhoneChoice, label: Rendered, view: ProductView) -> Json:
    spoken = view.renderer.spoken(choice.label).removesuffix(".")
    return {"label": label.plain, "html": label.html, "spoken": spoken, "goto": choice.goto}


def _answer(view: ProductView) -> tuple[list[Json], Uses]:
    """Where nobody wrote a script, one step says the short answer."""
    short = view.in_short
    spoken = " ".join([view.text.summary, *(_sentence(view, key) for key in short.keys)])
    step = _said(ANSWER, "say", short, spoken) | {"choices": []}
    return [step], ((f"script.{ANSWER}", short.keys),)


def _sentence(view: ProductView, key: str) -> str:
    told = view.renderer.told(key)
    return as_sentence(f"{lead(told)}{told.object['full']['spoken']}") if told else ""


def _said(name: str, kind: str, content: Rendered, spoken: str) -> Json:
    html, plain, keys = content
    return {"id": name, "kind": kind, "html": html, "plain": plain, "spoken": spoken, "facts": list(keys)}


CHANNEL = Channel("phone", "Telefoon", "token", product)
