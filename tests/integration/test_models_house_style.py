"""The house style: readable colours, logos kept by digest, design tokens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import translation
from PIL import Image as Picture
from wagtail.images.models import Image

from products import logos
from products.models import HouseStyle, HouseStyleLogo
from products.models.house_style import contrast
from products.publishing.release import unreleased
from products.snapshot import read_snapshot
from releases.core import canonical
from releases.snapshot import HouseStyle as ToldStyle

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h40v20H0z"/></svg>'
TEXTS = {
    "name": {"nl": "Gemeente Barneveld"},
    "email_sender_name": {"nl": "Gemeente Barneveld"},
    "email_sender_address": "info@example.org",
    "phone_greeting": {"nl": "Goedemorgen, gemeente Barneveld"},
}


@pytest.fixture(autouse=True)
def _media(tmp_path: Path) -> Iterator[Path]:
    with unreleased(), translation.override("en"), override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


def png() -> bytes:
    buffer = BytesIO()
    Picture.new("RGB", (40, 20), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def image(data: bytes, name: str) -> Image:
    return Image.objects.create(title=name, file=SimpleUploadedFile(name, data))


def style(**fields: Any) -> HouseStyle:
    return HouseStyle(**TEXTS | fields)


def style_with_logo(data: bytes = SVG, name: str = "logo.svg") -> HouseStyle:
    made = style()
    made.logos = [HouseStyleLogo(image=image(data, name), alt={"nl": "Gemeente Barneveld", "en": "Barneveld"})]
    made.save()
    return made


def told() -> tuple[ToldStyle, ...]:
    return read_snapshot([("branding", "branding")], horizon=2027).house_styles


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_measured_as_wcag_defines_it(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("field", "colour"), [("colour_link", "#777777"), ("colour_on_primary", "#00578a"), ("colour_text", "#eeeeee")]
)
def test_text_that_cannot_be_read_is_refused(field: str, colour: str) -> None:
    with pytest.raises(ValidationError) as refused:
        style(**{field: colour}).full_clean()
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("field", "colour", "message"),
    [
        ("colour_focus", "#f0f0f0", "“focusrand” op “achtergrond” heeft een contrast van 1,13 op 1;"),
        ("colour_text_subtle", "#71777b", "“rustige tekst” op “achtergrond van blokken” heeft een contrast van 4,"),
    ],
)
def test_a_pair_that_is_used_is_named_with_its_ratio(field: str, colour: str, message: str) -> None:
    with translation.override("nl"), pytest.raises(ValidationError) as refused:
        style(**{field: colour}).full_clean()
    assert any(each.startswith(message) for each in refused.value.message_dict[field]), refused.value.message_dict


def test_a_dark_house_style_is_accepted() -> None:
    style(
        colour_background="#101418", colour_surface="#1b2127", colour_text="#f5f5f5", colour_text_subtle="#c0c8d0",
        colour_link="#8fd0ff", colour_primary="#8fd0ff", colour_on_primary="#00131f", colour_focus="#ffd54a",
    ).full_clean()  # fmt: skip


def test_an_icon_is_about_square() -> None:
    row = HouseStyleLogo(name="icon", image=image(SVG, "logo.svg"), alt={"nl": "L", "en": "L", "de": "L"})
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert [*refused.value.message_dict] == ["image"]


def logo_for_email(data: bytes, name: str) -> HouseStyleLogo:
    return HouseStyleLogo(name="email", image=image(data, name), alt={"nl": "L", "en": "L", "de": "L"})


def test_a_drawing_as_logo_for_e_mail_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        logo_for_email(SVG, "logo.svg").clean()
    assert [*refused.value.message_dict] == ["image"]


def test_a_png_as_logo_for_e_mail_is_kept() -> None:
    (row := logo_for_email(png(), "logo.png")).clean()
    assert (row.media_type, len(row.digest)) == ("image/png", 64)


@pytest.mark.parametrize("colour", ["red", "#FFF", "#fff", "00578a", "#00578A"])
def test_a_colour_in_another_form_is_refused(colour: str) -> None:
    with pytest.raises(ValidationError) as refused:
        style(colour_border=colour).full_clean()
    assert list(refused.value.message_dict) == ["colour_border"]


@pytest.mark.parametrize(("data", "name"), [(SVG, "logo.svg"), (png(), "logo.png")])
def test_a_logo_is_kept_under_the_digest_of_its_bytes(data: bytes, name: str, tmp_path: Path) -> None:
    style_with_logo(data, name)
    logo = told()[0].logos[0]
    assert logo.digest == hashlib.sha256(data).hexdigest()
    assert (tmp_path / logo.href.removeprefix("/media/")).read_bytes() == data
    assert (logo.width, logo.height) == (40, 20)


def test_another_file_in_the_image_does_not_change_the_published_logo() -> None:
    made = style_with_logo()
    before = told()
    chosen = made.logos.get().image
    chosen.file = SimpleUploadedFile("new.svg", SVG.replace(b"40", b"80"))
    chosen.save()
    assert told() == before


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/x.png"/></svg>',
        b'<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
        b"<html></html>",
        b"GIF89a",
    ],
)
def test_a_file_that_could_do_more_than_show_a_logo_is_refused(data: bytes) -> None:
    with pytest.raises(logos.LogoError):
        logos.store(data)


def test_an_alternative_text_is_required_in_both_languages() -> None:
    made = style()
    made.logos = [HouseStyleLogo(image=image(SVG, "logo.svg"))]
    with pytest.raises(ValidationError) as refused:
        made.full_clean()
    assert len(refused.value.message_dict["logos"]) == 2


def test_two_logos_for_one_use_are_refused() -> None:
    made = style()
    texts = {"image": image(SVG, "logo.svg"), "alt": {"nl": "Barneveld", "en": "Barneveld"}}
    made.logos = [HouseStyleLogo(**texts), HouseStyleLogo(**texts)]
    with pytest.raises(ValidationError) as refused:
        made.full_clean()
    assert list(refused.value.message_dict) == ["name"]


def test_tokens_have_the_form_of_the_w3c_and_fit_canonical_json() -> None:
    style(font_body="'Open Sans', sans-serif", font_size=18).save()
    tokens = told()[0].tokens
    assert tokens["color"]["primary"]["$value"] == {
        "colorSpace": "srgb", "components": ["0.0000", "0.3412", "0.5412"], "hex": "#00578a",
    }  # fmt: skip
    assert tokens["size"]["text"] == {"$type": "dimension", "$value": {"value": 18, "unit": "px"}}
    assert tokens["font"]["body"]["$value"] == ["Open Sans", "sans-serif"]
    assert canonical.dumps(tokens)


def test_house_styles_follow_each_other_in_time() -> None:
    style(valid_from=date(2027, 1, 1), name={"nl": "Nieuw"}).save()
    style().save()
    assert [each.name["nl"] for each in told()] == ["Gemeente Barneveld", "Nieuw"]
