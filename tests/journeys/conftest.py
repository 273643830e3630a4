"""A real Chromium with an editor logged in, against the hub on a free port."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import cast

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.running_hub import Hub
from tests.journeys.sample_pages import Sample, sample_of
from tests.patient_server import PatientServer

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def sample(hub: Hub) -> Callable[[str], Sample]:
    """In a language, for all that walk it: reading and rendering it takes long."""
    return cache(partial(sample_of, hub))


@pytest.fixture(scope="session")
def chromium() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        (pytest.fail if os.environ.get("REQUIRE_PARTS") else pytest.skip)("no Chromium: apt-get install chromium")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    # Playwright's event loop lives in this thread, where Django would otherwise refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def context(browser: Browser, live_server) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=live_server.url,
        locale="nl-NL",
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()
    # A request that the closed page left behind would meet the emptying of the database.
    cast(PatientServer, live_server.thread.httpd).wait_until_quiet()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which no script may fail."""
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(error))
    yield page
    assert errors == []


@pytest.fixture
def editor(page: Page, live_server, admin_user, client, settings) -> Page:
    """The page of someone who may do everything, with autosave off so that each save is one that the test makes."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    client.force_login(admin_user)
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return page


@contextmanager
def logged_in(name: str, hub: Hub, browser: Browser) -> Iterator[Page]:
    """With name and password, on the admin's home page."""
    context = browser.new_context(base_url=hub.url, locale="nl-NL", viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/admin/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(hub.editor_password())
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/admin/")
    yield page
    context.close()


@pytest.fixture
def editor_of_hub(hub: Hub, browser: Browser) -> Iterator[Page]:
    with logged_in("redactie", hub, browser) as page:
        yield page


@pytest.fixture
def officer_of_hub(hub: Hub, browser: Browser) -> Iterator[Page]:
    """Somebody on duty, who may publish notices and nothing else."""
    with logged_in("piket", hub, browser) as page:
        yield page
