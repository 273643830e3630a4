"""Going back to an earlier release, and the proof that the head is what is live."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from products.models import Amount, ProductPage, ThemePage
from products.publishing.release import one_release
from products.publishing.rollback import roll_back
from products.publishing.verification import differences
from releases import store
from tests.integration.editorial import (
    FEE,
    Municipality,
    amount,
    fact_mark,
    give_value,
    head_number,
    in_short,
    new_product,
    publish,
    told,
    told_fee,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def change_fee(town: Municipality, euros: str) -> None:
    with one_release(author="editor"):
        publish(give_value(town.fee, euros))


def bodies(release: int) -> dict[tuple[str, ...], list[str]]:
    found = store.documents(("website", "email", "desk", "phone"), release=release)
    return {(d.channel, d.kind, d.key, d.locale): [digest for _, digest in d.periods] for d in found}


def test_readers_see_again_exactly_what_was_published_then(town: Municipality) -> None:
    change_fee(town, "90.00")
    roll_back(1, author="keeper")
    assert bodies(3) == bodies(1)


def test_the_log_says_to_which_release_it_went_back(town: Municipality) -> None:
    change_fee(town, "90.00")
    release = roll_back(1, author="keeper")
    assert (release.author, release.cause) == ("keeper", "Teruggezet naar publicatie 1")


def test_a_newer_draft_stays_a_draft(town: Municipality) -> None:
    change_fee(town, "90.00")
    give_value(town.fee, "95.00").save_revision()
    roll_back(1, author="keeper")
    fee = Amount.objects.get(key=FEE)
    newest = fee.get_latest_revision_as_object().values.first().amount
    assert (str(fee.values.first().amount), str(newest), fee.has_unpublished_changes) == ("83.87", "95.00", True)


def test_what_was_made_later_is_unpublished(town: Municipality) -> None:
    with one_release(author="editor"):
        publish(new_product(town.theme, "rijbewijs", "Een rijbewijs."))
    roll_back(1, author="keeper")
    assert (told(key="rijbewijs"), ProductPage.objects.get(key="rijbewijs").live) == ({}, False)


def test_what_was_withdrawn_later_comes_back(town: Municipality) -> None:
    with one_release(author="editor"):
        town.product.unpublish()
    assert told() == {}
    roll_back(1, author="keeper")
    assert told_fee() == "83.87"


def test_a_text_and_a_fact_that_changed_together_go_back_together(town: Municipality) -> None:
    with one_release(author="editor"):
        fee = publish(amount("spoed", "50.00"))
        town.product.sections = in_short(f"Met spoed {fact_mark(fee.key)}, anders {fact_mark(FEE)}.")
        publish(town.product)
    roll_back(1, author="keeper")
    assert "spoed" not in told()["facts"]
    assert Amount.objects.get(key="spoed").live is False


def test_going_back_twice_ends_where_the_second_one_points(town: Municipality) -> None:
    change_fee(town, "90.00")
    roll_back(1, author="keeper")
    roll_back(2, author="keeper")
    assert (head_number(), told_fee()) == (4, "90.00")


def test_going_back_to_what_readers_already_see_makes_no_release(town: Municipality) -> None:
    assert roll_back(1, author="keeper") is None
    assert head_number() == 1


def test_the_command_names_the_new_release(town: Municipality) -> None:
    change_fee(town, "90.00")
    out = StringIO()
    call_command("rollback", "1", stdout=out)
    assert out.getvalue() == "Release 3: Teruggezet naar publicatie 1\n"


def test_the_command_refuses_a_release_that_never_was(town: Municipality) -> None:
    with pytest.raises(CommandError, match="no release 7; the newest is 1"):
        call_command("rollback", "7")


def test_a_purged_revision_is_named_and_nothing_changes(town: Municipality) -> None:
    change_fee(town, "90.00")
    town.fee.revisions.order_by("pk").first().delete()
    with pytest.raises(CommandError, match=f"fact:{FEE}"):
        call_command("rollback", "1")
    assert (head_number(), told_fee()) == (2, "90.00")


def test_the_head_is_what_is_live_after_every_kind_of_change(town: Municipality) -> None:
    change_fee(town, "90.00")
    with one_release(author="editor"):
        other = publish(
            town.home.add_child(instance=ThemePage(title="Reizen", slug="reizen", key="reizen", live=False))
        )
    with one_release(author="editor"):
        town.product.move(other, pos="last-child")
    with one_release(author="editor"):
        publish(new_product(town.theme, "rijbewijs", "Een rijbewijs."))
    with one_release(author="editor"):
        town.product.unpublish()
    roll_back(2, author="keeper")
    assert list(differences()) == []


def test_the_command_says_that_the_head_is_what_is_live(town: Municipality) -> None:
    out = StringIO()
    call_command("verify_head", stdout=out)
    assert out.getvalue() == "Release 1 is what all live content compiles to.\n"


def test_what_differs_after_an_upgrade_is_published_again(town: Municipality) -> None:
    Amount.objects.filter(key=FEE).update(label={"nl": "Iets anders"})
    out = StringIO()
    call_command("recompile", stdout=out)
    call_command("recompile", stdout=out)
    assert out.getvalue() == "Published as release 2.\nNothing differs.\n"
    assert list(differences()) == []


def test_the_command_fails_on_a_change_behind_the_back_of_releases(town: Municipality) -> None:
    Amount.objects.filter(key=FEE).update(label={"nl": "Iets anders"})
    out = StringIO()
    with pytest.raises(CommandError, match="differences from release 1"):
        call_command("verify_head", stdout=out)
    assert "differs: website/product/paspoort/nl" in out.getvalue()
