"""The schemas over HTTP, for everybody and without the database."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from api.v1.schemas import version_of

FOLDER = Path(settings.CONTRACT_DIR) / "schemas"
NAME = "website/product.schema.json"


def get(path: str, **headers: str):
    return Client().get(f"/api/v1/{path}", headers=headers)


def listed() -> dict[str, dict[str, str]]:
    return {entry["name"]: entry for entry in get("schemas").json()["results"]}


def test_every_schema_of_the_contract_is_listed():
    assert sorted(listed()) == sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.schema.json"))


def test_a_schema_is_what_stands_in_the_contract():
    answer = get(f"schemas/{NAME}")
    assert answer.content == (FOLDER / NAME).read_bytes()
    assert (answer["Content-Type"], answer["API-Version"]) == ("application/schema+json", "1.0.0")


def test_a_slash_in_a_name_may_be_escaped():
    assert get("schemas/website%2Fproduct.schema.json").content == (FOLDER / NAME).read_bytes()


def test_under_its_version_a_schema_is_kept_for_ever():
    answer = Client().get(listed()[NAME]["href"])
    assert answer.content == (FOLDER / NAME).read_bytes()
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


def test_as_it_is_now_a_schema_is_asked_again_and_names_its_version():
    answer = get(f"schemas/{NAME}")
    assert answer["Cache-Control"] == "public, no-cache"
    assert answer["Content-Location"] == listed()[NAME]["href"]


@pytest.mark.parametrize("path", [f"schemas/{NAME}", "openapi.json"])
def test_who_has_the_bytes_of_the_contract_gets_no_second_copy(path):
    first = get(path)
    again = get(path, **{"If-None-Match": f"W/{first['ETag']}"})
    assert first["ETag"] == f'"{hashlib.sha256(first.content).hexdigest()}"'
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_a_change_in_any_schema_makes_another_version_of_all():
    one, other = {"a": b"{}", "b": b"{}"}, {"a": b"{}", "b": b"true"}
    assert version_of(one) == version_of(dict(one)) != version_of(other)


@pytest.mark.parametrize("path", ["schemas/nothing", f"schemas/0123456789abcdef/{NAME}", "schemas/../openapi.json"])
def test_what_is_no_schema_is_not_found(path):
    assert get(path).json()["code"] == "not-found"
