"""Logo files, kept under the name of their digest: what was once shown can be shown again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from defusedxml import DefusedXmlException, ElementTree
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

EXTENSIONS = {"image/svg+xml": "svg", "image/png": "png"}
PNG = b"\x89PNG\r\n\x1a\n"
ACTIVE_TAGS = frozenset({"script", "foreignObject", "iframe", "handler", "set", "animate"})


class LogoError(ValueError):
    """The file is not an SVG or PNG that is safe to show; the message says why."""


def store(data: bytes) -> tuple[str, str]:
    """The digest and media type of the bytes, which are kept; keeping them again changes nothing."""
    media_type = media_type_of(data)
    digest = hashlib.sha256(data).hexdigest()
    if not default_storage.exists(path := _path(digest, media_type)):
        default_storage.save(path, ContentFile(data))
    return digest, media_type


def href(digest: str, media_type: str) -> str:
    return f"{settings.MEDIA_URL}{_path(digest, media_type)}"


def _path(digest: str, media_type: str) -> str:
    return f"logos/{digest}.{EXTENSIONS[media_type]}"


def media_type_of(data: bytes) -> str:
    if data.startswith(PNG):
        return "image/png"
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise LogoError(_("Choose an SVG or PNG file.")) from error
    if _local(root.tag) != "svg":
        raise LogoError(_("Choose an SVG or PNG file."))
    if active := next(_active_parts(root), None):
        raise LogoError(_("This SVG contains “%s”, which could do more than show a logo.") % active)
    return "image/svg+xml"


def _active_parts(root: ElementTree.Element) -> Iterator[str]:
    """Scripts, event handlers and links to elsewhere."""
    for element in root.iter():
        if _local(element.tag) in ACTIVE_TAGS:
            yield _local(element.tag)
        for name, value in element.attrib.items():
            is_link = _local(name) in ("href", "src") and not value.startswith(("#", "data:image/"))
            if _local(name).lower().startswith("on") or is_link:
                yield _local(name)


def _local(name: object) -> str:
    """Without its namespace; comments have no name."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""
