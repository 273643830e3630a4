"""An editor at the admin: what a browser would send, and what came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from products.blocks import TEXT_FEATURES
from tests.integration.admin_forms import form_data, url
from tests.integration.editorial import head_number

PUBLISH = {"action-publish": "1"}
UNKNOWN = "bestaat.niet"


def sections(text: str) -> dict[str, Any]:
    """The form fields of a product's sections with one text in it."""
    passages = streamfield([("text", rich_text(f"<p>{text}</p>", features=TEXT_FEATURES))])
    return nested_form_data({"sections": streamfield([("inShort", {"title": "", "passages": passages})])})


EMPTY_STREAMS = nested_form_data({"contact_moments": streamfield([]), "phone_steps": streamfield([])})


@dataclass
class Editor:
    """Posts as a browser does; `released` is how many releases that made."""

    client: Client
    responses: list[HttpResponse] = field(default_factory=list)

    def post(self, address: str, data: dict[str, Any] | None = None, **headers: Any) -> HttpResponse:
        response = self.client.post(address, data or {}, **headers)
        self.responses.append(response)
        return response

    def messages(self) -> str:
        """What the editor reads on the next page."""
        page = self.client.get(reverse("wagtailadmin_home"))
        return "\n".join(str(message) for message in get_messages(page.wsgi_request))

    def edit_at(self, address: str, **changes: Any) -> HttpResponse:
        return self.post(address, form_data(self.client, address) | changes)

    def edit_page(self, page: Page, **changes: Any) -> HttpResponse:
        return self.edit_at(reverse("wagtailadmin_pages:edit", args=[page.pk]), **changes)

    def edit_product(self, page: Page, text: str, **changes: Any) -> HttpResponse:
        return self.edit_page(page, **(EMPTY_STREAMS | sections(text) | changes))

    def create_product(self, parent: Page, text: str, **changes: Any) -> HttpResponse:
        address = reverse("wagtailadmin_pages:add", args=["products", "productpage", parent.pk])
        own = {"title": "Rijbewijs", "slug": "rijbewijs", "key": "rijbewijs"}
        return self.edit_at(address, **(own | EMPTY_STREAMS | sections(text) | changes))

    def edit_snippet(self, instance: Any, **changes: Any) -> HttpResponse:
        return self.edit_at(url(type(instance), "edit", instance.pk), **changes)

    def create_snippet(self, model: type, data: dict[str, Any]) -> HttpResponse:
        return self.post(url(model, "add"), data)

    def on_page(self, view: str, page: Page, data: dict[str, Any] | None = None, *more: Any) -> HttpResponse:
        return self.post(reverse(f"wagtailadmin_pages:{view}", args=[page.pk, *more]), data)

    def in_bulk(self, app: str, model: str, action: str, *ids: int, **data: Any) -> HttpResponse:
        address = reverse("wagtail_bulk_action", args=[app, model, action])
        return self.post(f"{address}?{'&'.join(f'id={each}' for each in ids)}&next=/admin/", data)

    def by_admin_api(self, page: Page, action: str, **data: Any) -> HttpResponse:
        address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
        return self.post(address, json.dumps(data), content_type="application/json")


class Releases:
    """Counts the releases since it was made."""

    def __init__(self) -> None:
        self.before = head_number()

    @property
    def made(self) -> int:
        return head_number() - self.before
