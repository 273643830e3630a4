"""Files that pages load: the clients' own, and the stylesheet and logos of the published house style."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response

from clients.shared.hub.errors import Missing
from clients.shared.pages.house_style import stylesheet
from clients.shared.pages.site import site

# Each channel has its own in a folder `static`; their names differ, and they share one address.
FILES = {path.name: path for path in Path(__file__).parents[2].glob("*/static/*")}
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
LOGO_TYPES = frozenset({"image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif"})

files = Blueprint("files", __name__)
routes = Blueprint("house-style", __name__)


@files.get("/static/<name>")
def static_file(name: str) -> Response:
    if name not in FILES:
        raise Missing(name)
    return Response(FILES[name].read_bytes(), content_type=TYPES[FILES[name].suffix])


@routes.get("/huisstijl.css")
def house_style() -> Response:
    branding = site.branding()
    return Response(stylesheet(branding["tokens"]) if branding else "", content_type=TYPES[".css"])


@routes.get("/logo/<key:name>")
def logo(name: str) -> Response:
    branding = site.branding()
    for entry in branding["logos"] if branding else ():
        if entry["name"] == name and entry["mediaType"] in LOGO_TYPES:
            return Response(site.reader.file(entry["href"], entry["digest"]), content_type=entry["mediaType"])
    raise Missing(name)
