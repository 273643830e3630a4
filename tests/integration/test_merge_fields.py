"""A merge field that messages use: whoever takes it away hears who uses it, and nobody else is stopped."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import RichText

from products.blocks import CasePassageBlock
from products.models import Amount, ContactMoment, MergeField, ProductPage
from products.publishing.problem_sentences import problem_sentences
from products.publishing.release import PublishRefused, one_release
from tests.integration.editorial import FEE, Municipality, fact_mark, publish, told, told_fee
from tests.integration.publish_ways import PUBLISH, Editor, Releases

pytestmark = pytest.mark.django_db


def message(moment: ContactMoment, subject: str, body: str) -> str:
    passages = [{"type": "text", "value": f"<p>{body}</p>"}]
    value = {"moment": moment.pk, "subject": subject, "preheader": "", "body": passages}
    return json.dumps([{"type": "message", "value": value}])


@pytest.fixture
def writing(town: Municipality) -> ProductPage:
    """The passport's message names who applied, and tells the fee."""
    with one_release(author="maker"):
        town.moment.merge_fields.add(MergeField(name="naam", kind="text", label={"nl": "Naam"}))
        publish(town.moment)
        subject = f"<p>Uw paspoort van {fact_mark(FEE)}</p>"
        town.product.contact_moments = message(town.moment, subject, "Dag {{ naam }}")
        publish(town.product)
    return town.product


def choose(town: Municipality, page: ProductPage, field: str, operator: str, value: str) -> None:
    """Publishes the message with one text, that is told in some cases."""
    case = {"field": field, "operator": operator, "value": value, "text": "<p>Helaas</p>"}
    with one_release(author="maker"):
        words = "goedgekeurd\nafgewezen"
        town.moment.merge_fields = [MergeField(name="besluit", kind="choice", label={"nl": "Besluit"}, choices=words)]
        publish(town.moment)
        value = {
            "moment": town.moment.pk,
            "subject": "<p>Dag</p>",
            "preheader": "",
            "body": [{"type": "case", "value": case}],
        }
        page.contact_moments = json.dumps([{"type": "message", "value": value}])
        publish(page)


def without_field(editor: Editor, moment: ContactMoment) -> None:
    editor.edit_snippet(moment, **{"merge_fields-0-DELETE": "on"}, **PUBLISH)


def test_taking_away_a_used_merge_field_is_refused_naming_who_uses_it(
    editor: Editor, town: Municipality, writing: ProductPage
) -> None:
    releases = Releases()
    without_field(editor, town.moment)
    assert releases.made == 0
    assert "“Paspoort” heeft {{ naam }} in het bericht voor “Aanvraag ontvangen”" in editor.messages()


def test_renaming_a_used_merge_field_names_the_nearest_one(
    editor: Editor, town: Municipality, writing: ProductPage
) -> None:
    editor.edit_snippet(town.moment, **{"merge_fields-0-name": "namen"}, **PUBLISH)
    assert "Bedoelt u {{ namen }}?" in editor.messages()


def test_a_text_by_case_reaches_the_document(town: Municipality, writing: ProductPage) -> None:
    choose(town, writing, "besluit", "is", "afgewezen")
    document = told("email", "contactMoment", "paspoort.ontvangen")
    assert document["html"] == "{{#besluit_is_afgewezen}}<p>Helaas</p>{{/besluit_is_afgewezen}}"
    assert [each["name"] for each in document["conditions"]] == ["besluit_is_afgewezen"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("besluiten", "afgewezen", "Bedoelt u “besluit”?"), ("besluit", "afgeweezen", "geen van de woorden")],
)
def test_a_condition_on_what_is_not_there_is_refused(
    town: Municipality, writing: ProductPage, field: str, value: str, sentence: str
) -> None:
    with pytest.raises(PublishRefused) as refused:
        choose(town, writing, field, "is", value)
    assert sentence in problem_sentences(refused.value.problems)[0]


def test_taking_away_a_field_on_which_a_text_depends_is_refused(
    editor: Editor, town: Municipality, writing: ProductPage
) -> None:
    choose(town, writing, "besluit", "filled", "")
    releases = Releases()
    without_field(editor, town.moment)
    assert (releases.made, "Dat samenvoegveld is er niet." in editor.messages()) == (0, True)


