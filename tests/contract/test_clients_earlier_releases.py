"""Documents of releases from before a later member of the contract: each client shows them with what they have."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest

from tests.contract.client_under_test import SHOWN, Clients, Page, clients_of, page_of
from tests.contract.fake_hub import FakeHub, serving
from tests.earlier_hub.restore import unpack

# Forms of the page of a document, beside that page itself.
FORMS = {
    ("email", "contactMoment"): ("bericht", "tekst", "brief"),
    ("desk", "product"): ("bezoeker/",),
    ("phone", "product"): ("?stap=-", "?vind=u"),
}
LATER_OF_MERGE_FIELDS = ("example", "required", "choices")


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Every document that the earlier hub ever published; of one address the last."""
    file = tmp_path_factory.mktemp("earlier") / "hub.sqlite3"
    unpack("hub.sqlite3", file)
    with sqlite3.connect(file) as rows:
        bodies = [json.loads(body) for (body,) in rows.execute("SELECT body FROM releases_content ORDER BY release")]
    rows.close()
    return [body for body in bodies if "kind" in body and "locale" in body]


def targets(documents: list[dict[str, Any]]) -> set[str]:
    shown = [each for each in documents if each["locale"] == "nl" and each["kind"] in SHOWN.get(each["channel"], ())]
    return {page_of(each) + form for each in shown for form in ("", *FORMS.get((each["channel"], each["kind"]), ()))}


@pytest.fixture(scope="module")
def pages(earlier: list[dict[str, Any]]) -> dict[str, Page]:
    with serving(FakeHub(earlier)) as hub, clients_of(hub) as clients:
        return {target: clients.get(target) for target in sorted(targets(earlier))}


def test_every_page_of_an_earlier_release_is_shown(pages: dict[str, Page]) -> None:
    assert {"email/moment", "phone/product", "desk/product"} <= {"/".join(each.split("/")[2:4]) for each in pages}
    assert {target: page.status for target, page in pages.items() if page.status != 200} == {}


def test_every_fact_of_an_earlier_release_has_its_text(pages: dict[str, Page]) -> None:
    marks = {mark for page in pages.values() for mark in page.marks()}

    assert marks
    assert [mark for mark in marks if not mark[3].strip()] == []


@pytest.mark.parametrize("member", LATER_OF_MERGE_FIELDS)
@pytest.mark.parametrize("form", ["", *FORMS["email", "contactMoment"]])
def test_a_message_is_filled_in_without_a_later_member_of_its_merge_fields(
    clients: Clients, hub: FakeHub, form: str, member: str
) -> None:
    document = next(each for each in hub.documents.values() if each.get("conditions"))
    for field in document["mergeFields"]:
        del field[member]

    page = clients.get(page_of(document) + form)
    assert (page.status, "{{" in page.text) == (200, False)
