"""A hub with a column per language goes on with one field per text: nothing that was written is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils.dateparse import parse_datetime
from wagtail.models import Comment, ReferenceIndex, Revision

from products.models import Amount, Location, Notice, ProductPage
from tests.databases import Databases
from tests.integration.old_database import Entry, load, migrate, migrate_fully

pytestmark = [pytest.mark.django_db, pytest.mark.engine, pytest.mark.xdist_group("upgrade")]

DUMP = Path(__file__).parent / "data" / "products_0003.json"
BEFORE, AFTER = "0003_search_rules", "0005_move_localised_texts"
COLUMN = re.compile(r"_(nl|en)$")


@dataclass
class Upgrade:
    """What was in the database, and what was in it again after a way forth and back; now it is upgraded."""

    before: list[Entry] = field(default_factory=list)
    back: dict[tuple[str, Any], Entry] = field(default_factory=dict)

    def build(self) -> None:
        self.before = load(migrate("products", BEFORE), DUMP)
        migrate("products", AFTER)
        old = migrate("products", BEFORE)
        self.back = {key: vars(old.get_model(key[0])._base_manager.get(pk=key[1])) for key in written(self.before)}
        migrate_fully()


@pytest.fixture(scope="module")
def upgrade() -> Upgrade:
    """One of everything, with texts of its own in both languages; published, drafted, planned and in a workflow."""
    return Upgrade()


@pytest.fixture
def django_db_setup(upgrade: Upgrade, databases: Databases, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        databases.start_from("upgraded", upgrade.build)


def written(entries: list[Entry]) -> dict[tuple[str, Any], Entry]:
    """The texts of each row that has any, and the content of each revision."""
    chosen = {
        (entry["model"], entry["pk"]): {
            name: value for name, value in entry["fields"].items() if COLUMN.search(name) or name == "content"
        }
        for entry in entries
    }
    return {key: fields for key, fields in chosen.items() if fields}


def leaves(node: Any, path: str = "") -> dict[str, Any]:
    """Each value by its place, where a text's language is a place too; without texts that are empty."""
    if isinstance(node, dict | list):
        members = node.items() if isinstance(node, dict) else enumerate(node)
        return {place: value for name, each in members for place, value in leaves(each, f"{path}/{name}").items()}
    if COLUMN.search(path):
        return {COLUMN.sub(r"/\1", path): node} if node else {}
    return {path: COLUMN.sub("", node) if path.endswith("/contentpath") else node}


def test_every_row_and_revision_says_what_it_said(upgrade: Upgrade) -> None:
    texts = written(upgrade.before)
    for (model, pk), columns in texts.items():
        row = apps.get_model(model)._base_manager.get(pk=pk)
        names = dict.fromkeys(COLUMN.sub("", name) for name in columns)
        assert leaves({name: dict(getattr(row, name)) for name in names}) == leaves(columns), (model, pk)
    assert len({model for model, _ in texts}) == 25


def test_the_way_back_gives_the_columns_and_revisions_that_were_there(upgrade: Upgrade) -> None:
    for key, columns in written(upgrade.before).items():
        assert leaves({name: upgrade.back[key][name] for name in columns}) == leaves(columns), key


def test_every_revision_can_be_brought_back(upgrade: Upgrade) -> None:
    for revision in Revision.objects.all():
        shown = revision.as_object()
        assert str(shown) == revision.object_str or shown.pk == revision.content["pk"]


def test_what_is_planned_comes_with_its_texts(upgrade: Upgrade) -> None:
    fee = Amount.objects.get()
    assert (fee.label["en"], fee.scheduled_revision.as_object().label["en"]) == ("fact 1 label_en", "Fee of 2100")
    assert fee.scheduled_revision.approved_go_live_at == parse_datetime("2100-01-01T00:00:00Z")


def test_a_workflow_goes_on_with_the_text_it_was_asked_for(upgrade: Upgrade) -> None:
    waiting = Location.objects.get().current_workflow_task_state.revision.as_object()
    assert (waiting.name["en"], ProductPage.objects.get(key="paspoort").workflow_in_progress) == (
        "Waits for approval",
        True,
    )


def test_the_list_of_usage_is_what_wagtail_would_make_anew(upgrade: Upgrade) -> None:
    notice = Notice.objects.get()
    before = set(ReferenceIndex.get_references_for_object(notice).values_list("content_path", "content_path_hash"))
    ReferenceIndex.get_references_for_object(notice).delete()
    ReferenceIndex.create_or_update_for_object(notice)
    anew = set(ReferenceIndex.get_references_for_object(notice).values_list("content_path", "content_path_hash"))
    assert (before, len([path for path, _ in anew if "text" in path])) == (anew, 4)


def test_a_comment_stays_at_its_field(upgrade: Upgrade) -> None:
    assert set(Comment.objects.values_list("contentpath", flat=True)) == {
        "no_offline_route_reason",
        "routes.1.label",
    }
