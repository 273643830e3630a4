"""`manage.py load_sample` publishes a municipality from its files, once, by the rules of an editor."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import ReferenceIndex, Revision, Site

from cms.accounts.powers import groups_within
from products.models import Amount, Fact, ProductPage, TermFact, ThemePage
from products.publishing.release import PublishRefused
from products.sample.files import Fixture, FixtureError
from products.sample.loader import load
from releases import store
from tests.integration.small_sample import change, write_small_sample

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CHANNELS = ("website", "email", "desk", "phone")
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return write_small_sample(tmp_path / "sample")


@pytest.fixture(autouse=True)
def kept_files(settings, tmp_path):
    settings.MEDIA_ROOT, settings.SAMPLE_LOADED = tmp_path / "media", tmp_path / "loaded.json"


def load_from(folder, report=lambda *_: None):
    return load(Fixture(folder), author="load_sample", now=NOW, report=report)


def test_everything_becomes_visible_in_one_release(folder):
    release = load_from(folder)
    assert (release.number, store.head().number) == (1, 1)


def test_each_channel_tells_the_fee(folder):
    load_from(folder)
    for channel in CHANNELS:
        assert b'"amount":"83.87"' in document(channel, "product", "paspoort", "nl"), channel


def test_a_message_is_there_for_its_contact_moment(folder):
    load_from(folder)
    assert b"83,87 euro" in document("email", "contactMoment", "paspoort.klaar", "nl")


def test_search_rules_are_published_in_their_language(folder):
    load_from(folder)
    rules = json.loads(document("website", "searchRules", "search-rules", "nl"))
    assert rules["synonyms"] == [{"words": "reispas", "means": ["paspoort"], "bothWays": True}]
    assert rules["bestBets"] == [{"questions": ["op reis", "ver weg"], "products": ["noodpaspoort", "paspoort"]}]
    assert b"travel pass" in document("website", "searchRules", "search-rules", "en")


def test_names_in_spoken_languages_are_published(folder):
    load_from(folder)
    spoken = json.loads(document("website", "searchRules", "search-rules", "nl"))["spokenLanguages"]
    assert spoken[0]["words"] == [{"product": "paspoort", "names": ["paszport", "dowód osobisty"]}]


def test_a_municipality_may_have_no_search_rules(folder):
    (folder / "search-rules.yaml").unlink()
    (folder / "spoken-languages.yaml").unlink()
    load_from(folder)
    assert store.document("website", "searchRules", "search-rules", "nl") is None


def test_a_translation_tells_the_same_fact(folder):
    load_from(folder)
    assert "€83.87".encode() in document("website", "product", "paspoort", "en")


def test_a_notice_is_told_with_what_it_is_about(folder):
    load_from(folder)
    [notice] = json.loads(document("desk", "notice", "notices", "nl"))["notices"]
    assert (notice["plain"], notice["scope"]["keys"]) == ("Het kost 83,87 euro.", ["paspoort.balie"])


def test_availability_is_told_of_products_and_routes(folder):
    load_from(folder)
    ended = json.loads(document("phone", "product", "noodpaspoort", "nl"))["availability"]
    route = json.loads(document("phone", "product", "paspoort", "nl"))["routes"][0]["availability"]
    assert (ended["status"], ended["successor"]["key"], route["status"]) == ("ended", "paspoort", "stopped")


def test_a_municipality_may_be_without_notices(folder):
    (folder / "notices.yaml").unlink()
    assert load_from(folder).number == 1


def test_loading_again_changes_nothing(folder):
    load_from(folder)
    revisions, changed = Revision.objects.count(), []
    assert load_from(folder, report=lambda name, count, new: changed.append(new)) is None
    assert (Revision.objects.count(), sum(changed)) == (revisions, 0)


def test_only_what_changed_in_the_files_is_published_again(folder):
    load_from(folder)
    change(folder, "facts/reizen.yaml", 'amount: "83.87"', 'amount: "84.00"')
    changed = {}
    release = load_from(folder, report=lambda name, count, new: changed.update({name: new}))
    assert release.number == 2
    assert {name: new for name, new in changed.items() if new} == {"facts": 1}


def test_a_changed_step_of_the_script_is_published_again(folder):
    load_from(folder)
    change(folder, "products/paspoort.yaml", 'choices: {"Ja": prijs}', 'choices: {"Ja, graag": prijs}')
    assert load_from(folder).number == 2
    assert b"Ja, graag" in document("phone", "product", "paspoort", "nl")


def test_what_an_editor_changed_meanwhile_goes_back_to_the_files(folder):
    load_from(folder)
    with_draft = ProductPage.objects.get(key="paspoort", locale__language_code="nl")
    with_draft.title = "Pas"
    with_draft.save_revision()
    load_from(folder)
    with_draft.refresh_from_db()
    assert (with_draft.title, with_draft.has_unpublished_changes) == ("Paspoort", False)


def test_an_unknown_fact_is_refused_and_nothing_is_kept(folder):
    change(folder, "products/paspoort.yaml", "facts: [paspoort.leges, pasfoto]", "facts: [paspoort.leges, hoed.mee]")
    with pytest.raises(CommandError, match=r"hoed\.mee"):
        load_by_command(folder)
    assert (store.head().number, ThemePage.objects.count()) == (0, 0)


def test_a_reference_to_an_unknown_fact_is_refused_like_an_editors(folder):
    change(folder, "products/paspoort.yaml", "Het kost {paspoort", "Het kost {kost.niets} of {paspoort")
    with pytest.raises(PublishRefused, match=r"kost\.niets"):
        load_from(folder)


def test_an_amount_above_its_national_maximum_is_refused_like_an_editors(folder):
    change(folder, "facts/reizen.yaml", 'cap: "77.87"', 'cap: "70.00"')
    with pytest.raises(FixtureError, match="70,00"):
        load_from(folder)


def test_a_choice_that_leads_nowhere_is_refused_like_an_editors(folder):
    change(folder, "products/paspoort.yaml", 'choices: {"Ja": prijs}', 'choices: {"Ja": elders}')
    with pytest.raises(FixtureError, match="“elders”"):
        load_from(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("upl: [paspoort,", "upl: [paspoortje,"),
        ("theme: reizen", "theme: vissen"),
        ("team: Burgerzaken", "team: Nachtwacht"),
        ("decided_by: gemeente", "decided_by: keizer"),
        ("related: [noodpaspoort]", "related: [visum]"),
        ("(product:noodpaspoort)", "(product:visum)"),
        ("klaar: {subject", "kwijt: {subject"),
    ],
)
def test_an_unknown_name_is_refused_with_what_sort_of_thing_it_is(folder, old, new):
    change(folder, "products/paspoort.yaml", old, new)
    with pytest.raises(FixtureError, match=r"there is no [\w ]+ '"):
        load_from(folder)


def test_a_key_that_is_there_twice_is_refused(folder):
    change(
        folder,
        "facts/reizen.yaml",
        "  pasfoto:",
        "  pasfoto: {role: bring, text: {nl: Een foto., en: A photo.}}\n  pasfoto:",
    )
    with pytest.raises(FixtureError, match=r"pasfoto is there twice"):
        load_from(folder)


def test_a_fee_that_ends_when_the_next_begins_has_no_gap(folder):
    load_from(folder)
    values = Amount.objects.get(key="paspoort.leges").values.order_by("valid_from")
    rows = list(values.values_list("valid_from", "valid_until"))
    assert [end for _, end in rows] == [*(start for start, _ in rows[1:]), None]


def test_editors_see_where_a_fact_is_used(folder):
    load_from(folder)
    for key in ("paspoort.leges", "pasfoto"):
        users = ReferenceIndex.get_references_to(Fact.objects.get(key=key))
        assert "productpage" in users.values_list("content_type__model", flat=True), key


def test_a_team_owns_its_facts(folder):
    load_from(folder)
    assert TermFact.objects.get(key="paspoort.termijn").owner.name == "Burgerzaken"


def test_the_site_shows_the_dutch_home_page(folder):
    load_from(folder)
    assert Site.objects.get(is_default_site=True).root_page.locale.language_code == "nl"


def test_the_demonstration_editor_can_log_in_and_is_no_administrator(folder, client, settings):
    settings.DEMO_PASSWORD = "een-lang-wachtwoord"
    assert "een-lang-wachtwoord" in load_by_command(folder)
    assert client.login(username="redactie", password="een-lang-wachtwoord")
    assert not get_user_model().objects.get(username="redactie").is_superuser


def test_somebody_on_duty_can_log_in_and_publish_notices_and_disruptions_only(folder, client, settings):
    settings.DEMO_PASSWORD = "een-lang-wachtwoord"
    load_by_command(folder)
    assert client.login(username="piket", password="een-lang-wachtwoord")
    allowed = get_user_model().objects.get(username="piket").get_all_permissions()
    assert {name for name in allowed if name.startswith("products.")} == {
        f"products.{action}_{model}"
        for action in ("add", "change", "delete", "publish", "view")
        for model in ("notice", "disruption")
    }


def test_the_role_for_channels_changes_no_texts(folder):
    load_by_command(folder)
    allowed = Group.objects.get(name="Kanaalbeheer").permissions.values_list("content_type__app_label", "codename")
    assert {label for label, _ in allowed} == {"api", "releases", "wagtailadmin"}
    assert ("releases", "add_confirmation") in allowed


def test_the_demonstration_administrator_gives_an_account_every_role_of_the_sample(folder, client):
    load_by_command(folder)
    beheer = get_user_model().objects.get(username="beheer")
    roles = Group.objects.exclude(permissions=None).exclude(name__in=["Editors", "Moderators"])
    assert {group.pk for group in roles} <= {*groups_within(beheer)}


def test_somebody_who_only_reads_sees_the_board_and_what_was_said(folder, client):
    load_by_command(folder)
    client.force_login(get_user_model().objects.get(username="meelezer"))
    screens = ("channel-board:index", "said", "access-tokens:index", "wagtailusers_users:index", "channel-board:add")
    opened = [name for name in screens if client.get(reverse(name)).status_code == 200]
    assert opened == ["channel-board:index", "said"]


def test_the_demonstration_editor_keeps_a_new_password(folder, client, settings):
    settings.DEMO_PASSWORD = "een-lang-wachtwoord"
    load_by_command(folder)
    editor = get_user_model().objects.get(username="redactie")
    editor.set_password("een-ander-wachtwoord")
    editor.save()
    load_by_command(folder)
    assert client.login(username="redactie", password="een-ander-wachtwoord")


def test_the_demonstration_editor_may_open_what_channels_tell(folder, client):
    load_by_command(folder)
    client.force_login(get_user_model().objects.get(username="redactie"))
    for model in ("amount", "openinghoursfact", "housestyle", "contactmoment"):
        assert client.get(f"/admin/snippets/products/{model}/").status_code == 200, model


def document(channel: str, kind: str, key: str, locale: str) -> bytes:
    found = store.document(channel, kind, key, locale)
    return store.body(found.digest_at(NOW))


def load_by_command(folder) -> str:
    output = StringIO()
    call_command("load_sample", fixtures=folder, stdout=output)
    return output.getvalue()
