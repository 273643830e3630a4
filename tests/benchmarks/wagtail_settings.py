"""The hub's settings with Wagtail's own API v2 switched on, to measure beside ours."""

from cms.settings import *  # noqa: F403
from cms.settings import INSTALLED_APPS as HUB_APPS

INSTALLED_APPS = [*HUB_APPS, "wagtail.api.v2"]
ROOT_URLCONF = "tests.benchmarks.wagtail_urls"
