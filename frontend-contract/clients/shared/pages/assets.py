"""Files that pages load: the clients' own, and the stylesheet and logos of the published house style.

An address that names the digest of what it leads to may be kept for a year; the same without one is asked for again.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, request

from clients.shared.hub.errors import Missing
from clients.shared.hub.reader import Document
from clients.shared.pages.house_style import stylesheet
from clients.shared.pages.site import MOUNT, site

# Each channel has its own in a folder `static`; their names differ, and they share one address.
FILES = {path.name: path for path in Path(__file__).parents[2].glob("*/static/*")}
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
LOGO_TYPES = frozenset({"image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif"})
LASTING_SECONDS, DIGEST_LENGTH = 31_536_000, 16

files = Blueprint("files", __name__)
routes = Blueprint("house-style", __name__)


def _digest(*contents: bytes) -> str:
    return sha256(b"\0".join(contents)).hexdigest()[:DIGEST_LENGTH]


# Of all of them, since one refers to another: `/static/<version>/search.css` finds `thumb.svg` beside it.
VERSION = _digest(*(FILES[name].read_bytes() for name in sorted(FILES)))
STATIC = f"{MOUNT}/static/{VERSION}"


@files.get("/static/<name>")
@files.get("/static/<version>/<name>")
def static_file(name: str, version: str = "") -> Response:
    if name not in FILES:
        raise Missing(name)
    response = Response(FILES[name].read_bytes(), content_type=TYPES[FILES[name].suffix])
    return _kept(response) if version == VERSION else response


@routes.get("/huisstijl.css")
def house_style() -> Response:
    branding = site.branding()
    response = Response(_stylesheet(branding), content_type=TYPES[".css"])
    return _kept_as(_digest(_stylesheet(branding).encode()), response)


@routes.get("/logo/<key:name>")
def logo(name: str) -> Response:
    return logo_file(name)


def logo_file(name: str) -> Response:
    entry = logo_of(site.branding(), name)
    if entry is None or entry["mediaType"] not in LOGO_TYPES:
        raise Missing(name)
    response = Response(site.reader.file(entry["href"], entry["digest"]), content_type=entry["mediaType"])
    return _kept_as(entry["digest"][:DIGEST_LENGTH], response)


def logo_of(branding: Document | None, name: str) -> Document | None:
    return next((logo for logo in branding["logos"] if logo["name"] == name), None) if branding else None


def house_style_url(branding: Document | None) -> str:
    return site.url("huisstijl.css", digest=_digest(_stylesheet(branding).encode()))


def logo_url(logo: Document) -> str:
    return site.url(f"logo/{logo['name']}", digest=logo["digest"][:DIGEST_LENGTH])


def _stylesheet(branding: Document | None) -> str:
    return stylesheet(branding["tokens"]) if branding else ""


def _kept_as(digest: str, response: Response) -> Response:
    return _kept(response) if request.args.get("digest") == digest and not site.visit.preview else response


def _kept(response: Response) -> Response:
    response.cache_control.public, response.cache_control.immutable = True, True
    response.cache_control.max_age = LASTING_SECONDS
    return response
