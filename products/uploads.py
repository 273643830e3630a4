"""Uploaded images: without where and with what they were made, and without anything that could run."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageOps
from wagtail.images.forms import BaseImageForm

from products import logos

# What an image of each kind keeps beside its pixels: colours, and being see-through or moving.
KEPT = ("icc_profile", "transparency", "duration", "loop")
MOVING = frozenset({"GIF", "WEBP"})


class ImageForm(BaseImageForm):
    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        file.seek(0)
        data = file.read()
        file.seek(0)
        if file.name.lower().endswith(".svg"):
            return _checked_svg(file, data)
        return SimpleUploadedFile(file.name, without_metadata(data), file.content_type)


def _checked_svg(file: UploadedFile, data: bytes) -> UploadedFile:
    try:
        logos.media_type_of(data)
    except logos.LogoError as error:
        raise ValidationError(str(error)) from error
    return file


def without_metadata(data: bytes) -> bytes:
    """The same picture, turned as its camera said: place, device, moment and comments are left out."""
    with Image.open(BytesIO(data)) as image:
        kind, moves = image.format or "", getattr(image, "is_animated", False)
        kept = {name: image.info[name] for name in KEPT if name in image.info}
        if kind == "JPEG" and image.getexif().get(0x0112, 1) == 1:
            kept |= {"quality": "keep"}
        elif kind in ("JPEG", "WEBP"):
            kept |= {"quality": 92}
        picture = image if moves or kept.get("quality") == "keep" else ImageOps.exif_transpose(image)
        if moves and kind in MOVING:
            kept |= {"save_all": True}
        for name in ("exif", "xmp", "comment", "XML:com.adobe.xmp", "photoshop"):
            picture.info.pop(name, None)
        return _saved(picture, kind, kept)


def _saved(picture: Image.Image, kind: str, options: dict[str, object]) -> bytes:
    out = BytesIO()
    picture.save(out, kind, exif=b"", **({"xmp": b""} if kind == "WEBP" else {}), **options)
    return out.getvalue()
