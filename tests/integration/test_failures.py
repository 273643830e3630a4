"""A request that fails is one line in the log with its cause, and an answer with the number of that line."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from api.v1.health import Live
from cms.monitoring.failures import guarded
from cms.monitoring.log_lines import JsonLines, PlainLines
from cms.monitoring.request_context import HEADER
from cms.wsgi import compose
from releases.replica.follower import follow
from tests.integration.published import document, period, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict]]]:
    """What the hub wrote, as a machine reads it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def visitor() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_superuser("anna"))
    return client


@pytest.fixture
def broken(monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("the shelf is empty")

    monkeypatch.setattr("wagtail.admin.views.home.HomeView.get_context_data", fail)
    monkeypatch.setattr(Live, "get", fail)


def test_an_editor_reads_dutch_and_a_number_that_is_in_the_log(visitor, broken, lines, replica):
    publish(document(period("83.87")))
    follow(replica)
    answer = visitor.get("/admin/?q=jan+jansen", headers={"accept-language": "nl"})
    [line] = lines()
    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.content.decode()
    assert line["request"]["id"] in answer.content.decode()
    assert line["request"]["id"] == answer.headers[HEADER]
    assert (line["level"], line["request"]["path"], line["request"]["release"]) == ("error", "/admin/", 1)
    assert (line["error"]["type"], line["error"]["message"]) == ("ValueError", "the shelf is empty")
    assert line["time"].endswith("+00:00")
    assert line["request"]["milliseconds"] >= 0
    assert "jansen" not in json.dumps(line)


def test_a_form_that_comes_without_a_field_is_refused_in_dutch_and_saves_nothing(visitor, town):
    address = f"/admin/pages/{town.product.pk}/edit/"
    answer = visitor.post(address, {"title": "Ander"}, headers={"accept-language": "nl"})
    town.product.refresh_from_db()
    assert (answer.status_code, town.product.title) == (400, "Paspoort")
    assert "Het formulier kwam niet volledig aan" in answer.content.decode()


def test_a_script_of_the_admin_gets_the_number_too(visitor, broken, lines):
    answer = visitor.get("/admin/", headers={"accept": "application/json"})
    assert answer.json()["number"] == lines()[0]["request"]["id"]


def test_a_failure_of_the_api_is_one_line_and_a_problem(client, broken, lines):
    answer = client.get("/api/v1/health/live")
    [line] = lines()
    assert (answer.status_code, answer.json()["code"]) == (500, "internal-error")
    assert line["request"]["id"] == answer.headers[HEADER]
    assert line["error"]["message"] == "the shelf is empty"


def test_a_failure_before_django_is_one_line_and_a_problem(lines):
    told = []

    def fails(environ, start_response):
        raise ValueError("the shelf is empty")

    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/api/v1/changes", "QUERY_STRING": "q=jansen"}
    [body] = guarded(fails)(environ, lambda status, headers: told.append((status, dict(headers))))
    [(status, headers)], [line] = told, lines()
    assert (status, json.loads(body)["code"]) == ("500 Internal Server Error", "internal-error")
    assert (line["request"]["id"], line["request"]["path"]) == (headers[HEADER], "/api/v1/changes")


def test_the_hub_itself_is_guarded(lines):
    def fails(environ, start_response):
        raise ValueError("the shelf is empty")

    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/admin/"}
    compose(fails)(environ, lambda status, headers: None)
    assert lines()[0]["error"]["type"] == "ValueError"


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/nowhere/", "/api/v1/health/ready", "/api/v1/nowhere"])
def test_what_is_normal_has_a_number_and_no_line(client, lines, path):
    assert client.get(path).headers[HEADER]
    assert lines() == []


def test_a_host_name_that_is_not_ours_is_one_line_without_a_traceback(client, lines):
    assert client.get("/admin/", headers={"host": "elsewhere.example"}).status_code == 400
    [line] = lines()
    assert "elsewhere.example" in line["message"]
    assert "error" not in line


def test_a_terminal_shows_what_is_refused_on_one_line_too():
    try:
        raise ValueError("refused")
    except ValueError as error:
        about = {
            "name": "django.security.DisallowedHost",
            "msg": "refused",
            "exc_info": (ValueError, error, error.__traceback__),
        }
    assert "Traceback" not in PlainLines("%(message)s").format(logging.makeLogRecord(about))


def test_a_terminal_shows_the_same_in_plain_words():
    record = logging.LogRecord("cms", logging.WARNING, "", 1, "Mail “%s” was not sent", ("Dag",), None)
    assert PlainLines("%(levelname)s %(name)s: %(message)s").format(record) == "WARNING cms: Mail “Dag” was not sent"


def test_a_line_outside_a_request_names_none():
    record = logging.LogRecord("cms", logging.WARNING, "", 1, "ended\nwith\t%s", (-9,), None)
    [line] = JsonLines().format(record).splitlines()
    assert json.loads(line)["message"] == "ended\nwith\t-9"
    assert "request" not in json.loads(line)
