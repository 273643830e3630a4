"""A form that is older than what was saved since: refused, with what it says now beside what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.forms import BaseForm
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Revision, RevisionMixin

from products.content_languages import language_names

SHOWN = 200


def refuse_when_stale(form: BaseForm) -> None:
    if (newer := _newer_revision(form)) is None:
        return
    params = {"who": newer.user or _("Somebody"), "when": date_format(timezone.localtime(newer.created_at), "j F H:i")}
    message = _(
        "%(who)s saved this on %(when)s, after you opened the form. Beside each field that differs stands what it says "
        "now. What you typed is still here: save again to keep yours."
    )
    form.add_error(None, ValidationError(message % params))
    for each in (form, *_rows(form)):
        for name in _differing(each):
            each.add_error(name, ValidationError(_("It says now: %s") % _shown(each, name)))


def _newer_revision(form: BaseForm) -> Revision | None:
    """As Wagtail tells for saving by itself; whoever saves at the same time waits, so that one of them sees it."""
    instance, loaded = form.instance, form.data.get("loaded_revision_id")
    if not loaded or instance.pk is None or not isinstance(instance, RevisionMixin) or not connection.in_atomic_block:
        return None
    holder = instance._meta.get_field("latest_revision").model
    held = holder._base_manager.select_for_update().filter(pk=instance.pk).values_list("latest_revision", flat=True)
    newest = Revision.objects.filter(pk=held.first()).first()
    return newest if newest and _is_newer(newest, form.data) else None


def _is_newer(newest: Revision, given: Mapping[str, str]) -> bool:
    if own := given.get("overwrite_revision_id"):
        return own != str(newest.pk)
    loaded = given.get("loaded_revision_id"), given.get("loaded_revision_created_at")
    return loaded != (str(newest.pk), newest.created_at.isoformat())


def _rows(form: BaseForm) -> Iterator[BaseForm]:
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms if formset.is_bound else ():
            if row.instance.pk and row.is_valid():
                yield row
                yield from _rows(row)


def _differing(form: BaseForm) -> list[str]:
    typed = form.cleaned_data
    return [name for name in form.changed_data if name in typed and typed[name] != _saved(form, name)]


def _saved(form: BaseForm, name: str) -> Any:
    return form.get_initial_for_field(form.fields[name], name)


def _shown(form: BaseForm, name: str) -> str:
    value, field = _saved(form, name), form.fields[name]
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Mapping):
        texts = {language_names().get(code, code): text for code, text in value.items() if text}
        return "; ".join(f"{language}: {_brief(text)}" for language, text in texts.items()) or _("nothing")
    if hasattr(field, "queryset"):
        found = field.queryset.filter(pk__in=_keys(value)) if value else ()
        return ", ".join(map(str, found)) or _("nothing")
    if hasattr(field, "choices"):
        return str(dict(field.choices).get(value, value))
    return _brief(localize(value)) if value not in (None, "") else _("nothing")


def _keys(value: Any) -> list[Any]:
    members = value if isinstance(value, list | tuple | models.QuerySet) else [value]
    return [getattr(member, "pk", member) for member in members]


def _brief(text: Any) -> str:
    return Truncator(strip_tags(str(text))).chars(SHOWN)
