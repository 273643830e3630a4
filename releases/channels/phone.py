"""The telephone: a script of steps, and notes that only colleagues see."""

from __future__ import annotations

from releases.rendering.product_view import ProductView
from releases.rendering.shapes import Channel, Json, Shape, Uses
from releases.rendering.texts import Rendered
from releases.snapshot import PhoneStep

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
    steps, names = view.text.phone_steps, {step.id for step in view.text.phone_steps}
    said = [(step, view.renderer.text(step.text, f"phoneSteps.{step.id}")) for step in steps]
    for step in steps:
        for _, goto in step.choices:
            if goto and goto not in names:
                view.renderer.note("unknownStep", f"phoneSteps.{step.id}", {"step": goto})
    told_in = tuple((f"script.{step.id}", content.keys) for step, content in said)
    return [_step(step, content, view.renderer.spoken(step.text)) for step, content in said], told_in


def _step(step: PhoneStep, content: Rendered, spoken: str) -> Json:
    choices = [{"label": label, "goto": goto} for label, goto in step.choices]
    return _said(step.id, step.kind, content, spoken) | {"choices": choices}


def _answer(view: ProductView) -> tuple[list[Json], Uses]:
    """Where nobody wrote a script, one step says the short answer."""
    short = view.in_short
    spoken = " ".join([view.text.summary, *(_sentence(view, key) for key in short.keys)])
    step = _said(ANSWER, "say", short, spoken) | {"choices": []}
    return [step], ((f"script.{ANSWER}", short.keys),)


def _sentence(view: ProductView, key: str) -> str:
    told = view.renderer.told(key)
    return f"{told.object['label']}: {told.object['spoken']}." if told else ""


def _said(name: str, kind: str, content: Rendered, spoken: str) -> Json:
    html, plain, keys = content
    return {"id": name, "kind": kind, "html": html, "plain": plain, "spoken": spoken, "facts": list(keys)}


CHANNEL = Channel("phone", "Telefoon", "token", product)
