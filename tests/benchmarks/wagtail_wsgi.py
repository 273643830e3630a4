"""Serves Wagtail's API v2 on the same server as the hub."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.wagtail_settings"
application = get_wsgi_application()
