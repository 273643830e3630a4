"""Advice after publishing: an editor reads which sentence could be said better, and which reference says it right."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from products.models import Amount, MergeField
from products.publishing.release import one_release
from tests.integration.editorial import FEE, Municipality, fact_mark, publish, told_fee
from tests.integration.publish_ways import PUBLISH, Editor, Releases

pytestmark = pytest.mark.django_db

COSTS = f"Een paspoort kost {fact_mark(FEE)}."
BARE = f"Vraagt u een paspoort aan, dan betaalt u {fact_mark(FEE)}."
ADVISED = "Dit is gepubliceerd, en kan beter:"


@pytest.fixture
def per_piece(town: Municipality) -> Amount:
    with one_release(author="maker"):
        town.fee.per = {"nl": "per stuk"}
        return publish(town.fee)


def messages(editor: Editor) -> str:
    return editor.messages().replace("\u00a0", " ")


def test_a_bare_value_is_named_with_the_whole_of_it(editor: Editor, town: Municipality, per_piece: Amount) -> None:
    editor.edit_product(town.product, BARE, **PUBLISH)
    said = messages(editor)
    assert ADVISED in said
    assert f"“Paspoort” vertelt “{per_piece}” zonder eenheid." in said
    assert "Kies “Volledig”: dat zegt “€ 83,87 per stuk”." in said


def test_the_advice_shows_the_sentence(editor: Editor, town: Municipality, per_piece: Amount) -> None:
    editor.edit_product(town.product, f"Welkom. {BARE} Tot ziens.", **PUBLISH)
    assert f"“Vraagt u een paspoort aan, dan betaalt u [{per_piece.label}].”" in messages(editor)


def test_it_is_published_all_the_same(
    editor: Editor, town: Municipality, per_piece: Amount, releases: Releases
) -> None:
    editor.edit_product(town.product, BARE, **PUBLISH)
    assert releases.made == 1


def test_a_sentence_that_is_right_gets_no_advice(editor: Editor, town: Municipality, per_piece: Amount) -> None:
    editor.edit_product(town.product, f"Dat is {fact_mark(FEE, 'full')}.", **PUBLISH)
    assert ADVISED not in messages(editor)


def test_who_makes_something_free_hears_which_sentences_say_that_it_costs(editor: Editor, town: Municipality) -> None:
    editor.edit_snippet(town.fee, **{"values-0-amount": "0"}, **PUBLISH)
    said = messages(editor)
    assert told_fee() == "0.00"
    assert f"“Paspoort” klopt niet als “{town.fee}” gratis is. Kies “Rest van een zin”" in said


def test_a_command_that_makes_something_free_says_it_too(town: Municipality) -> None:
    output = StringIO()
    call_command("set_fact", FEE, "gratis", stdout=output)
    assert f"“Paspoort” klopt niet als “{town.fee}” gratis is." in output.getvalue()


def test_a_draft_gets_no_advice(editor: Editor, town: Municipality, per_piece: Amount) -> None:
    editor.edit_product(town.product, BARE)
    assert ADVISED not in messages(editor)


def test_texts_that_others_wrote_get_no_advice(editor: Editor, town: Municipality, per_piece: Amount) -> None:
    editor.edit_snippet(town.tariff, label_nl="Reisdocumenten en meer", **PUBLISH)
    assert ADVISED not in messages(editor)


def test_a_word_for_which_a_message_has_no_text_is_named(editor: Editor, town: Municipality) -> None:
    with one_release(author="maker"):
        words = "toegekend\nafgewezen"
        town.moment.merge_fields = [MergeField(name="besluit", kind="choice", label={"nl": "Besluit"}, choices=words)]
        publish(town.moment)
        case = {"field": "besluit", "operator": "is", "value": "toegekend", "text": "<p>Ja</p>"}
        value = {"moment": town.moment.pk, "subject": "<p>Dag</p>", "body": [{"type": "case", "value": case}]}
        town.product.contact_moments = json.dumps([{"type": "message", "value": value}])
        publish(town.product)
    editor.edit_snippet(town.moment, **{"merge_fields-0-choices": f"{words}\ningetrokken"}, **PUBLISH)
    assert "geen tekst voor als “besluit” “ingetrokken” is" in messages(editor)