@pytest.mark.parametrize(("operator", "value", "kept"), [("filled", "ja", ""), ("isNot", "ja", "ja")])
def test_a_word_is_kept_only_where_it_is_compared_with(operator: str, value: str, kept: str) -> None:
    passage = {"field": "besluit", "operator": operator, "value": value, "text": RichText("<p>Dag</p>")}
    assert CasePassageBlock().clean(passage)["value"] == kept


def test_a_comparison_without_a_word_is_refused() -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        CasePassageBlock().clean({"field": "besluit", "operator": "is", "value": "", "text": RichText("<p>Dag</p>")})
    assert list(refused.value.block_errors) == ["value"]


def test_a_misspelt_merge_field_is_refused_with_how_it_is_written(town: Municipality, writing: ProductPage) -> None:
    writing.contact_moments = message(town.moment, "<p>Dag</p>", "Beste «naam»")
    with pytest.raises(PublishRefused) as refused, one_release(author="maker"):
        publish(writing)
    assert [each.params["meant"] for each in refused.value.problems] == ["naam"]
    assert "Een samenvoegveld schrijft u als {{ naam }}." in problem_sentences(refused.value.problems)[0]


@pytest.mark.parametrize(
    ("kind", "choices", "example", "field"),
    [("date", "", "ooit", "example"), ("choice", "", "", "choices"), ("text", "ja\nnee", "", "choices")],
)
def test_an_example_or_word_that_is_not_of_the_kind_is_refused(
    town: Municipality, kind: str, choices: str, example: str, field: str
) -> None:
    row = MergeField(name="veld", kind=kind, label={"nl": "Veld"}, choices=choices, example={"nl": example})
    found = town.moment.violations({"merge_fields": [row]})
    assert [(each.field, each.row) for each in found] == [(field, row)]


def test_a_document_has_the_example_as_a_mail_engine_gets_it(town: Municipality, writing: ProductPage) -> None:
    rows = [
        MergeField(name="naam", kind="text", label={"nl": "Naam"}, example={"nl": "J. de Vries"}),
        MergeField(name="vanaf", kind="date", label={"nl": "Vanaf"}, example={"nl": "1 december 2026"}, required=False),
        MergeField(name="spoed", kind="yesNo", label={"nl": "Spoed"}, example={"nl": "nee"}),
        MergeField(name="besluit", kind="choice", label={"nl": "Besluit"}, choices="toegekend\nafgewezen"),
    ]
    with one_release(author="maker"):
        town.moment.merge_fields = rows
        publish(town.moment)
    fields = told("email", "contactMoment", "paspoort.ontvangen")["mergeFields"]
    assert [(each["example"], each["required"]) for each in fields] == [
        ("J. de Vries", True), ("2026-12-01", False), (False, True), ("toegekend", True),
    ]  # fmt: skip
    assert fields[3]["choices"] == ["toegekend", "afgewezen"]


def test_a_message_that_nobody_touched_does_not_stop_a_fee(
    editor: Editor, town: Municipality, writing: ProductPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a hub whose merge field was taken away before that was refused."""
    with one_release(author="maker"):
        monkeypatch.setattr("products.publishing.compilation._touches", lambda *_: False)
        town.moment.merge_fields = []
        publish(town.moment)
    monkeypatch.undo()
    editor.edit_snippet(Amount.objects.get(key=FEE), **{"values-0-amount": "85,55"}, **PUBLISH)
    assert told_fee() == "85.55"


def test_a_subject_tells_the_fact_in_every_document(town: Municipality, writing: ProductPage) -> None:
    document = told("email", "contactMoment", "paspoort.ontvangen")
    assert (document["subject"], document["title"]) == ("Uw paspoort van 83,87 euro",) * 2
    assert FEE in document["facts"]
    assert [each["subject"] for each in told("email")["moments"]] == ["Uw paspoort van 83,87 euro"]


def test_answers_of_before_become_lines_of_the_same_words():
    migration = import_module("products.migrations.0008_lines_with_facts")
    listed = [{"type": "item", "value": {"label": "Ja & nee", "goto": "x"}}, {"label": "<p>Al goed</p>", "goto": ""}]
    lines = migration.LabelsAsLines().apply(listed)
    assert (lines[0]["value"]["label"], lines[1]["label"]) == ("<p>Ja &amp; nee</p>", "<p>Al goed</p>")
    assert migration.LabelsAsLines().apply([]) == []
