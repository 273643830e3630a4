"""The channel board in the admin: what editors read on it, and how expected instances are registered."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from cms.channels import board
from products.sample.editors import EDITORS, load_editors
from releases.core.acknowledgements import Refused, State
from releases.core.position import Position
from releases.instances.page_findings import keep
from releases.instances.record_acknowledgement import report
from releases.models.instances import Instance
from releases.parity.comparison import Difference
from tests.integration.acknowledgement_reports import MINUTE, publish_fee
from tests.integration.published import NOW

pytestmark = pytest.mark.django_db
INDEX = reverse("channel-board:index")
FORM = {"channel": "desk", "name": "balie-2", "owner": "", "email": "", "silence_minutes": "", "pages": ""}
LATER = NOW + 22 * MINUTE


@pytest.fixture
def releases(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk is at release 14; the board is looked at two minutes after that."""
    monkeypatch.setattr(board.timezone, "now", lambda: LATER)
    for number in range(1, 15):
        publish_fee(f"{80 + number}.00", NOW + (number if number < 13 else number + 6) * MINUTE)


def at(release: int) -> Position:
    return Position(release, NOW + (release if release < 13 else release + 6) * MINUTE)


def say(release: int, state: State = "displayed", name: str = "balie-1", **more: str) -> None:
    report("desk", name, state, at(release), NOW + 21 * MINUTE, **more)


def desk(client: Client) -> BeautifulSoup:
    """The section of the channel desk."""
    return BeautifulSoup(client.get(INDEX).content, "html.parser").select_one("section:has(#channel-desk)")


def cells(client: Client, name: str = "balie-1") -> dict[str, str]:
    """The row of an instance: its texts by their columns."""
    rows = desk(client).select("tbody tr")
    row = next(row for row in rows if row.th.get_text(" ", strip=True).startswith(name))
    return {cell["data-label"]: " ".join(cell.get_text(" ", strip=True).split()) for cell in row.select("th, td")}


def test_a_desk_that_shows_release_12_while_the_hub_is_at_14_is_two_releases_behind(releases, admin_client):
    say(12)
    found = cells(admin_client)

    assert found["Toestand"] == "Loopt achter 2 publicaties achter, al 3 minuten"
    assert found["Toont"] == "Toont publicatie 12, 3 maart 2026 13:12"
    assert found["Laatste bericht"] == "1 minuut geleden"
    assert "De hub verwacht publicatie 14, 3 maart 2026 13:20" in desk(admin_client).get_text()


def test_who_shows_the_newest_release_is_in_step(releases, admin_client):
    say(14)
    assert cells(admin_client)["Toestand"] == "Loopt gelijk"


def test_what_is_received_and_not_yet_displayed_is_told_apart(releases, admin_client):
    say(12)
    say(14, "received")
    assert cells(admin_client)["Toont"].startswith(
        "Toont publicatie 12, 3 maart 2026 13:12 Ontving publicatie 14, 3 maart 2026 13:20"
    )


def test_a_rejection_stands_on_the_board_with_its_reason(releases, admin_client):
    say(14, "rejected", reason="Te lang & te breed.")
    found = cells(admin_client)

    assert found["Toestand"] == "Geweigerd"
    assert found["Fouten"] == "Het weigert publicatie 14, 3 maart 2026 13:20: Te lang & te breed."


def test_a_refused_acknowledgement_stands_on_the_board(releases, admin_client):
    say(14)
    with pytest.raises(Refused):
        say(12)
    assert cells(admin_client)["Fouten"] == (
        "Het meldde publicatie 12, 3 maart 2026 13:12, en dat is ouder dan wat het al had: "
        "publicatie 14, 3 maart 2026 13:20."
    )


def test_what_a_page_shows_otherwise_stands_on_the_board_with_fact_expected_and_found(releases, admin_client):
    say(14)
    keep(
        Instance.objects.get().pk,
        {"https://x.example/a": [Difference("leges", "nl", "desk", "text", "€ 1", "€ 2")]},
        NOW,
    )
    found = cells(admin_client)

    assert found["Toestand"] == "Pagina wijkt af"
    assert "https://x.example/a leges: verwacht “€ 1”, gevonden “€ 2” sinds 3 maart 2026 13:00" in found["Fouten"]


def test_how_long_a_publish_takes_to_be_displayed_stands_on_the_board(releases, admin_client):
    say(12)
    say(13)
    assert "Getoond na 2 minuten, 95% binnen 2 minuten" in cells(admin_client)["Toont"]


def test_an_empty_board_says_how_to_get_on_it(admin_client):
    text = desk(admin_client).get_text()

    assert "Nog niets heeft zich gemeld" in text
    assert "/api/v1/channels/desk/acknowledgements" in text


