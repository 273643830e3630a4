"""Search rules live with the release: published, refused, withdrawn and rolled back like all else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from products.models import (
    BestBet,
    BestBetProduct,
    Emphasis,
    FieldWeights,
    SearchRule,
    SpokenLanguage,
    SpokenProductName,
    Synonym,
)
from products.publishing.release import PublishRefused, check_draft, one_release, problem_sentences
from products.publishing.rollback import roll_back
from products.publishing.verification import differences
from tests.integration.editorial import Municipality, head_number, new_product, publish, told
from tests.integration.publish_ways import Releases

pytestmark = pytest.mark.django_db


def synonym(words: str = "pas", means: str = "paspoort", **fields: Any) -> Synonym:
    return Synonym.objects.create(words=words, means=means, live=False, **fields)


def bet(questions: str, *products: Any) -> BestBet:
    made = BestBet(questions=questions, live=False)
    made.products = [BestBetProduct(product=product) for product in products]
    made.save()
    return made


def spoken(code: str, product: Any, names: str) -> SpokenLanguage:
    made = SpokenLanguage(name=code, code=code, notice="Teksty są po niderlandzku.", live=False)
    made.words = [SpokenProductName(product=product, names=names)]
    made.save()
    return made


def released(*rules: SearchRule | SpokenLanguage) -> None:
    with one_release(author="editor"):
        for rule in rules:
            publish(rule)


def rules(channel: str = "website", locale: str = "nl") -> dict[str, Any]:
    return told(channel, "searchRules", "search-rules", locale)


def refusal(*made: SearchRule) -> str:
    with pytest.raises(PublishRefused) as refused:
        released(*made)
    return str(refused.value)


def test_a_published_synonym_is_told_to_every_channel(town: Municipality, releases: Releases):
    released(synonym("pas", "paspoort\n  reis   document\n"))

    assert releases.made == 1
    assert rules("desk")["synonyms"] == [{"words": "pas", "means": ["paspoort", "reis document"], "bothWays": False}]
    assert rules(locale="en") == {}
    assert list(differences()) == []


def test_a_draft_tells_nothing(town: Municipality, releases: Releases):
    with one_release(author="editor"):
        synonym().save_revision()

    assert (releases.made, rules()) == (0, {})


def test_the_last_rule_takes_the_document_with_it(town: Municipality):
    rule = synonym()
    released(rule)
    with one_release(author="editor"):
        rule.unpublish()

    assert rules() == {}
    assert list(differences()) == []


def test_a_rollback_brings_the_rules_back(town: Municipality):
    rule = synonym("pas", "paspoort")
    released(rule)
    rule.means = "identiteitskaart"
    released(rule, Emphasis.objects.create(product=town.product, hidden=True, live=False))

    roll_back(2, author="keeper")

    assert (rules()["synonyms"][0]["means"], rules()["hidden"]) == (["paspoort"], [])
    assert list(differences()) == []


def test_a_best_bet_to_an_unpublished_product_is_refused_and_names_the_field(town: Municipality):
    with one_release(author="editor"):
        draft = new_product(town.theme, "rijbewijs", "Een rijbewijs.")

    assert refusal(bet("auto rijden", draft)) == (
        "Het topresultaat “auto rijden” heeft bij “Producten” het product “Rijbewijs”, dat niet is gepubliceerd. "
        "Publiceer dat, of kies een ander."
    )


def test_the_same_synonym_twice_is_refused_and_names_both(town: Municipality):
    released(synonym("pas", "paspoort"))

    sentence = refusal(synonym("Pas", "reisdocument\nPaspoort"))

    assert "“pas → paspoort” staat in twee synoniemen" in sentence
    assert "“Pas → reisdocument, Paspoort” en “pas → paspoort”" in sentence
    assert "“Vindt ook”" in sentence


def test_a_synonym_without_words_is_refused(town: Municipality):
    assert "Vul “Wie zoekt op” in" in refusal(synonym("?!", "paspoort"))


def test_a_factor_out_of_bounds_is_refused(town: Municipality):
    (sentence,) = problem_sentences(check_draft(Emphasis(product=town.product, factor=Decimal(99))))

    assert sentence == "In “dit concept” moet “Factor” van 0,1 tot en met 10 zijn."


def test_withdrawing_a_product_is_not_blocked_by_a_best_bet(town: Municipality):
    """What editors did not touch never blocks them; the best bet goes without, and comes back with the product."""
    with one_release(author="editor"):
        other = publish(new_product(town.theme, "rijbewijs", "Een rijbewijs."))
    released(bet("auto", other, town.product))
    with one_release(author="editor"):
        other.unpublish()

    assert rules()["bestBets"][0]["products"] == ["paspoort"]
    assert list(differences()) == []

    released(synonym())
    with one_release(author="editor"):
        publish(other)

    assert rules()["bestBets"][0]["products"] == ["rijbewijs", "paspoort"]


def test_a_draft_is_checked_before_it_is_published(town: Municipality):
    assert [problem.code for problem in check_draft(Synonym(words="pas", means="Pas"))] == ["synonymOfItself"]


@pytest.mark.parametrize(
    ("made", "field"),
    [
        (Emphasis(hidden=True, factor=2), "factor"),
        (Emphasis(), "factor"),
        (Emphasis(factor=11), "factor"),
        (FieldWeights(title=21), "title"),
        (FieldWeights(**dict.fromkeys(FieldWeights.FIELDS, 0)), "__all__"),
        (Synonym(words="pas", means="x" * 101), "means"),
        (Synonym(words="pas", means="\n".join(map(str, range(31)))), "means"),
        (BestBet(questions=""), "questions"),
    ],
)
def test_a_rule_that_cannot_be_says_so_at_its_field(made: SearchRule, field: str, town: Municipality):
    with pytest.raises(ValidationError) as refused:
        made.full_clean()

    assert field in refused.value.message_dict


def test_a_language_has_one_set_of_weights(town: Municipality):
    released(FieldWeights.objects.create(title=5, live=False))

    with pytest.raises(ValidationError, match="Er zijn al gewichten voor deze taal"):
        FieldWeights(title=6).full_clean()


def test_names_in_a_spoken_language_are_released_and_rolled_back(town: Municipality, releases: Releases):
    polish = spoken("pl", town.product, "paszport\n dowód  osobisty\n")
    released(polish)
    before = releases.made
    assert rules()["spokenLanguages"][0]["words"] == [{"product": "paspoort", "names": ["paszport", "dowód osobisty"]}]

    polish.words = [SpokenProductName(product=town.product, names="paszport")]
    released(polish)
    roll_back(head_number() - 1, author="editor")

    assert rules("desk")["spokenLanguages"][0]["words"][0]["names"] == ["paszport", "dowód osobisty"]
    assert releases.made == before + 2
    assert list(differences()) == []


def test_a_product_twice_in_a_spoken_language_is_refused(town: Municipality):
    polish = spoken("pl", town.product, "paszport")
    polish.words.add(SpokenProductName(product=town.product, names="dowód"))

    with pytest.raises(ValidationError):
        polish.full_clean()
