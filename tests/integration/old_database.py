"""The database as an earlier state of our migrations left it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, Model

Entry = dict[str, Any]


def migrate(app: str, name: str) -> Any:
    """The models as they are then."""
    executor = MigrationExecutor(connection)
    others = [node for node in executor.loader.graph.leaf_nodes() if node[0] != app]
    executor.migrate([(app, name)])
    ContentType.objects.clear_cache()
    return MigrationExecutor(connection).loader.project_state([(app, name), *others]).apps


def migrate_fully() -> None:
    """To the models of today."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    ContentType.objects.clear_cache()


def load(apps: Any, path: Path) -> list[Entry]:
    """What `dumpdata` wrote then, with content types by name; nothing else is in the database afterwards."""
    call_command("flush", interactive=False, verbosity=0)
    entries = json.loads(path.read_text())
    models = {entry["model"]: apps.get_model(entry["model"]) for entry in entries}
    with transaction.atomic(), connection.cursor() as cursor:
        for entry in entries:
            _row(models[entry["model"]], entry).save_base(raw=True)
        for statement in connection.ops.sequence_reset_sql(no_style(), models.values()):
            cursor.execute(statement)
    return entries


def _row(model: type[Model], entry: Entry) -> Model:
    fields = {model._meta.get_field(name): value for name, value in entry["fields"].items()}
    values = {field.attname: _python(field, value) for field, value in fields.items() if not field.many_to_many}
    return model(**{model._meta.pk.attname: entry["pk"], **values})


def _python(field: Field, value: Any) -> Any:
    if field.is_relation and isinstance(value, list):
        return ContentType.objects.get_by_natural_key(*value).pk
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)
