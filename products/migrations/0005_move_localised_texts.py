"""Moves each text from its columns `<name>_nl` and `<name>_en` into the field `<name>`, and back.

So do revisions, which also hold what is scheduled, in a workflow or to be brought back; comments on a field; and
Wagtail's list of usage.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.db import migrations
from django.db.migrations.exceptions import IrreversibleError
from django.db.models import QuerySet

LANGUAGES = ("nl", "en")
NAMES = {
    "amount": ("condition_label", "per"),
    "amountcondition": ("label",),
    "contactmoment": ("label",),
    "fact": ("label",),
    "hoursexception": ("reason",),
    "housestyle": ("email_sender_name", "name", "phone_greeting"),
    "housestylelogo": ("alt",),
    "linkvalue": ("url",),
    "location": ("accessibility", "directions", "name"),
    "mergefield": ("label",),
    "notice": ("label", "text", "url"),
    "noticetext": ("text",),
    "openinghoursfact": ("when_closed",),
    "organisation": ("name", "url"),
    "productavailability": ("reason",),
    "productpage": ("no_offline_route_reason",),
    "productreferral": ("text",),
    "route": ("appointment_url", "choose_when", "label", "url"),
    "routeavailability": ("reason",),
    "season": ("label",),
    "statementvalue": ("short", "text"),
    "tariff": ("label",),
    "tariffdimension": ("question",),
    "termfact": ("event", "exceeded"),
}
TEXTS = sorted({name for names in NAMES.values() for name in names})
COLUMNS = {f"{name}_{language}" for name in TEXTS for language in LANGUAGES}
# A field of an object, or of its rows; what is inside a text is not one.
FIELD = rf"((?:(?:availability|channel_texts|referrals|routes)\..*\.)?)({'|'.join(TEXTS)})"
COLUMN_PATH = re.compile(rf"{FIELD}_({'|'.join(LANGUAGES)})(\.?)")
FIELD_PATH = re.compile(rf"{FIELD}(?:\.({'|'.join(LANGUAGES)}))?")
BATCH = 500
# The namespace in which Wagtail hashes the paths of its list of usage.
PATHS = uuid.UUID("bdc70d8b-e7a2-4c2a-bf43-2a3e3fcbbe86")


def texts_of(columns: dict[str, Any], name: str) -> dict[str, str]:
    return {language: text for language in LANGUAGES if (text := columns.get(f"{name}_{language}"))}


def columns_of(name: str, texts: dict[str, str]) -> dict[str, str]:
    if others := sorted(set(texts) - set(LANGUAGES)):
        raise IrreversibleError(f"texts in {', '.join(others)} would be lost: there are no columns for them")
    return {f"{name}_{language}": texts.get(language, "") for language in LANGUAGES}


def in_fields(node: dict[str, Any]) -> dict[str, Any]:
    """An object as a revision holds it, without its rows."""
    found = {name: value for name, value in node.items() if name not in COLUMNS}
    return found | {name: texts_of(node, name) for name in TEXTS if f"{name}_{LANGUAGES[0]}" in node}


def in_columns(node: dict[str, Any]) -> dict[str, Any]:
    texts = {name: node[name] for name in TEXTS if isinstance(node.get(name), dict)}
    found = {name: value for name, value in node.items() if name not in texts}
    for name, each in texts.items():
        found |= columns_of(name, each)
    return found


def field_path(path: str) -> str:
    """A comment's path names the field, a reference's names the language too."""
    match = COLUMN_PATH.fullmatch(path)
    return path if not match else match[1] + match[2] + (f".{match[3]}" if match[4] else "")


def column_path(path: str) -> str:
    match = FIELD_PATH.fullmatch(path)
    return path if not match else f"{match[1]}{match[2]}_{match[3]}." if match[3] else f"{match[1]}{match[2]}_nl"


def rewritten(node: Any, an_object: Callable[[dict[str, Any]], dict[str, Any]], path: Callable[[str], str]) -> Any:
    """A revision's content: rows within rows, and the comments on a page's fields."""
    if isinstance(node, list):
        return [rewritten(each, an_object, path) for each in node]
    if not isinstance(node, dict):
        return node
    found = {name: rewritten(value, an_object, path) for name, value in an_object(node).items()}
    return found | {"contentpath": path(node["contentpath"])} if "contentpath" in node else found


def batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    last = None
    while batch := list((rows.filter(pk__gt=last) if last else rows).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def move_rows(apps: Any, *, forwards: bool) -> None:
    for model_name, names in NAMES.items():
        model = apps.get_model("products", model_name)
        changed = names if forwards else [f"{name}_{language}" for name in names for language in LANGUAGES]
        for batch in batches(model._base_manager.all()):
            for row in batch:
                for name in names:
                    found = {name: texts_of(vars(row), name)} if forwards else columns_of(name, getattr(row, name))
                    for attribute, value in found.items():
                        setattr(row, attribute, value)
            model._base_manager.bulk_update(batch, changed)


def move_revisions(apps: Any, *, forwards: bool) -> None:
    steps = (in_fields, field_path) if forwards else (in_columns, column_path)
    revisions = apps.get_model("wagtailcore", "Revision")._base_manager
    for batch in batches(revisions.filter(content_type__app_label="products")):
        for revision in batch:
            revision.content = rewritten(revision.content, *steps)
        revisions.bulk_update(batch, ["content"])


def move_paths(apps: Any, *, forwards: bool) -> None:
    path = field_path if forwards else column_path
    comments = apps.get_model("wagtailcore", "Comment")._base_manager
    for batch in batches(comments.filter(page__content_type__app_label="products")):
        for comment in batch:
            comment.contentpath = path(comment.contentpath)
        comments.bulk_update(batch, ["contentpath"])
    references = apps.get_model("wagtailcore", "ReferenceIndex")._base_manager
    for batch in batches(references.filter(content_type__app_label="products")):
        for reference in batch:
            reference.model_path, reference.content_path = path(reference.model_path), path(reference.content_path)
            reference.content_path_hash = uuid.uuid5(PATHS, reference.content_path)
        references.bulk_update(batch, ["model_path", "content_path", "content_path_hash"])


def into_fields(apps: Any, editor: Any) -> None:
    for move in (move_rows, move_revisions, move_paths):
        move(apps, forwards=True)


def into_columns(apps: Any, editor: Any) -> None:
    for move in (move_rows, move_revisions, move_paths):
        move(apps, forwards=False)


class DropColumn(migrations.RemoveField):
    """On the way back the column is there before its texts are, so it may be empty."""

    def database_backwards(self, app_label: str, editor: Any, from_state: Any, to_state: Any) -> None:
        to_state.apps.get_model(app_label, self.model_name)._meta.get_field(self.name).blank = True
        super().database_backwards(app_label, editor, from_state, to_state)


class DropColumns(migrations.SeparateDatabaseAndState):
    """Makes the models anew once, and not after each column, which would take seconds."""

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)

    def database_forwards(self, app_label: str, editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.database_operations:
            operation.database_forwards(app_label, editor, from_state, to_state)


DROPPED = [
    DropColumn(model, f"{name}_{language}") for model, names in NAMES.items() for name in names for language in LANGUAGES
]


class Migration(migrations.Migration):
    dependencies = [("products", "0004_localised_texts")]
    operations = [migrations.RunPython(into_fields, into_columns), DropColumns(DROPPED, DROPPED)]
