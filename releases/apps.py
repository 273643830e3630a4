from typing import Any

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.apps.registry import Apps
from django.core.checks import register
from django.db.models.signals import post_migrate


class ReleasesConfig(AppConfig):
    name = "releases"

    def ready(self) -> None:
        from releases.checks import check_settings

        post_migrate.connect(create_head, sender=self)
        register(check_settings)


def create_head(using: str, apps: Apps = all_apps, **kwargs: Any) -> None:
    """A new or emptied database is a new hub, at release 0."""
    try:
        model = apps.get_model("releases", "Head")
    except LookupError:
        return
    model.objects.using(using).get_or_create(pk=1)
