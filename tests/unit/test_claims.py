"""A page says which release and document it shows, or it claims nothing."""

from __future__ import annotations

import pytest

from releases.parity.claims import Claim, claim_of

RELEASE = '<meta name="release" content="14">'
DOCUMENT = '<meta name="document" content="email/contactMoment/paspoort.klaar/nl">'


def test_a_page_says_what_it_shows_in_its_head():
    page = f"<!doctype html><html><head>{RELEASE}{DOCUMENT}</head><body><p>Tekst"

    assert claim_of(page) == Claim(14, ("email", "contactMoment", "paspoort.klaar", "nl"))


@pytest.mark.parametrize(
    "page",
    ["", "geen html <<<", RELEASE, DOCUMENT, f"<!-- {RELEASE} -->{DOCUMENT}",
     RELEASE.replace("14", "0") + DOCUMENT, RELEASE.replace("14", "veertien") + DOCUMENT, RELEASE.replace("14", "9" * 30) + DOCUMENT,
     RELEASE + DOCUMENT.replace("/nl", ""), '<meta name="release"><meta name="document">'],
)  # fmt: skip
def test_any_other_page_claims_nothing(page):
    assert claim_of(page) is None


def test_what_a_page_says_first_counts():
    page = f"{RELEASE}{DOCUMENT}{RELEASE.replace('14', '15')}"

    assert claim_of(page).release == 14
