from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Eén Antwoord"

    def ready(self) -> None:
        from cms.statements import permission

        post_migrate.connect(permission.create, sender=apps.get_app_config("wagtailadmin"))
