from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        from django.core.checks import register

        from api import checks
        from api.webhooks import outbox
        from releases.signals import released

        released.connect(outbox.write_release)
        register(checks.check_settings)
