"""While nodes are upgraded one by one, earlier code goes on beside the newer tables: a migration only adds to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

# The tables of a release begin here; what came before, no older code runs beside.
FIRST_RELEASE = {"api": 2, "logging_in": 1, "products": 6, "releases": 8, "search": 1}


def later_operations() -> Iterator[tuple[str, migrations.operations.base.Operation]]:
    for (app, name), migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items():
        if app in FIRST_RELEASE and int(name.partition("_")[0]) > FIRST_RELEASE[app]:
            made = {each.name.lower() for each in migration.operations if isinstance(each, migrations.CreateModel)}
            for each in migration.operations:
                if getattr(each, "model_name", "").lower() not in made:
                    yield f"{app}.{name}", each


def breaks_earlier_code(operation: migrations.operations.base.Operation) -> bool:
    """It takes away what earlier code reads, or asks of a row what earlier code does not write."""
    gone = migrations.DeleteModel, migrations.RemoveField, migrations.RenameField, migrations.RenameModel
    if isinstance(operation, migrations.AddField):
        field = operation.field
        return not (field.many_to_many or field.null or field.db_default is not NOT_PROVIDED)
    return isinstance(operation, gone)


def test_no_migration_takes_away_or_demands_what_earlier_code_does_not_know():
    assert [name for name, operation in later_operations() if breaks_earlier_code(operation)] == []


@pytest.mark.parametrize(
    ("operation", "breaks"),
    [
        (migrations.RemoveField("product", "summary"), True),
        (migrations.AddField("product", "summary", models.TextField(default="")), True),
        (migrations.AddField("product", "summary", models.TextField(db_default="")), False),
        (migrations.AddField("product", "summary", models.TextField(null=True)), False),
        (migrations.DeleteModel("product"), True),
        (migrations.CreateModel("product", []), False),
    ],
)
def test_what_breaks_it(operation, breaks):
    assert breaks_earlier_code(operation) is breaks
