"""Mail goes through a real server as the settings say, and what opens an account is never written down."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from django.contrib.auth import get_user_model
from django.core.mail.backends.smtp import EmailBackend

from tests.journeys.running_hub import free_ports
from tests.unit.sockets import certificate_for

ROOT = Path(__file__).resolve().parents[2]
SEND = "from django.core.mail import send_mail; print(send_mail('Dag', 'x', None, ['a@b.nl']))"


class Inbox:
    """Each message that a server took, and who logged in there."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.logins: list[tuple[str, bool]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 OK"

    def knows(self, server: Any, session: Any, envelope: Any, mechanism: str, given: LoginPassword) -> AuthResult:
        known = (given.login, given.password) == (b"hub", b"geheim")
        self.logins.append((given.login.decode(), known))
        return AuthResult(success=known, handled=False)


@contextmanager
def mail_server(folder: Path, tls: str) -> Iterator[tuple[Inbox, dict[str, str]]]:
    """And the environment of a hub that may use it."""
    inbox, (trusted, context) = Inbox(), certificate_for("localhost", folder)
    options = {"ssl_context": context} if tls == "tls" else {"tls_context": context, "require_starttls": True}
    controller = Controller(
        inbox, "127.0.0.1", free_ports(), authenticator=inbox.knows, auth_require_tls=tls != "tls", **options
    )
    controller.start()
    given = {
        "MAIL_HOST": "localhost",
        "MAIL_PORT": str(controller.port),
        "MAIL_TLS": tls,
        "MAIL_SENDER": "hub@gemeente.example",
    }
    try:
        yield inbox, {**given, "MAIL_USER": "hub", "MAIL_PASSWORD": "geheim", "SSL_CERT_FILE": str(trusted)}
    finally:
        controller.stop()


def send(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """From a process that read its settings as an operator gives them."""
    own = {"DJANGO_SETTINGS_MODULE": "cms.settings", "VAR_DIR": str(folder / "var"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SEND]
    return subprocess.run(
        command, env={**os.environ, **own, **environment}, cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_mail_is_delivered_encrypted_and_with_a_login(tmp_path, tls):
    with mail_server(tmp_path, tls) as (inbox, environment):
        assert send(tmp_path, **environment).returncode == 0
    [envelope] = inbox.envelopes
    assert inbox.logins == [("hub", True)]
    assert (envelope.mail_from, envelope.rcpt_tos) == ("hub@gemeente.example", ["a@b.nl"])


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"MAIL_PASSWORD": "fout"}, "SMTPAuthenticationError"),
        ({"SSL_CERT_FILE": os.devnull}, "SSLCertVerificationError"),
    ],
)
def test_a_wrong_password_or_an_unknown_certificate_delivers_nothing(tmp_path, change, error):
    with mail_server(tmp_path, "starttls") as (inbox, environment):
        assert error in send(tmp_path, **{**environment, **change}).stderr
    assert inbox.envelopes == []


def test_a_way_of_encryption_that_does_not_exist_stops_the_hub(tmp_path):
    done = send(tmp_path, MAIL_HOST="localhost", MAIL_TLS="ssl")
    assert "MAIL_TLS" in done.stderr


def test_without_a_server_the_log_names_what_was_not_sent_and_nothing_in_it(tmp_path):
    done = send(tmp_path, MAIL_HOST="")
    assert (done.returncode, done.stdout.strip()) == (0, "0")
    assert "“Dag”" in done.stderr
    assert "a@b.nl" not in done.stderr


@pytest.mark.django_db
def test_a_link_for_a_new_password_is_printed_nowhere(client, settings, capfd, caplog):
    settings.EMAIL_BACKEND = "cms.running.unsent_mail.UnsentMail"
    get_user_model().objects.create_user("anna", "anna@gemeente.example", "een heel lang wachtwoord")
    with caplog.at_level(logging.DEBUG):
        client.post("/admin/password_reset/", {"email": "anna@gemeente.example"})
    assert "was not sent" in caplog.text
    assert "password_reset/confirm" not in caplog.text + "".join(capfd.readouterr())


def test_a_server_that_hangs_is_left_after_the_time_it_has(settings):
    assert EmailBackend().timeout == settings.EMAIL_TIMEOUT == 10
