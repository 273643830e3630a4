"""The channel board in a real browser: it refreshes without disturbing, for everybody and on every screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.channels import warnings
from releases.instances.page_findings import keep
from releases.instances.record_acknowledgement import report
from releases.models.instances import Instance
from releases.parity.comparison import Difference
from tests.integration.acknowledgement_reports import publish_fee
from tests.integration.published import position_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
DIFFERENCE = Difference("paspoort.leges", "nl", "desk", "text", "€ 83,87", "€ 83,80")


def say(release: int) -> None:
    report("desk", "balie-1", "displayed", position_of(release), timezone.now())


def assert_accessible(page: Page) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.response["violations"] == [], found.generate_report()


def test_the_board_follows_what_channels_say_without_disturbing_and_can_be_stopped(editor: Page) -> None:
    for fee in ("83.87", "84.90"):
        publish_fee(fee, timezone.now())
    say(1)
    keep(Instance.objects.get().pk, {"https://balie.example/paspoort/" * 4: [DIFFERENCE]}, timezone.now())
    editor.clock.install()
    editor.goto("/admin/channel-board/")
    desk = editor.get_by_role("row").filter(has=editor.get_by_role("link", name="balie-1"))
    fold = desk.locator("summary")
    fold.press("Enter")
    for size in (PHONE, DESKTOP):
        editor.set_viewport_size(size)
        assert_accessible(editor)
        assert editor.evaluate("document.documentElement.scrollWidth") == size["width"]

    expect(desk).to_contain_text("1 publicatie achter")
    say(2)
    editor.clock.run_for(15_000)
    expect(desk).not_to_contain_text("1 publicatie achter")
    expect(desk).to_contain_text("€ 83,80")
    expect(fold).to_be_focused()
    expect(editor.locator("[data-board-status]")).to_have_text("Het bord is veranderd.")

    refresh = editor.get_by_role("button", name="Ververst vanzelf")
    refresh.press("Enter")
    expect(refresh).to_have_attribute("aria-pressed", "false")
    publish_fee("85.00", timezone.now())
    editor.clock.run_for(60_000)
    expect(desk).not_to_contain_text("1 publicatie achter")
    refresh.press("Enter")
    editor.clock.run_for(15_000)
    expect(desk).to_contain_text("1 publicatie achter")


def test_the_dashboard_warns_and_leads_to_the_board(editor: Page) -> None:
    publish_fee("83.87", timezone.now())
    report("desk", "balie-1", "rejected", position_of(1), timezone.now(), "Past niet.")
    warnings.warn(timezone.now())
    editor.goto("/admin/")
    expect(editor.get_by_text("Balie, balie-1: geweigerd")).to_be_visible()
    assert_accessible(editor)
    editor.get_by_role("link", name="Naar het kanaalbord").press("Enter")

    expect(editor.get_by_role("row").filter(has_text="balie-1")).to_contain_text("Past niet.")
