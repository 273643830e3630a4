"""A word to the editor who saves what has ended already: a notice, or a fact without a value from now on."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from products.models import Notice
from products.models.fact import DatedFact


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def say_what_is_over(request: HttpRequest, instance: Model) -> None:
    if text := over(instance):
        messages.warning(request, text)


def over(instance: Model) -> str | None:
    if isinstance(instance, Notice) and instance.ends and instance.ends <= timezone.now():
        ended = date_format(timezone.localtime(instance.ends), "j F Y H:i")
        return _("This notice has already ended, on %s: no channel shows it.") % ended
    return _without_value(instance) if isinstance(instance, DatedFact) else None


def _without_value(fact: DatedFact) -> str | None:
    ends = [row.valid_until for row in fact.values.all()]
    if not ends or None in ends or max(ends) > timezone.localdate():
        return None
    last = date_format(max(ends), "j F Y")
    return _("The last value of this fact has already ended, on %s: no channel tells one.") % last
