"""Django's LOGGING: how every process of the hub writes its log."""

# Only what needs somebody; of a request that failed, cms/monitoring has the line, so Django's own would be a second.
LOG_LINES = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "cms.monitoring.log_lines.formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "CRITICAL"},
    },
}
