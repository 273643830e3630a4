from django.apps import AppConfig


class LoggingInConfig(AppConfig):
    name = "cms.logging_in"
    label = "logging_in"

    def ready(self) -> None:
        from cms.logging_in.sign_on import checks  # noqa: F401 - registers them
