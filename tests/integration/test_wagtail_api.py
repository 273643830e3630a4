"""Wagtail's own API, which its admin uses, answers errors in its own way beside ours."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "pages/999999/", 404),
        ("get", "pages/?child_of=x", 400),
        ("put", "pages/", 405),
        ("post", "pages/1/action/nothing/", 404),
    ],
)
def test_its_errors_are_its_own(admin_client, method, path, status):
    answer = getattr(admin_client, method)(f"/admin/api/main/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
