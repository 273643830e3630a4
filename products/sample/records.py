"""Gives an editorial object the values that a fixture asks for, and publishes it only if it did not have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from products.content_languages import language_names
from products.models.localised import LocalisedField, LocalisedText
from products.sample.files import FixtureError

Values = Mapping[str, Any]
Row = Values


def localised(texts: Mapping[str, Any] | None) -> LocalisedText:
    """What a fixture says in the content languages."""
    return LocalisedText({language: (texts or {}).get(language, "") for language in language_names()})


def publish(model: type[Model], key: Values, values: Values) -> tuple[Any, bool]:
    """The published object with this key, and whether anything had to change."""
    instance = model._default_manager.filter(**key).first() or model(**key, live=False)
    return instance, publish_values(instance, values)


def publish_values(instance: Any, values: Values) -> bool:
    if instance.pk and instance.live and not instance.has_unpublished_changes and has(instance, values):
        return False
    fill(instance, values)
    _clean(instance)
    if not instance.pk:
        instance.save()
    instance.save_revision(clean=False).publish()
    return True


def find(model: type[Model], key: str | None, field: str = "key") -> Any:
    """The object that a fixture names; None when it names none."""
    if not key:
        return None
    if found := model._default_manager.filter(**{field: key}).first():
        return found
    raise FixtureError(f"there is no {model._meta.model_name} '{key}'")


def add_page(parent: Page, page: Page) -> Page:
    """A draft in the tree, so that other pages can refer to it."""
    page.live = False
    return parent.add_child(instance=page)


def has(instance: Model, values: Values) -> bool:
    return all(_has(instance, name, value) for name, value in values.items())


def fill(instance: Model, values: Values) -> None:
    for name, value in values.items():
        field = instance._meta.get_field(name)
        if field.one_to_many:
            setattr(instance, name, [_row(field.related_model, row, place) for place, row in enumerate(value)])
        else:
            setattr(instance, name, _named(field, value) if field.is_relation else _python(field, value))


def _row(model: type[Model], values: Row, place: int) -> Model:
    row = model(**({"sort_order": place} if hasattr(model, "sort_order") else {}))
    fill(row, values)
    return row


def _has(instance: Model, name: str, value: Any) -> bool:
    field = instance._meta.get_field(name)
    if field.one_to_many:
        return _has_rows(list(getattr(instance, name).all()), value)
    if field.many_to_many:
        return {member.pk for member in getattr(instance, name).all()} == {member.pk for member in value}
    if isinstance(field, StreamField):
        return _plain(getattr(instance, name)) == _plain(_python(field, value))
    if field.is_relation:
        value = _named(field, value)
        return getattr(instance, field.attname) == (value.pk if value else None)
    return getattr(instance, name) == _python(field, value)


def _has_rows(rows: list[Model], wanted: list[Row]) -> bool:
    """Each wanted row is there once; databases differ in where they sort an empty date."""
    for values in wanted:
        found = next((row for row in rows if has(row, values)), None)
        if found is None:
            return False
        rows.remove(found)
    return not rows


def _named(field: Field, value: Any) -> Any:
    """A fixture names what it refers to by its key."""
    return find(field.related_model, value) if isinstance(value, str) else value


def _python(field: Field, value: Any) -> Any:
    if isinstance(field, LocalisedField):
        return localised(value)
    return field.stream_block.to_python(value) if isinstance(field, StreamField) else field.to_python(value)


def _clean(instance: Model) -> None:
    """By the rules of the model, and by those of the blocks, which otherwise only a form applies."""
    try:
        instance.full_clean()
        for field in instance._meta.get_fields():
            if isinstance(field, StreamField):
                field.stream_block.clean(getattr(instance, field.name))
    except ValidationError as error:
        raise FixtureError(f"{instance}: {' '.join(_sentences(error))}") from error


def _sentences(error: ValidationError) -> Iterator[str]:
    """Also those of blocks inside blocks."""
    inner = getattr(error, "block_errors", None)
    if not inner:
        yield from error.messages
    for each in (inner or {}).values():
        yield from _sentences(each)


def _plain(stream: StreamValue) -> Any:
    return _without_ids(list(stream.get_prep_value()))


def _without_ids(value: Any) -> Any:
    """Blocks as a fixture writes them: whether Wagtail has read a list yet decides how it stores that."""
    if isinstance(value, list):
        return [_without_ids(member) for member in value]
    if not isinstance(value, Mapping):
        return value
    members = {name: _without_ids(member) for name, member in value.items()}
    if not {"type", "value"} <= members.keys():
        return members
    return members["value"] if members["type"] == "item" else {"type": members["type"], "value": members["value"]}
