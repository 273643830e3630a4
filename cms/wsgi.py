"""WSGI application of the web server: documents before all else, then the reference channels, then Django."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

from django.core.wsgi import get_wsgi_application

from cms.environment import keep_to_this_account
from cms.running.reference_channels import MOUNT

keep_to_this_account()

# A bundle holds one of the server's threads until it is sent, so bundles may never take all of them.
BUNDLES = 8
OF_THE_ORIGIN = frozenset({"/robots.txt", "/favicon.ico"})

WsgiApplication = Callable[[dict[str, Any], Any], Iterable[bytes]]


def _is_channel(environ: dict[str, Any], is_open: bool) -> bool:
    """Where the website is open to whoever is here, it also has the files that belong to a whole origin."""
    path = environ["PATH_INFO"]
    return path == MOUNT or path.startswith(f"{MOUNT}/") or (is_open and path in OF_THE_ORIGIN)


def compose(site: WsgiApplication) -> WsgiApplication:
    """`site` behind the hot path and, when they run here, the reference channels."""
    from api.catching_up import patient
    from api.changes.bundle import Bundle, is_bundle
    from api.changes.endpoint import PATH, ChangesEndpoint
    from api.documents.delivery import DocumentEndpoint, is_document
    from api.http import over_wsgi
    from cms.front import behind_proxies
    from cms.monitoring.failures import guarded
    from cms.monitoring.requests import count_request
    from releases.replica.replica import shared_replica

    deliver = DocumentEndpoint()
    changes, bundle = (
        over_wsgi(patient(each, shared_replica, time.time)) for each in (ChangesEndpoint(), Bundle(places=BUNDLES))
    )
    rest = _rest(site)

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if is_document(path):
            count_request("document")
            return deliver(environ, start_response)
        if path == PATH:
            count_request("changes")
            return changes(environ, start_response)
        if is_bundle(path):
            count_request("bundle")
            return bundle(environ, start_response)
        return rest(environ, start_response)

    return guarded(behind_proxies(application))


def _rest(site: WsgiApplication) -> WsgiApplication:
    """What may read a body, and what says less about itself."""
    from django.conf import settings

    from cms.front import with_security_headers
    from cms.monitoring.endpoint import PATH as METRICS
    from cms.monitoring.endpoint import metrics
    from cms.monitoring.requests import count_request, kind_of
    from cms.running.colleagues_only import ColleaguesOnly
    from cms.running.reference_channels import ReferenceChannels
    from cms.running.request_bodies import WholeRequests

    channels = ColleaguesOnly(ReferenceChannels(settings.PORT + 1)) if settings.REFERENCE_CHANNELS else site

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == METRICS:
            return metrics(environ, start_response)
        is_channel = _is_channel(environ, settings.REFERENCE_CHANNELS and settings.REFERENCE_CHANNELS_OPEN)
        count_request("channel" if is_channel else kind_of(path))
        return (channels if is_channel else site)(environ, start_response)

    return with_security_headers(WholeRequests(answer))


application = compose(get_wsgi_application())


def node() -> WsgiApplication:
    """The application of a web server that is a node of the hub: it keeps in contact with the database by itself."""
    from django.conf import settings

    from cms.monitoring.tally import tally
    from cms.running.database_contact import keep_contact
    from cms.running.memory_ceiling import keep_below_ceiling

    # Every connection is an open file; systems often allow fewer than they could.
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    keep_contact()
    keep_below_ceiling()
    tally.share(settings.METRICS_DIR)
    return application
