"""The address to report a weakness to, and what browsers report by themselves."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

import pytest
from django.test import Client

from api.rate_limit import RateLimit
from cms import disclosure

pytestmark = pytest.mark.django_db
WELL_KNOWN = "/.well-known/security.txt"


@pytest.fixture(autouse=True)
def fresh_limit(monkeypatch) -> None:
    monkeypatch.setattr(disclosure, "_limit", RateLimit())


def test_who_finds_a_weakness_reads_where_to_report_it(client, settings):
    settings.SECURITY_CONTACT = ["veilig@gemeente.example", "https://gemeente.example/melden"]
    answer = client.get(WELL_KNOWN)
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines() if not line.startswith("Contact"))
    assert b"Contact: mailto:veilig@gemeente.example\nContact: https://gemeente.example/melden\n" in answer.content
    assert datetime.fromisoformat(lines["Expires"]) > datetime.now(UTC)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_without_an_address_there_is_no_file(client):
    assert client.get(WELL_KNOWN).status_code == 404


def report(client: Client, **said: object) -> int:
    body = json.dumps({"csp-report": said})
    return client.post("/csp-reports", body, content_type="application/csp-report").status_code


def test_what_a_browser_refused_is_one_line_without_what_was_asked(client, caplog):
    with caplog.at_level(logging.WARNING, "cms.disclosure"):
        status = report(client, **{"document-uri": "https://hub/admin/?q=geheim\nvalse regel", "blocked-uri": "inline"})
    assert (status, len(caplog.records)) == (204, 1)
    assert "geheim" not in caplog.text
    assert "https://hub/admin/" in caplog.text


@pytest.mark.parametrize("body", ["", "[]", "{", '{"csp-report": 3}', '{"csp-report": null}', "x" * 40_000])
def test_nonsense_is_no_line_and_no_failure(client, caplog, body):
    with caplog.at_level(logging.WARNING, "cms.disclosure"):
        answer = client.post("/csp-reports", body, content_type="application/csp-report")
    assert (answer.status_code, caplog.records) == (204, [])


def test_many_reports_are_few_lines(client, caplog):
    with caplog.at_level(logging.WARNING, "cms.disclosure"):
        for number in range(disclosure.REPORTS_PER_MINUTE + 20):
            report(client, **{"blocked-uri": str(number)})
    assert len(caplog.records) == disclosure.REPORTS_PER_MINUTE


@pytest.mark.parametrize("path", ["/", "/admin/login/"])
def test_pages_say_where_browsers_report(client, path):
    assert "report-uri /csp-reports" in client.get(path).headers["Content-Security-Policy"]
