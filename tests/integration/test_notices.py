"""Notices as an editor or somebody on duty makes them, and what every channel then tells."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from products.models import Notice
from products.publishing.release import one_release, unreleased
from products.publishing.verification import differences
from releases import store
from releases.core.position import Position
from tests.integration.admin_forms import errors, rows, url
from tests.integration.editorial import CHANNELS, FEE, Municipality, fact_mark, in_short, publish, told
from tests.integration.notice_forms import notice_form, notices_at, own_texts, told_now
from tests.integration.publish_ways import PUBLISH, UNKNOWN, Editor, Releases
from tests.integration.published import changes_of, steps_of

pytestmark = pytest.mark.django_db

STARTS, ENDS = datetime(2030, 3, 1, 7, 30, tzinfo=UTC), datetime(2030, 3, 1, 11, 45, tzinfo=UTC)
PLANNED = {"starts": "2030-03-01 08:30", "ends": "2030-03-01 12:45"}


def test_an_urgent_notice_is_on_all_four_channels(editor: Editor, town: Municipality, releases: Releases) -> None:
    editor.create_snippet(Notice, notice_form() | PUBLISH)

    assert (releases.made, {tuple(told_now(channel)) for channel in CHANNELS}) == (1, {("DigiD werkt niet.",)})
    assert {notices_at(datetime.now(UTC), channel)[0]["severity"] for channel in CHANNELS} == {"urgent"}


def test_a_planned_notice_starts_and_ends_at_its_instants_without_a_release(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    editor.create_snippet(Notice, notice_form(**PLANNED) | PUBLISH)
    published = Position(store.head().number, datetime.now(UTC))

    steps = steps_of(["desk"], published, datetime(2031, 1, 1, tzinfo=UTC))

    assert [step.position.instant for step in steps] == [STARTS, ENDS]
    assert [len(notices_at(each, "desk")) for each in (datetime(2030, 3, 1, 7, 29, tzinfo=UTC), STARTS, ENDS)] == [
        0,
        1,
        0,
    ]
    assert releases.made == 1


def test_a_notice_of_the_past_can_be_told_afterwards(editor: Editor, town: Municipality) -> None:
    past = {"starts": "2020-03-01 08:30", "ends": "2020-03-01 12:45"}
    editor.create_snippet(Notice, notice_form(**past) | PUBLISH)

    assert (told_now(), len(notices_at(datetime(2020, 3, 1, 8, tzinfo=UTC)))) == ([], 1)


def test_a_notice_is_published_although_another_product_has_a_broken_text(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    with unreleased():
        town.product.sections = in_short(f"Kapot: {fact_mark(UNKNOWN)}.")
        publish(town.product)
    editor.create_snippet(Notice, notice_form() | PUBLISH)

    assert (releases.made, told_now()) == (1, ["DigiD werkt niet."])


def test_a_notice_is_published_although_another_notice_has_a_broken_text(editor: Editor, town: Municipality) -> None:
    with unreleased():
        broken = Notice(
            label={"nl": "Kapot", "en": "B"}, text={"nl": f"<p>{fact_mark(UNKNOWN)}</p>", "en": "<p>Broken</p>"}
        )
        broken.clean()
        broken.save()
    editor.create_snippet(Notice, notice_form() | PUBLISH)

    assert told_now() == ["DigiD werkt niet."]


def test_publishing_a_notice_compiles_only_notices(editor: Editor, town: Municipality) -> None:
    editor.create_snippet(Notice, notice_form() | PUBLISH)

    assert {change["kind"] for change in changes_of(store.head().number)} == {"notice"}


def test_a_notice_that_cannot_be_told_is_refused_and_kept_as_a_draft(
    editor: Editor, town: Municipality, releases: Releases
) -> None:
    text = f"Nu {fact_mark(UNKNOWN)}."
    editor.create_snippet(Notice, notice_form(text, "Now.", label_en="Failure") | PUBLISH)

    assert "“Storing DigiD” verwijst naar het feit “bestaat.niet”" in editor.messages()
    assert (releases.made, Notice.objects.get().live) == (0, False)


def test_a_fact_in_a_notice_follows_its_new_value(editor: Editor, town: Municipality) -> None:
    text = f"Een paspoort kost nu {fact_mark(FEE)}."
    english = f"A passport costs {fact_mark(FEE)}."
    editor.create_snippet(Notice, notice_form(text, english, label_en="Fee") | PUBLISH)
    editor.edit_snippet(town.fee, **{"values-0-amount": "90.00"}, **PUBLISH)

    assert told_now("phone") == ["Een paspoort kost nu 90 euro."]
    assert told_now("phone", "en") == ["A passport costs 90 euros."]


def test_a_fact_that_a_notice_tells_cannot_be_withdrawn(editor: Editor, town: Municipality, releases: Releases) -> None:
    form = notice_form(f"Nu {fact_mark(FEE)}.", "A passport.", label_en="Fee")
    editor.create_snippet(Notice, form | PUBLISH)
    editor.post(url(type(town.fee), "unpublish", town.fee.pk))

    assert "“Storing DigiD” verwijst naar" in editor.messages()
    assert releases.made == 1


def test_a_channel_says_it_in_its_own_words(editor: Editor, town: Municipality) -> None:
    editor.create_snippet(Notice, notice_form(**own_texts(("phone", "Zeg dit."))) | PUBLISH)

    assert (told_now("phone"), told_now("desk")) == (["Zeg dit."], ["DigiD werkt niet."])


@pytest.mark.parametrize(
    ("scope", "relation", "expected"),
    [
        ("theme", "themes", ["burgerzaken"]),
        ("product", "products", ["paspoort"]),
        ("route", "routes", ["paspoort.balie"]),
        ("location", "locations", ["gemeentehuis"]),
    ],
)
def test_a_notice_is_about_what_was_chosen(
    editor: Editor, town: Municipality, scope: str, relation: str, expected: list[str]
) -> None:
    chosen = {
        "themes": {"theme": town.theme.pk},
        "products": {"product": town.product.pk},
        "routes": {"product": town.product.pk, "route": "balie"},
        "locations": {"location": town.location.pk},
    }
    editor.create_snippet(Notice, notice_form(scope=scope, **rows(relation, chosen[relation])) | PUBLISH)

    assert notices_at(datetime.now(UTC))[0]["scope"] == {"kind": scope, "keys": expected}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": "2025-01-01 08:00"}, "ends"),
        ({"starts": ""}, "starts"),
        ({"starts": "2027-03-28 02:30"}, "starts"),
        ({"label_nl": ""}, "label"),
        ({"text_nl": ""}, "text"),
        ({"text_en": "Failure."}, "label"),
        ({"text_nl": f"Nu {fact_mark(FEE)}."}, "text"),
        ({"scope": "theme"}, "scope"),
        ({"scope": "location"}, "scope"),
        ({"url_nl": "geen adres"}, "url"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else value,
)
def test_what_is_filled_in_wrong_is_said_at_its_field(
    editor: Editor, town: Municipality, changes: dict[str, object], field: str
) -> None:
    response = editor.create_snippet(Notice, notice_form(**changes) | PUBLISH)

    assert (response.status_code, list(errors(response))) == (200, [field])


def test_a_route_that_the_product_has_not_is_refused_with_those_it_has(editor: Editor, town: Municipality) -> None:
    route = rows("routes", {"product": town.product.pk, "route": "post"})
    response = editor.create_snippet(Notice, notice_form(scope="route", **route) | PUBLISH)

    assert errors(response) == {"routes-0-route": ["“Paspoort” heeft geen route “post”. Wel: balie."]}


def test_two_texts_for_one_channel_are_refused(editor: Editor, town: Municipality) -> None:
    texts = own_texts(("phone", "Zeg dit."), ("phone", "Of dit."))
    response = editor.create_snippet(Notice, notice_form(**texts) | PUBLISH)

    assert list(errors(response)) == ["channel_texts-1-channel"]


def test_a_key_is_made_from_the_title(editor: Editor, town: Municipality) -> None:
    for text in ("DigiD werkt niet.", "DigiD werkt weer niet."):
        editor.create_snippet(Notice, notice_form(text) | PUBLISH)

    assert set(Notice.objects.values_list("key", flat=True)) == {"storing-digid", "storing-digid-2"}


@pytest.mark.parametrize(("state", "shown"), [("running", "Nu"), ("planned", "Straks"), ("ended", "Toen")])
def test_the_list_can_show_only_what_runs_or_is_planned_or_has_ended(
    editor: Editor, town: Municipality, state: str, shown: str
) -> None:
    with unreleased():
        for title, starts, ends in (("Nu", 2020, 2090), ("Straks", 2080, None), ("Toen", 2010, 2011)):
            dates = [datetime(year, 1, 1, tzinfo=UTC) if year else None for year in (starts, ends)]
            Notice.objects.create(
                key=title.lower(), label={"nl": title}, text={"nl": "<p>x</p>"}, starts=dates[0], ends=dates[1]
            )
    page = editor.client.get(url(Notice, "list"), {"state": state})

    assert [str(notice) for notice in page.context["page_obj"]] == [shown]


def test_all_that_is_live_compiles_to_the_head(editor: Editor, town: Municipality) -> None:
    editor.create_snippet(Notice, notice_form(**PLANNED) | PUBLISH)

    assert list(differences()) == []


def test_a_hub_that_starts_has_an_empty_document(town: Municipality, admin_user: User) -> None:
    assert [told(channel, "notice", "notices")["notices"] for channel in CHANNELS] == [[]] * len(CHANNELS)


def test_a_notice_may_be_published_by_a_command(town: Municipality, releases: Releases) -> None:
    with one_release(author="script"):
        publish(Notice.objects.create(key="x", label={"nl": "X"}, text={"nl": "<p>Let op.</p>"}, live=False))

    assert (releases.made, told_now()) == (1, ["Let op."])
