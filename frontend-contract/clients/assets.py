"""What pages load: the clients' own files, and the stylesheet and logos of the published house style."""

from __future__ import annotations

from pathlib import Path

from clients.exchange import Request, Response
from clients.house_style import stylesheet
from clients.hub import Missing
from clients.pages import Site
from clients.routing import Route

STATIC = Path(__file__).parent / "static"
CONTENT_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
LOGO_TYPES = frozenset({"image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif"})


def static_file(name: str) -> Response:
    """One file of the flat folder; any other name, with a path in it or not, does not exist."""
    files = {path.name: path for path in STATIC.iterdir()}
    if name not in files:
        raise Missing(name)
    return Response(files[name].read_bytes(), content_type=CONTENT_TYPES[files[name].suffix])


def house_style(request: Request, site: Site) -> Response:
    branding = site.branding(request.visit)
    css = stylesheet(branding["tokens"]) if branding else ""
    return Response(css.encode(), content_type=CONTENT_TYPES[".css"])


def logo(request: Request, site: Site) -> Response:
    branding = site.branding(request.visit)
    for entry in branding["logos"] if branding else ():
        if entry["name"] == request.arguments["name"] and entry["mediaType"] in LOGO_TYPES:
            return Response(site.hub.file(entry["href"], entry["digest"]), content_type=entry["mediaType"])
    raise Missing(request.path)


house_style_route = Route("huisstijl.css", house_style)
logo_route = Route("logo/{name:[a-z]+}", logo)
