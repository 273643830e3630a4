"""A stored document as people read it in the admin: the text of its channel, its tables, and its facts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cms.statements.rendering import Block, blocks, facts

EXAMPLES = Path(__file__).parents[2] / "frontend-contract" / "examples"


def example(name: str) -> dict[str, Any]:
    return json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))


def shown(name: str) -> dict[str, Block]:
    return {block.title: block for block in blocks(example(name), lambda key: f"/said/{key}")}


def everything(found: list[Block]) -> str:
    return " ".join([str(block.html) + " ".join(map(" ".join, block.rows)) for block in found])


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/product.*.json")), ids=lambda path: path.parent.name)
def test_every_fact_that_a_channel_tells_in_its_text_is_shown(path):
    document = json.loads(path.read_text("utf-8"))
    text = everything(blocks(document))
    told = [document["facts"][key]["text"] for section in document["sections"] for key in section["facts"]]
    assert [fact for fact in told if fact not in text] == []


def test_the_website_has_its_sections_tables_and_routes():
    found = shown("website/product.paspoort.nl")
    assert "€ 83,87" in found["In het kort"].html.replace("\xa0", " ")
    assert next(name for name, _ in found["Leges paspoort"].rows) == "Paspoort (18 jaar en ouder)"
    assert dict(found["Aan de balie"].rows)["Wanneer kiest u dit"] == "Kies dit als u hulp wilt bij de aanvraag."


def test_the_desk_has_its_notes_and_what_to_bring():
    found = shown("desk/product.paspoort.nl")
    assert "fotomatrix" in found["Notities voor de balie"].html
    assert "overleg met de leidinggevende" in found["Interne notities"].html
    listed = [row for block in blocks(example("desk/product.paspoort.nl")) for row in block.rows]
    assert ("Pasfoto", "Neem een pasfoto mee die niet ouder is dan 6 maanden.") in listed


def test_the_phone_has_its_script_with_choices():
    document = example("phone/product.paspoort.nl")
    first = blocks(document)[0]
    assert first.title == f"Stap 1 van {len(document['script'])} van het belscript"
    assert first.rows == (("Keuzes", "Ja · Nee"),)


def test_a_text_by_case_is_told_with_its_case():
    _, text = blocks(example("email/contactMoment.paspoort.klaar.nl"))
    assert "<p><em>Alleen als “Met spoed” is ingevuld, of ja:</em></p><p>U vroeg om spoed" in text.html
    assert "{{#" not in text.html
    assert "{{/" not in text.html


def test_an_email_has_its_subject_and_its_text():
    first, second = blocks(example("email/contactMoment.paspoort.klaar.nl"))
    assert dict(first.rows)["Onderwerp"] == "Uw paspoort ligt klaar"
    assert "Uw paspoort ligt klaar vanaf" in second.html


def linking(product_url: Any) -> str:
    html = '<p>Zie <a href="product:rijbewijs" data-product="rijbewijs">rijbewijs</a>.</p>'
    [block] = blocks({"sections": [{"title": "Zie ook", "html": html}]}, product_url)
    return block.html


def test_a_link_to_a_product_leads_to_what_was_said_of_it():
    assert '<a href="/said/rijbewijs">rijbewijs</a>' in linking(lambda key: f"/said/{key}")


def test_on_paper_a_link_leads_nowhere():
    assert "<a>rijbewijs</a>" in linking(None)


def test_a_fact_ends_on_the_day_before_the_next_begins():
    [fee] = [each for each in facts(example("website/product.paspoort.nl")) if each.key.endswith("volwassene")]
    assert (fee.since, fee.until) == (date(2026, 1, 1), date(2026, 12, 31))
    assert fee.article == "Legesverordening 2026, 1.2.1.1"
