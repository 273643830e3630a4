"""A running OpenID provider (npm's oidc-provider) with people that a test decides, and a browser to log in there."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
from django.test import Client
from django.urls import reverse

from tests.contract.typescript import install
from tests.journeys.running_hub import free_ports, wait_until_ready

FOLDER = Path(__file__).resolve().parent
SECRET = "a-secret-that-two-share"


@dataclass(frozen=True)
class IdentityProvider:
    issuer: str

    def person(
        self, subject: str, disabled: bool = False, acr: str = "", amr: list[str] | None = None, **claims: Any
    ) -> None:
        """Knows somebody from now on, by these claims and no others."""
        factor = ({"acr": acr} if acr else {}) | ({"amr": amr} if amr else {})
        self._control({"person": subject, "disabled": disabled, "claims": claims} | factor)

    def fault(self, name: str) -> None:
        """What it does wrong from now on; an empty name is nothing."""
        self._control({"fault": name})

    def signed(self, claims: dict[str, Any], foreign: bool = False) -> str:
        return self._control({"sign": claims, "foreign": foreign})

    def _control(self, what: dict[str, Any]) -> str:
        return httpx.post(f"{self.issuer}/control/", json=what).raise_for_status().text

    def log_in(self, url: str, subject: str, stop: bool = False) -> str:
        """Somebody logs in there, or stops; the address to which their browser is sent back."""
        with httpx.Client() as browser:
            answer = browser.get(url)
            while self.issuer in (target := urljoin(str(answer.url), answer.headers.get("Location", ""))):
                if answer.is_redirect:
                    answer = browser.get(target)
                else:
                    assert "<form" in answer.text, answer.text
                    answer = browser.post(answer.url, data={"login": subject} | ({"stop": "1"} if stop else {}))
            return target


@contextmanager
def running_provider(hub: str) -> Iterator[IdentityProvider]:
    install(FOLDER)
    port = free_ports()
    issuer = f"http://127.0.0.1:{port}"
    given = json.dumps({"port": port, "hub": hub})
    process = subprocess.Popen(["node", "provider.mjs", given], cwd=FOLDER, stderr=subprocess.DEVNULL)
    try:
        wait_until_ready(process, f"{issuer}/.well-known/openid-configuration")
        yield IdentityProvider(issuer)
    finally:
        process.terminate()
        process.wait(10)


def use_provider(settings: Any, provider: IdentityProvider) -> None:
    settings.SIGN_ON_ISSUER, settings.SIGN_ON_CLIENT_ID, settings.SIGN_ON_CLIENT_SECRET = provider.issuer, "hub", SECRET
    settings.SIGN_ON_ROLES, settings.SIGN_ON_LABEL = "redactie=Redacteuren; lezers=Lezers", "Testgemeente"
    settings.SIGN_ON_EMERGENCY_ACCOUNT = "nood"


class _Onward(HTMLParser):
    url = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if found.get("id") == "onward":
            self.url = found["href"] or ""


def onward(answer: Any) -> str:
    """Where a page of the hub leads on to."""
    parser = _Onward()
    parser.feed(answer.content.decode())
    return parser.url


def begin(client: Client, next: str = "") -> str:
    """The address at the provider to which the button leads."""
    return onward(client.post(reverse("sign_on"), {"next": next} if next else {}))


def sign_on(client: Client, provider: IdentityProvider, subject: str, next: str = "") -> Any:
    """The hub's answer to somebody who comes back from the provider."""
    return client.get(provider.log_in(begin(client, next), subject))
