"""An upload tells nothing of who made it, runs nothing, and is not open to everybody."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, PngImagePlugin
from wagtail.documents.models import Document
from wagtail.images.models import Image as Upload

pytestmark = pytest.mark.django_db
SECRETS = (b"Camera 3000", b"J. de Vries", b"52 deg")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo(kind: str, turned: bool = False) -> bytes:
    """Left half red; with a camera, an author and a place."""
    picture = Image.new("RGB", (40, 20), "blue")
    picture.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0110], exif[0x013B] = "Camera 3000", "J. de Vries"
    exif.get_ifd(0x8825)[1] = "52 deg"
    if turned:
        exif[0x0112] = 3
    out, more = BytesIO(), {}
    if kind == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Author", "J. de Vries")
    if kind == "JPEG":
        more |= {"comment": b"J. de Vries", "quality": 95}
    picture.save(out, kind, exif=exif, **more)
    return out.getvalue()


def upload(client: Client, name: str, data: bytes) -> str:
    form = {"title": "Foto", "file": SimpleUploadedFile(name, data), "collection": 1}
    return client.post(reverse("wagtailimages:add"), form).content.decode()


def stored() -> bytes:
    with Upload.objects.get().file.open() as file:
        return file.read()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "foto.jpg"), ("PNG", "foto.png"), ("WEBP", "foto.webp")])
@pytest.mark.parametrize("turned", [False, True])
def test_a_photo_loses_its_place_its_device_and_its_maker(admin_client, kind, name, turned):
    data = photo(kind, turned)
    assert any(secret in data for secret in SECRETS)
    upload(admin_client, name, data)
    assert not any(secret in stored() for secret in SECRETS)
    assert not Image.open(BytesIO(stored())).getexif()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "foto.jpg"), ("PNG", "foto.png"), ("WEBP", "foto.webp")])
@pytest.mark.parametrize(("turned", "red_is_left"), [(False, True), (True, False)])
def test_a_photo_looks_as_its_camera_meant_it(admin_client, kind, name, turned, red_is_left):
    upload(admin_client, name, photo(kind, turned))
    red, _, blue = Image.open(BytesIO(stored())).convert("RGB").getpixel((5, 10))
    assert (red > blue) == red_is_left


def test_a_moving_picture_keeps_moving(admin_client):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=b"J. de Vries")
    upload(admin_client, "beweegt.gif", out.getvalue())
    assert Image.open(BytesIO(stored())).n_frames == 3
    assert SECRETS[1] not in stored()


@pytest.mark.parametrize("part", ["<script>alert(1)</script>", '<g onload="alert(1)"/>', '<a href="javascript:x"/>',
                                  '<image href="https://elsewhere.example/x.png"/>', "<foreignObject/>"])  # fmt: skip
def test_a_drawing_that_could_do_more_is_refused(admin_client, part):
    page = upload(admin_client, "logo.svg", SVG.format(part).encode())
    assert "meer kan dan een logo tonen" in page or "SVG" in page
    assert not Upload.objects.exists()


def test_a_drawing_is_taken(admin_client):
    upload(admin_client, "logo.svg", SVG.format('<path d="M0 0h9v9z"/>').encode())
    assert Upload.objects.count() == 1


def test_a_picture_with_too_many_pixels_is_refused(admin_client):
    out = BytesIO()
    Image.new("1", (8000, 6000)).save(out, "PNG")
    upload(admin_client, "groot.png", out.getvalue())
    assert not Upload.objects.exists()


@pytest.mark.parametrize(("name", "taken"), [("brief.pdf", True), ("pagina.html", False), ("macro.docm", False),
                                             ("tekening.svg", False), ("programma.exe", False)])  # fmt: skip
def test_documents_are_of_named_kinds(admin_client, name, taken):
    form = {"title": "Brief", "file": SimpleUploadedFile(name, b"%PDF-1.4"), "collection": 1}
    admin_client.post(reverse("wagtaildocs:add"), form)
    assert Document.objects.exists() == taken


def test_an_original_is_for_colleagues(admin_client, client):
    upload(admin_client, "foto.png", photo("PNG"))
    address = f"/media/{Upload.objects.get().file.name}"
    answers = [admin_client.get(address), client.get(address)]
    assert [answer.status_code for answer in answers] == [200, 404]
    b"".join(answers[0].streaming_content)


def test_a_document_is_for_colleagues(admin_client, client):
    document = Document.objects.create(title="Brief", file=SimpleUploadedFile("brief.pdf", b"%PDF-1.4"))
    answers = [admin_client.get(document.url), client.get(document.url)]
    assert [answer.status_code for answer in answers] == [200, 404]
    b"".join(answers[0].streaming_content)
