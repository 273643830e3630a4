"""Writing a script for the phone: drawn beside its form, kept unfinished, refused when published broken."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from products.models import ProductPage

pytestmark = pytest.mark.django_db
Step = dict[str, Any]
BLOCK = ProductPage._meta.get_field("phone_steps").stream_block


def step(name: str, kind: str = "say", **answers: str) -> Step:
    choices = [{"label": RichText(label and f"<p>{label}</p>"), "goto": goto} for label, goto in answers.items()]
    return {"id": name, "kind": kind, "text": RichText(f"<p>{name}.</p>"), "choices": choices}


def stream(*steps: Step) -> Any:
    return BLOCK.normalize([("step", each) for each in steps])


def typed(*steps: Step) -> dict[str, str]:
    """As the form posts it."""
    blocks = [("step", each | {"text": rich_text(each["text"].source), "choices": rows(each)}) for each in steps]
    return dict(nested_form_data({"phone_steps": streamfield(blocks)}))


def rows(step: Step) -> dict[str, Any]:
    found = {
        str(place): {"deleted": "", "order": str(place), "value": each | {"label": rich_text(each["label"].source)}}
        for place, each in enumerate(step["choices"])
    }
    return found | {"count": str(len(found))}


def problems(*steps: Step) -> list[int]:
    """The places of the steps that are refused."""
    with pytest.raises(ValidationError) as refused:
        BLOCK.clean(stream(*steps))
    return sorted(refused.value.block_errors)


def test_an_answer_to_a_step_that_is_gone_is_refused_beside_it() -> None:
    assert problems(step("een"), step("twee", Ja="weg")) == [1]


def test_a_reserved_name_is_refused() -> None:
    assert problems(step("einde")) == [0]


def test_an_unfinished_script_is_kept_as_a_draft() -> None:
    draft = BLOCK.clean_deferred(stream(step("een", Ja="weg"), step("einde"), step("een")))

    assert [each.value["id"] for each in draft] == ["een", "einde", "een"]


def test_an_answer_needs_no_words_where_there_is_nothing_to_choose() -> None:
    assert len(BLOCK.clean(stream(step("een", **{"": "twee"}), step("twee")))) == 2


def drawn(editor: Client, *steps: Step) -> str:
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    response = editor.post(reverse("products_script_tree"), typed(*steps) | {"page": ""})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_script_is_drawn_from_what_is_typed(admin_client: Client) -> None:
    tree = drawn(admin_client, step("wie", "ask", Ja="een"), step("een"))

    assert [tree.count("script-tree__row--step"), tree.count("first step")] == [2, 1]
    assert "Worth a look" not in tree


def test_what_cannot_be_reached_is_named_beside_the_form(admin_client: Client) -> None:
    assert "No answer leads to “los”." in drawn(admin_client, step("een"), step("los"))


def test_a_script_without_steps_is_drawn_too(admin_client: Client) -> None:
    assert "No steps yet" in drawn(admin_client)


def test_who_is_not_logged_in_draws_nothing(client: Client) -> None:
    assert client.post(reverse("products_script_tree"), typed()).status_code == 302
