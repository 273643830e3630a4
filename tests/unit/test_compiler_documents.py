"""Documents of a snapshot: which there are, what they tell, and in which language."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.compiling.documents import Document
from releases.core.site_information import SiteInformation
from releases.parity.contents import contents_of
from releases.snapshot import Passage, Product, ProductFact, Section, Snapshot, Theme
from tests.unit.snapshots import (
    BRING,
    CHILD_FEE,
    FEE,
    HOURS,
    PAGE,
    PHONE,
    TERM,
    VALID,
    fact_mark,
    passport,
    snapshot,
    texts,
)

Json = dict[str, Any]
EVERYWHERE = {FEE, CHILD_FEE, TERM, VALID, BRING, PAGE}


def made(content: Snapshot, channel: str, kind: str = "product", locale: str = "nl") -> Document | None:
    documents = compile_snapshot(content).documents
    return next((each for each in documents if (each.channel, each.kind, each.locale) == (channel, kind, locale)), None)


def body(content: Snapshot, channel: str, kind: str = "product", locale: str = "nl") -> Json:
    """What holds from the last switch on."""
    document = made(content, channel, kind, locale)
    assert document is not None
    return json.loads(document.periods[-1].body)


def of(product: Product) -> Snapshot:
    return snapshot(products={"paspoort": product})


def with_sections(*sections: Section) -> Product:
    product = passport()
    return replace(product, texts={"nl": replace(product.texts["nl"], sections=sections)})


def section(document: Json, kind: str) -> Json:
    return next(each for each in document["sections"] if each["kind"] == kind)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("kind", ["product", "location", "organisation", "notice", "branding", "navigation"])
def test_every_channel_has_every_kind(channel: str, kind: str):
    assert body(snapshot(), channel, kind)["channel"] == channel


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_product_tells_in_each_channel_what_every_channel_must_tell(channel: str):
    document = body(snapshot(), channel)

    assert set(document["everywhere"]) == EVERYWHERE
    assert contents_of(document).keys >= EVERYWHERE
    assert set(document["facts"]) >= EVERYWHERE


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_product_tells_in_each_channel_how_to_reach_its_routes(channel: str):
    assert set(body(snapshot(), channel)["facts"]) >= {HOURS, PHONE}


def test_a_fact_that_only_colleagues_hear_stays_out_of_the_website():
    product = replace(passport(), facts=(ProductFact(VALID, everywhere=False), ProductFact(TERM)))
    product = replace(product, texts={"nl": replace(product.texts["nl"], internal_notes=f"<p>{fact_mark(VALID)}</p>")})

    assert VALID not in body(of(product), "website")["facts"]
    assert VALID in body(of(product), "desk")["facts"]


def test_a_rule_that_no_text_tells_stands_in_the_section_of_its_role():
    bring = section(body(snapshot(), "website"), "bring")

    assert bring["title"] == "Meenemen"
    assert "Neem uw oude paspoort mee." in bring["plain"]
    assert bring["facts"] == [BRING]


def test_a_rule_that_a_text_tells_is_not_repeated():
    product = with_sections(Section("bring", (Passage(f"<p>Let op: {fact_mark(BRING)}</p>"),)))

    assert body(of(product), "website")["sections"][-2]["html"].count(BRING) == 1


def test_sections_stand_in_the_order_of_the_vocabulary():
    product = with_sections(
        Section("costs", (Passage("<p>a</p>"),)),
        Section("conditions", (Passage("<p>b</p>"),)),
        Section("costs", (Passage("<p>c</p>"),), title="Korting"),
    )

    shown = [(each["id"], each["title"]) for each in body(of(product), "website")["sections"]]

    assert [each for each in shown if each[0] not in ("inShort", "bring", "particulars")] == [
        ("conditions", "Voorwaarden"),
        ("costs", "Kosten"),
        ("costs-2", "Korting"),
    ]


def test_where_nobody_wrote_a_short_answer_the_key_facts_are_it():
    short = body(of(with_sections()), "website")["inShort"]

    assert set(short["facts"]) == {FEE, CHILD_FEE, TERM, VALID}


def test_the_tariff_has_its_rows_in_the_order_of_their_position():
    tariff = body(snapshot(), "phone")["tariffs"][0]

    assert tariff["label"] == "Leges paspoort"
    assert [row["fact"] for row in tariff["rows"]] == [FEE, CHILD_FEE]


def test_terms_and_validity_stand_in_one_table():
    assert body(snapshot(), "desk")["terms"] == [
        {"fact": TERM, "label": "Klaar na"},
        {"fact": VALID, "label": "Geldig"},
    ]


def test_the_desk_lists_what_to_bring():
    assert body(snapshot(), "desk")["bring"] == [
        {"fact": BRING, "text": "Neem uw oude paspoort mee.", "short": "Neem uw oude paspoort mee."}
    ]


def test_search_engines_get_the_same_amounts():
    offers = body(snapshot(), "website")["jsonLd"]["offers"]

    assert [offer["price"] for offer in offers] == ["90.00", "63.42"]


def test_the_phone_has_a_step_even_where_nobody_wrote_a_script():
    product = passport()
    silent = replace(product, texts={"nl": replace(product.texts["nl"], phone_steps=())})

    (step,) = body(of(silent), "phone")["script"]

    assert step["spoken"] == "Paspoort in het kort Klaar na: na vijf werkdagen."


def test_an_email_tells_tables_and_routes_in_all_its_forms():
    document = body(snapshot(), "email")

    assert "€ 90,00" in document["html"]
    assert "- Paspoort, 18 jaar en ouder: 90 euro" in document["text"]
    assert "Balie: " in document["text"]
    assert document["letter"].startswith("<h1>Paspoort</h1>")


def test_a_letter_writes_out_its_links():
    words = '<p><a href="https://x.example/">Lees meer</a>, <a linktype="product" key="paspoort">paspoort</a></p>'
    letter = body(of(with_sections(Section("steps", (Passage(words),)))), "email")["letter"]

    assert "<p>Lees meer (https://x.example/), paspoort (product:paspoort)</p>" in letter


def test_a_contact_moment_is_an_email_document_with_its_merge_fields():
    document = body(snapshot(), "email", "contactMoment")

    assert (document["key"], document["subject"]) == ("paspoort.klaar", "Paspoort klaar")
    assert document["mergeFields"] == [
        {"name": "naam", "kind": "text", "label": "Naam", "required": True, "choices": [], "example": "Naam"}
    ]
    assert document["text"] == "{{ naam }} 90 euro"
    assert made(snapshot(), "website", "contactMoment") is None


def test_a_channel_without_fallback_has_no_document_for_what_is_not_translated():
    dutch = replace(passport(), texts={"nl": passport().texts["nl"]})

    assert made(of(dutch), "email", locale="en") is None
    assert body(of(dutch), "email", "navigation", "en")["themes"][0]["products"] == []


def test_a_fallback_speaks_one_language_facts_included():
    dutch = replace(passport(), texts={"nl": passport().texts["nl"]})

    document = body(of(dutch), "website", locale="en")

    assert (document["locale"], document["contentLocale"]) == ("en", "nl")
    assert document["facts"][TERM]["text"] == "5 werkdagen"


def test_a_translation_has_its_own_words_and_the_same_facts():
    document = body(snapshot(), "website", locale="en")

    assert document["title"] == "Passport"
    assert document["facts"][FEE]["value"]["amount"] == "90.00"
    assert document["facts"][FEE]["text"] == "€90.00"


def test_a_document_says_where_it_tells_each_fact():
    document = made(snapshot(), "website")

    assert document is not None
    assert document.uses[FEE] == ("costs", "tariffs")
    assert document.uses[HOURS] == ("routes",)


def test_a_document_can_be_found_by_the_code_of_another_system():
    documents = compile_snapshot(snapshot()).documents

    assert {each.kind for each in documents if each.external == (("zaaktype", "B0237"),)} == {"product"}


def test_the_sources_of_a_product_are_all_that_it_is_made_of():
    sources = compile_snapshot(snapshot()).dependencies["product", "paspoort"]

    assert sources >= {
        "product:paspoort", f"fact:{FEE}", f"fact:{HOURS}", "tariff:paspoort.leges", "organisation:gemeente",
        "location:gemeentehuis", "theme:reizen", "contactMoment:klaar",
    }  # fmt: skip


def test_what_is_gone_has_no_documents_but_is_still_named():
    compiled = compile_snapshot(snapshot(products={}, subjects=(("product", "paspoort"),)))

    assert compiled.documents == ()
    assert ("product", "paspoort") in compiled.dependencies


def test_a_fact_has_all_its_values_in_every_language():
    found = json.loads(compile_snapshot(snapshot()).facts[FEE])

    assert [value["value"]["amount"] for value in found["values"]["nl"]] == ["77.85", "83.87", "90.00"]
    assert [value["text"] for value in found["values"]["en"]] == ["€77.85", "€83.87", "€90.00"]


def test_the_navigation_is_the_tree_of_themes():
    themes = {
        "wonen": Theme("wonen", texts("Wonen"), children=("reizen",)),
        "reizen": Theme("reizen", texts("Reizen"), parent="wonen", products=("paspoort",)),
    }

    (root,) = body(snapshot(themes=themes), "desk", "navigation")["themes"]

    assert root["key"] == "wonen"
    assert root["children"][0]["products"] == [
        {"key": "paspoort", "title": "Paspoort", "contentLocale": "nl", "summary": "Paspoort in het kort"}
    ]


def test_a_theme_shows_its_top_tasks_first_and_the_others_by_title():
    titles = {"paspoort": "Zeil", "b": "étage", "c": "Duin", "d": "Erf"}
    text = passport().texts["nl"]
    products = {
        key: replace(passport(), key=key, texts={"nl": replace(text, title=title)}) for key, title in titles.items()
    }
    themes = {"t": Theme("t", texts("T"), products=tuple(products))}
    content = snapshot(
        subjects=(("navigation", "navigation"),),
        themes=themes,
        products=products,
        site_information=SiteInformation(top_tasks=("paspoort", "weg")),
    )

    (root,) = body(content, "desk", "navigation")["themes"]

    assert [each["title"] for each in root["products"]] == ["Zeil", "Duin", "Erf", "étage"]