def test_an_instance_that_reports_appears_by_itself_and_is_registered_by_saving_it(releases, admin_client):
    say(14)
    assert "Niet aangemeld" in cells(admin_client)["Exemplaar"]
    pk = Instance.objects.get().pk
    admin_client.post(reverse("channel-board:edit", args=[pk]), FORM | {"email": "balies@gemeente.example"})

    assert cells(admin_client)["Exemplaar"] == "balie-1"
    assert Instance.objects.values_list("name", "email", "registered").get() == (
        "balie-1",
        "balies@gemeente.example",
        True,
    )


def test_an_expected_instance_is_registered_before_it_reports(admin_client):
    team = Group.objects.create(name="Balie")
    admin_client.post(reverse("channel-board:add"), FORM | {"owner": team.pk, "silence_minutes": 90})
    found = cells(admin_client, "balie-2")

    assert found["Exemplaar"] == "balie-2 Balie"
    assert found["Toestand"] == "Nog niets gehoord"
    assert Instance.objects.get().silence_minutes == 90


def test_a_retired_instance_leaves_the_board_and_can_be_found_back(releases, admin_client):
    say(14)
    pk = Instance.objects.get().pk
    admin_client.post(reverse("channel-board:edit", args=[pk]), FORM | {"retired": "on"})
    page = BeautifulSoup(admin_client.get(INDEX).content, "html.parser")

    assert "desk: balie-1" in page.select_one("#retired").get_text()
    assert page.select("tbody tr") == []
    admin_client.post(reverse("channel-board:edit", args=[pk]), FORM)
    assert cells(admin_client)["Toestand"] == "Loopt gelijk"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "jan@gemeente.example"), ("name", "123456782"), ("name", "Balie 1"), ("name", ""), ("channel", "fax"),
     ("email", "geen adres"), ("silence_minutes", "-1"), ("pages", "javascript:alert(1)"), ("pages", "https://a.example " * 51)],
)  # fmt: skip
def test_what_cannot_be_used_is_said_at_the_field(admin_client, field, value):
    page = admin_client.post(reverse("channel-board:add"), FORM | {field: value})

    assert list(page.context["form"].errors) == [field]
    assert not Instance.objects.exists()


def test_who_is_on_the_board_already_is_not_registered_twice(admin_client):
    admin_client.post(reverse("channel-board:add"), FORM)
    page = admin_client.post(reverse("channel-board:add"), FORM)

    assert page.context["form"].errors["name"] == ["Dit exemplaar staat al op het bord: wijzig het daar."]


@pytest.fixture
def reader(client, django_user_model) -> Client:
    """An editor, who may see the board."""
    user = django_user_model.objects.create_user("redactie")
    wanted = (("wagtailadmin", "access_admin"), ("releases", "view_instance"))
    user.user_permissions.set(
        Permission.objects.get(content_type__app_label=app, codename=name) for app, name in wanted
    )
    client.force_login(user)
    return client


def test_an_editor_reads_the_board_and_changes_nothing(releases, reader):
    say(12)
    assert cells(reader)["Exemplaar"].startswith("balie-1")
    page = reader.get(INDEX).content.decode()

    assert reverse("channel-board:add") not in page
    assert reverse("channel-board:edit", args=[Instance.objects.get().pk]) not in page
    assert reader.get(reverse("channel-board:add")).status_code == 302


def test_editors_of_the_sample_may_see_the_board(db):
    load_editors()
    assert Group.objects.get(name=EDITORS).permissions.filter(codename="view_instance").exists()
    assert not Group.objects.get(name=EDITORS).permissions.filter(codename="change_instance").exists()


def test_the_board_is_in_the_menu_of_who_may_see_it(reader):
    assert INDEX in reader.get(reverse("wagtailadmin_home")).content.decode()


def test_who_may_not_see_the_board_does_not(client, django_user_model):
    user = django_user_model.objects.create_user("anders")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)

    assert INDEX not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(INDEX).status_code == 302


def test_the_permissions_of_the_board_are_in_the_form_of_a_group(admin_client):
    page = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()
    assert "kanaalexemplaar" in page.lower()


def test_an_instance_is_removed_from_the_board_after_a_question(releases, admin_client):
    say(14)
    address = reverse("channel-board:delete", args=[Instance.objects.get().pk])
    assert "desk: balie-1 van het bord halen" in admin_client.get(address).content.decode()
    admin_client.post(address)

    assert not Instance.objects.exists()


def test_the_form_of_an_instance_shows_what_is_known_and_leads_to_removing_it(releases, admin_client):
    say(14)
    pk = Instance.objects.get().pk
    page = admin_client.get(reverse("channel-board:edit", args=[pk])).content.decode()

    assert 'value="balie-1"' in page
    assert reverse("channel-board:delete", args=[pk]) in page
