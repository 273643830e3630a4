"""Settings of Django and its libraries that no operator changes, for settings.py."""

from __future__ import annotations

PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Attempts: those that failed by account, wherever they come from, and by address, whichever account they try.
LOGIN_RATES = {
    "login": "60/m/ip",
    "login_failed": "20/10m/ip,10/10m/key",
    "reauthenticate": "10/m/user",
    "reset_password": "20/10m/ip,5/10m/key",
    "sign_on": "60/m/ip",
    "sign_on_back": "60/m/ip",
    # From the provider, for everybody whom it logs out.
    "sign_on_ended": "600/m/ip",
}

ALLAUTH = {
    "ACCOUNT_ADAPTER": "cms.logging_in.adapter.AccountAdapter",
    "SOCIALACCOUNT_ADAPTER": "cms.logging_in.sign_on.adapter.SignOnAdapter",
    "ACCOUNT_FORMS": {"login": "cms.logging_in.login_form.LoginForm"},
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_SESSION_REMEMBER": True,
    "ACCOUNT_LOGOUT_REDIRECT_URL": "wagtailadmin_login",
    "ACCOUNT_RATE_LIMITS": LOGIN_RATES,
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_TOTP_ISSUER": "Eén Antwoord",
    # Addresses are given by who manages accounts, and are not proven here.
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
}

INSTALLED_APPS = [
    "cms",
    "products",
    "releases",
    "search",
    "api",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.contrib.settings",
    "cms.accounts.apps.AccountsConfig",
    "cms.logging_in.apps.LoggingInConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_headless_preview",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.monitoring.failures.NumberedRequests",
    "django.middleware.security.SecurityMiddleware",
    "cms.security.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.compression.CompressedText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.screen_language.ScreenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.logging_in.session_limits.SessionLimits",
    "cms.logging_in.sign_on.middleware.SignOnSessions",
    "cms.logging_in.second_factor.SecondFactor",
    "cms.middleware.OneRequestOneRelease",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
