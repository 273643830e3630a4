"""Forms of the admin as a browser posts them, with a few things changed."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

SKIPPED = ("submit", "button", "image", "reset")


def url(model: type, view: str, *arguments: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name(view), args=arguments)


def rows(relation: str, *members: dict[str, Any]) -> dict[str, Any]:
    """An inline formset in which every row is new."""
    data: dict[str, Any] = {
        f"{relation}-TOTAL_FORMS": len(members),
        f"{relation}-INITIAL_FORMS": 0,
        f"{relation}-MIN_NUM_FORMS": 0,
        f"{relation}-MAX_NUM_FORMS": 1000,
    }
    for number, member in enumerate(members):
        data |= {f"{relation}-{number}-ORDER": number + 1, f"{relation}-{number}-DELETE": ""}
        data |= {f"{relation}-{number}-{name}": value for name, value in member.items()}
    return data


def form_data(client: Client, address: str) -> dict[str, Any]:
    """The fields of the form at `address` as they stand."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    form = page.select_one("form#w-editor-form, form#page-edit-form, form[data-edit-form]")
    assert form is not None, f"no form at {address}"
    data: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name]"):
        kind = field.get("type", "")
        if kind in SKIPPED or (kind in ("checkbox", "radio") and not field.has_attr("checked")):
            continue
        empty = "on" if kind == "checkbox" else ""
        data[field["name"]] = field.text.strip() if field.name == "textarea" else field.get("value", empty)
    for select in form.select("select[name]"):
        chosen = [option.get("value", "") for option in select.select("option[selected]")]
        data[select["name"]] = chosen if select.has_attr("multiple") else (chosen or [""])[0]
    return data


def errors(response: Any) -> dict[str, list[str]]:
    """Every error that the form shows, by field; a row's field as `<relation>-<number>-<field>`."""
    return dict(_errors(response.context["form"]))


def _errors(form: Any) -> Any:
    for field, messages in form.errors.items():
        yield (f"{form.prefix}-{field}" if form.prefix else field), [str(message) for message in messages]
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            yield from _errors(row)
