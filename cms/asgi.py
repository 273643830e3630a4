"""ASGI application of the stream server, beside the web server: its settings, without Django's applications."""

from __future__ import annotations

import logging.config
import os
import resource

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

from django.conf import settings

from api.changes.stream import Stream
from cms.environment import keep_to_this_account
from cms.monitoring.requests import counted

keep_to_this_account()

logging.config.dictConfig(settings.LOGGING)

# Every listener is an open file; systems often allow fewer than they could.
resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)

application = counted(Stream())
