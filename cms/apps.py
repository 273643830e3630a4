from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Eén Antwoord"

    def ready(self) -> None:
        from cms.monitoring.copy_times import measure_copying
        from cms.monitoring.failures import log_failures
        from cms.monitoring.sentry import tell_sentry
        from cms.statements import permission

        log_failures()
        measure_copying()
        tell_sentry()
        post_migrate.connect(permission.create, sender=apps.get_app_config("wagtailadmin"))
