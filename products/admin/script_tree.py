"""The tree of a script beside its form, with advice: drawn anew from what is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from products.content_languages import source_language
from products.models import ProductPage
from products.script_advice import Advice, Step, advice_on, lacking, rows_of

FIELD, LONGEST = "phone_steps", 90
EMBED = re.compile(r"<embed[^>]*>")
SENTENCES = {
    "unnamed": _("A step has no name yet, so no answer can lead to it."),
    "duplicate": _("There are two steps “%(name)s”; answers lead to the first."),
    "reserved": _("“%(name)s” has a meaning of its own. Choose another name."),
    "unanswered": _("“%(name)s” is a question without answers."),
    "equal": _("“%(name)s” has the answer “%(detail)s” twice."),
    "unknown": _("“%(name)s” leads to “%(detail)s”, and there is no such step."),
    "circle": _("The answer “%(detail)s” leads back to “%(name)s”: the call can go round."),
    "unreachable": _("No answer leads to “%(name)s”."),
    "endless": _("From “%(name)s” the call never comes to an end."),
    "untranslated": _("The step “%(name)s” of the source language is not here yet."),
    "branchless": _("“%(name)s” has an answer to “%(detail)s” in the source language, and not here."),
}


@require_POST
def script_tree(request: HttpRequest) -> HttpResponse:
    page = ProductPage.objects.filter(pk=request.POST.get("page") or None).first()
    if page and not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    steps = _steps(ProductPage._meta.get_field(FIELD).stream_block.value_from_datadict(request.POST, {}, FIELD))
    advice = [*advice_on(steps), *(lacking(steps, _source(page)) if page and not page.is_source else ())]
    context = {
        "rows": rows_of(steps),
        "advice": [(each.name, _sentence(each)) for each in advice],
        "names": _names(steps),
    }
    return render(request, "products/script_tree.html", context)


def _sentence(advice: Advice) -> str:
    return SENTENCES[advice.kind] % {"name": advice.name, "detail": advice.detail or _("the end")}


def _names(steps: Sequence[Step]) -> list[str]:
    return [step.name for step in steps if step.name]


def _source(page: ProductPage) -> list[Step]:
    """As its editors have it, published or not: that is what one translates."""
    family = ProductPage.objects.filter(translation_key=page.translation_key, alias_of=None)
    source = family.filter(locale__language_code=source_language()).first()
    return _steps(source.get_latest_revision_as_object().phone_steps) if source else []


def _steps(stream: Any) -> list[Step]:
    return [_step(block.value) for block in stream]


def _step(value: Any) -> Step:
    text = _plain(value["text"])
    answers = tuple((_plain(choice["label"]), choice["goto"] or "") for choice in value["choices"])
    return Step(value["id"] or "", value["kind"] or "", text[:LONGEST], answers)


def _plain(text: Any) -> str:
    return " ".join(strip_tags(EMBED.sub("…", text.source if text else "")).split())


URLS = [path("products/script-tree/", script_tree, name="products_script_tree")]
