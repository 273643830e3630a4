"""The WSGI application that serves /kanalen/: `clients.application:application`.

HUB_URL names the hub; HUB_TOKEN_WEBSITE, HUB_TOKEN_EMAIL, HUB_TOKEN_DESK and HUB_TOKEN_PHONE are the tokens of the
channels. With CHANNELS_DIR each channel that has a token keeps a copy of its own there, and tells the hub what it shows
as CHANNELS_INSTANCE (`kanalen`). LETTER_WINDOW is the side of the window in envelopes: `left`, else `right`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from flask import Blueprint, Flask, request
from flask_compress import Compress

from clients import chat, desk, email, overview, phone, website
from clients.readers import channel_readers, hub_url
from clients.shared.hub.reader import HubReader, connection
from clients.shared.hub.visit import visit_of
from clients.shared.pages import assets, failures, headers, locations, page
from clients.shared.pages.keys import KeyConverter
from clients.shared.pages.site import MOUNT, open_site
from clients.shared.search import feedback, form, views

CHANNELS: Mapping[str, Blueprint] = {
    "website": website.routes,
    "email": email.routes,
    "desk": desk.routes,
    "phone": phone.routes,
    "chat": chat.routes,
}
SHARED = (assets.routes, locations.routes, views.routes, feedback.routes)


def create_application(readers: Mapping[str, HubReader], clock: Callable[[], datetime]) -> Flask:
    """A client for each channel and the overview, each with its own reader of the hub."""
    app = Flask(__name__, template_folder=".", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=form.MOST_BYTES, PROVIDE_AUTOMATIC_OPTIONS=False)
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], LETTER_WINDOW="left")
    app.json.mimetype, app.json.ensure_ascii = "application/json; charset=utf-8", False
    app.url_map.converters["key"] = KeyConverter
    page.prepare(app)
    failures.prepare(app)
    Compress(app)
    app.after_request(headers.with_headers)

    @app.before_request
    def prepare_request() -> None:
        open_site(_channel(request.path), readers, visit_of(request.args, clock()))

    for routes in (overview.routes, assets.files):
        app.register_blueprint(routes, url_prefix=MOUNT)
    for channel, own in CHANNELS.items():
        for routes in (own, *SHARED):
            app.register_blueprint(routes, name=f"{channel}-{routes.name}", url_prefix=f"{MOUNT}/{channel}")
    app.register_blueprint(website.root)
    return app


def _channel(path: str) -> str:
    return path.removeprefix(f"{MOUNT}/").partition("/")[0]


def _now() -> datetime:
    return datetime.now(UTC)


def from_environment(environ: Mapping[str, str]) -> Flask:
    app = create_application(channel_readers(environ, CHANNELS, connection(hub_url(environ))), _now)
    app.config["LETTER_WINDOW"] = "right" if environ.get("LETTER_WINDOW") == "right" else "left"
    return app


application = from_environment(os.environ)
