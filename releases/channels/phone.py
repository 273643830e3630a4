"""The telephone: a script of steps, and notes that only colleagues see."""

from __future__ import annotations

from releases.product_view import ProductView
from releases.shapes import Channel, Json, Shape, uses_of
from releases.snapshot import PhoneStep
from releases.telling import Rendered


def product(view: ProductView) -> Shape:
    steps = [(step, view.telling.text(step.text, f"script.{step.id}")) for step in view.text.phone_steps]
    internal = view.internal_notes
    members = {
        "script": [_step(step, said) for step, said in steps],
        "internalNotes": {"html": internal.html, "plain": internal.plain, "facts": list(internal.keys)},
    }
    places = [(f"script.{step.id}", said.keys) for step, said in steps] + [("internalNotes", internal.keys)]
    return Shape(members, uses_of(places))


def _step(step: PhoneStep, said: Rendered) -> Json:
    return {
        "id": step.id,
        "kind": step.kind,
        "html": said.html,
        "plain": said.plain,
        "spoken": said.spoken,
        "facts": list(said.keys),
        "choices": [{"label": label, "goto": goto} for label, goto in step.choices],
    }


CHANNEL = Channel("phone", "Telefoon", "token", product)
