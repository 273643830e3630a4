"""Every setting of the hub. What an operator may change is an environment variable, read here and nowhere else."""

from __future__ import annotations

from pathlib import Path

from cms import fixed_settings
from cms.databases import databases
from cms.environment import DATA, INSTALLED, VAR_DIR, choice, flag, number, secret, text, words
from cms.log_config import LOG_LINES
from cms.object_stores import export_bucket, media_bucket

# Show technical errors in the browser; never on a public machine.
DEBUG = flag("DEBUG", False)
# The port that `manage.py serve` listens on.
PORT = number("PORT", 8000)
# Where people and channels reach the hub, without a trailing slash.
BASE_URL = text("BASE_URL", f"http://127.0.0.1:{PORT}")
# Where listeners reach the stream server, without a trailing slash; behind a proxy the same as BASE_URL.
STREAM_URL = text("STREAM_URL", f"http://127.0.0.1:{PORT + 2}")
# Host names that the hub answers to.
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
# Origins that may post forms, for a hub behind a proxy.
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", "")
# Signs sessions and forms; kept in var/secrets when not given.
SECRET_KEY = secret("SECRET_KEY")
# Signs releases: 32 bytes in base64; kept in var/secrets when not given (docs/operations.md).
SIGNING_KEY = text("SIGNING_KEY", "")
SIGNING_KEY_FILE = VAR_DIR / "secrets" / "signing_key"
# Cookies only over HTTPS; switch on wherever the hub is reached by https.
HTTPS = flag("HTTPS", False)
# Networks of the proxies whose X-Forwarded-Proto and X-Forwarded-For count, such as 10.20.0.0/16; what comes from these
# themselves has no limits.
TRUSTED_PROXIES = tuple(words("TRUSTED_PROXIES", "127.0.0.0/8,::1/128"))
# The database; by default SQLite in var/.
DATABASE_URL = text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'hub.sqlite3'}")
# Seconds that PostgreSQL works on one statement, and that either waits for what another holds; then the request fails.
DATABASE_STATEMENT_SECONDS = number("DATABASE_STATEMENT_SECONDS", 60)
DATABASE_LOCK_SECONDS = number("DATABASE_LOCK_SECONDS", 30)
# Connections with PostgreSQL that each process opens at most; who needs another one waits, as for a lock.
DATABASE_CONNECTIONS = number("DATABASE_CONNECTIONS", 12)
# Megabytes of its own that a web server process may have for so many seconds on end; then a new one takes its place.
MEMORY_CEILING_MB = number("MEMORY_CEILING_MB", 600)
MEMORY_CEILING_SECONDS = number("MEMORY_CEILING_SECONDS", 60)
# The node's copy of the released documents that the hot path reads.
REPLICA_DIR = VAR_DIR / "replica"
# How far this machine's clock may be from the second one, as `manage.py confirm_clock` keeps it.
CONFIRMED_CLOCK = VAR_DIR / "confirmed-clock"
# An instant at which the clock was trusted, and the kernel's count then: the second clock beside SQLite.
TRUSTED_INSTANT = VAR_DIR / "trusted-instant"
# When this node's worker last did each of its duties.
DUTIES_DIR = VAR_DIR / "duties"
# The embedded search index.
SEARCH_DIR = VAR_DIR / "search"
# Elasticsearch 9, to search with instead of the embedded engine, which then stands in for it; empty: not used.
ELASTICSEARCH_URL = text("ELASTICSEARCH_URL", "")
# What the names of this hub's indexes begin with, where hubs share an Elasticsearch.
ELASTICSEARCH_PREFIX = text("ELASTICSEARCH_PREFIX", "een-antwoord")
# Count what people search for, without personal data, for the editors' report.
SEARCH_COUNTING = flag("SEARCH_COUNTING", True)
# Seconds between two writes of those counts; 0: never, the tally is only kept in memory.
SEARCH_COUNT_SECONDS = number("SEARCH_COUNT_SECONDS", 5)
# A search that is asked less often than this in four weeks is rare: its text is not kept.
SEARCH_RARE = number("SEARCH_RARE", 3)
# What one client may do: searches and suggestions a minute, reports about results a minute (in each process), and
# streams and long polls at the same time. A client is an address, or a token, which has fifty times as much.
SEARCHES_PER_MINUTE = number("SEARCHES_PER_MINUTE", 300)
FEEDBACK_PER_MINUTE = number("FEEDBACK_PER_MINUTE", 20)
STREAMS_PER_CLIENT = number("STREAMS_PER_CLIENT", 50)
# Days for which counts of searches are kept.
SEARCH_KEEP_DAYS = number("SEARCH_KEEP_DAYS", 400)
# Serve the reference channels under /kanalen/, to colleagues who are logged in: there editors look at their drafts.
REFERENCE_CHANNELS = flag("REFERENCE_CHANNELS", True)
# Serve them to everybody on this machine without logging in, for trying out (`make run`).
REFERENCE_CHANNELS_OPEN = flag("REFERENCE_CHANNELS_OPEN", False)
# What they keep of what they show; may be deleted while they stand still.
CHANNELS_DIR = VAR_DIR / "channels"
# Seconds without contact with the database after which this node refuses reads that need a token.
REPLICA_MAX_SILENCE = number("REPLICA_MAX_SILENCE", 30)

# A folder that the worker keeps filled with the public channels as static files, for nginx; empty: none.
EXPORT_DIR = text("EXPORT_DIR", "")
# A bucket for the same, of an S3-compatible store (needs the extra `s3`); credentials as for any AWS client.
EXPORT_BUCKET = text("EXPORT_BUCKET", "")
# That store's address, and a folder within the bucket.
EXPORT_ENDPOINT = text("EXPORT_ENDPOINT", "")
EXPORT_PREFIX = text("EXPORT_PREFIX", "")
# A bucket for what editors upload, that nodes share instead of each having VAR_DIR/media; likewise.
MEDIA_BUCKET = text("MEDIA_BUCKET", "")
MEDIA_ENDPOINT = text("MEDIA_ENDPOINT", "")
MEDIA_PREFIX = text("MEDIA_PREFIX", "")
# Held by the one process of this node that exports to the bucket.
EXPORT_LOCK = VAR_DIR / "export.lock"
# Minutes that an instance of a channel may be behind, or a page may lag, before it warns.
CHANNEL_MINUTES_BEHIND = number("CHANNEL_MINUTES_BEHIND", 15)
# Minutes without a word from an instance before it warns, unless its registration says otherwise.
CHANNEL_MINUTES_SILENT = number("CHANNEL_MINUTES_SILENT", 1440)
# Days for which the history of acknowledgements and warnings is kept.
CHANNEL_HISTORY_DAYS = number("CHANNEL_HISTORY_DAYS", 90)
# Who is warned of an instance that has no owner and no e-mail address.
CHANNEL_WARNINGS_TO = words("CHANNEL_WARNINGS_TO", "")

# Where a weakness is reported, for /.well-known/security.txt: e-mail or web addresses; and the page with its rules.
SECURITY_CONTACT = words("SECURITY_CONTACT", "")
SECURITY_POLICY = text("SECURITY_POLICY", "")
# A session ends after so many minutes without work, and after so many hours whatever happens.
SESSION_IDLE_MINUTES = number("SESSION_IDLE_MINUTES", 60)
SESSION_HOURS = number("SESSION_HOURS", 12)
# Everybody needs a second factor (an app or a passkey) before the admin opens; for one role, its screen says so.
SECOND_FACTOR_REQUIRED = flag("SECOND_FACTOR_REQUIRED", False)
# Single sign-on by OpenID Connect (docs/single-sign-on.md): the provider's address as it names itself; empty: off.
SIGN_ON_ISSUER = text("SIGN_ON_ISSUER", "")
# How this hub is known there, and what it asks for.
SIGN_ON_CLIENT_ID = text("SIGN_ON_CLIENT_ID", "")
SIGN_ON_CLIENT_SECRET = text("SIGN_ON_CLIENT_SECRET", "")
SIGN_ON_SCOPE = text("SIGN_ON_SCOPE", "openid profile email")
# What the button to log in says after "Log in with".
SIGN_ON_LABEL = text("SIGN_ON_LABEL", "your organisation")
# The claim that holds groups, by name or by a path (realm_access.roles), and the role of each: value=role;value=role.
SIGN_ON_ROLES_CLAIM = text("SIGN_ON_ROLES_CLAIM", "groups")
SIGN_ON_ROLES = text("SIGN_ON_ROLES", "")
# Values of the claims acr and amr that say that the provider asked for a second factor; otherwise the hub's own holds.
SIGN_ON_ACR = words("SIGN_ON_ACR", "")
SIGN_ON_AMR = words("SIGN_ON_AMR", "")
# The provider is asked so often whether a session may go on; without an answer it ends after so long.
SIGN_ON_RECHECK_MINUTES = number("SIGN_ON_RECHECK_MINUTES", 5)
SIGN_ON_GRACE_MINUTES = number("SIGN_ON_GRACE_MINUTES", 60)
# The one account that still logs in with its password, and a second factor, while sign-on is on.
SIGN_ON_EMERGENCY_ACCOUNT = text("SIGN_ON_EMERGENCY_ACCOUNT", "")
# Days for which the log keeps logins, refusals and changes of rights.
AUDIT_KEEP_DAYS = number("AUDIT_KEEP_DAYS", 365)
# Days before a token ends on which the dashboard and a mail (CHANNEL_WARNINGS_TO) begin to say so.
TOKEN_WARN_DAYS = number("TOKEN_WARN_DAYS", 30)
# Where the processes of this node note the last use of each token.
TOKEN_USE_DIR = VAR_DIR / "token-use"
# A token with all channels, for `verify_parity --url` against a hub with another database.
HUB_TOKEN = text("HUB_TOKEN", "")
# The sample municipality, and the password of its editor; kept in var/secrets when not given.
FIXTURES_DIR = Path(text("FIXTURES_DIR", str(DATA / "fixtures")))
DEMO_PASSWORD = secret("DEMO_PASSWORD")
# Which of its files this hub has loaded, so that loading them again takes no time; may be deleted.
SAMPLE_LOADED = VAR_DIR / "sample-loaded.json"
# The contract with channel teams: OpenAPI, schemas, examples.
CONTRACT_DIR = DATA / ("contract" if INSTALLED else "frontend-contract")

# Networks beside the public ones that webhooks and link checks may connect to, such as 10.20.0.0/16.
OUTGOING_ALLOW = words("OUTGOING_ALLOW", "")
# Whether they may do so without encryption; only for trying out, or inside a network of your own.
OUTGOING_HTTP = flag("OUTGOING_HTTP", False)
# A file with certificates of authorities that they trust beside the public ones (PEM).
OUTGOING_CA_FILE = text("OUTGOING_CA_FILE", "")
# Who sends the events of webhooks: the municipality's number in the national register (OIN), and this system's name.
HUB_OIN = text("HUB_OIN", "00000000000000000000")
HUB_SYSTEM = text("HUB_SYSTEM", "een-antwoord")
# The secrets of webhooks are derived from this; all nodes need the same. Kept in var/secrets when not given.
WEBHOOK_KEY = secret("WEBHOOK_KEY")
# Seconds before each attempt to deliver an event; after the last one the webhook is switched off.
WEBHOOK_SCHEDULE = [
    float(word) for word in words("WEBHOOK_SCHEDULE", "0,5,300,1800,7200,18000,36000,50400,72000,86400")
]
# Seconds that a receiver has for its answer.
WEBHOOK_SECONDS = number("WEBHOOK_SECONDS", 10)
# Receivers that a worker sends to at the same time.
WEBHOOK_THREADS = number("WEBHOOK_THREADS", 32)
# Days that what was delivered stays in the log, and can be sent again.
WEBHOOK_KEEP_DAYS = number("WEBHOOK_KEEP_DAYS", 30)

# The server that mail is sent through; empty: none is sent, and the log says so of each.
EMAIL_HOST = text("MAIL_HOST", "")
EMAIL_PORT = number("MAIL_PORT", 587)
# How it is encrypted: `starttls`, `tls` from the first byte (often port 465), or `none` within a network of your own.
MAIL_TLS = choice("MAIL_TLS", "starttls", "tls", "none")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_TLS == "starttls", MAIL_TLS == "tls"
# The account to log in with there; empty: none.
EMAIL_HOST_USER = text("MAIL_USER", "")
EMAIL_HOST_PASSWORD = text("MAIL_PASSWORD", "")
# Who mail comes from.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("MAIL_SENDER", "noreply@localhost")
# Seconds that the server has for each answer.
EMAIL_TIMEOUT = number("MAIL_SECONDS", 10)

# How the log is written: `json`, `text`, or `auto`, which is text on a terminal and JSON elsewhere.
LOG_FORMAT = choice("LOG_FORMAT", "auto", "json", "text")
# What /metrics asks of who reads it, as a bearer token; empty: only this machine reads it, without one.
METRICS_TOKEN = text("METRICS_TOKEN", "")
# Where processes of this node put their counts together; may be deleted at any time.
METRICS_DIR = VAR_DIR / "metrics"
# Where failures are told as well (needs the extra `sentry`); empty: nowhere.
SENTRY_DSN = text("SENTRY_DSN", "")

VAR_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = fixed_settings.INSTALLED_APPS

MIDDLEWARE = fixed_settings.MIDDLEWARE

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = fixed_settings.TEMPLATES

DATABASES = databases(DATABASE_URL, DATABASE_STATEMENT_SECONDS, DATABASE_LOCK_SECONDS, DATABASE_CONNECTIONS)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The admin's languages; editors choose theirs in their profile.
LANGUAGE_CODE = "nl"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [VAR_DIR / "locale" / app for app in ("cms", "products", "api", "releases")]
TIME_ZONE = "Europe/Amsterdam"
# Dates are shown and taken with the day first, in each language of the screens (products/date_input.py).
FORMAT_MODULE_PATH = ["cms.formats"]
WAGTAIL_DATE_FORMAT = "%d-%m-%Y"
WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H:%M"

# The content's languages, source first; another one is a line here and a folder in languages/.
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("de", "Deutsch"),
]
# Wagtail wants those of the content in here too; the screens keep to their own.
LANGUAGES = [*(dict(WAGTAILADMIN_PERMITTED_LANGUAGES) | dict(WAGTAIL_CONTENT_LANGUAGES)).items()]
# Channels that show nothing when a text is not translated; the others show it in the first language.
CHANNELS_WITHOUT_FALLBACK = ["email"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Serve static files where they are, so that nothing has to be collected first; nginx may serve STATIC_ROOT instead.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
        "OPTIONS": {"directory_permissions_mode": 0o755},
    },
}
if EXPORT_BUCKET:
    STORAGES["export"] = export_bucket(EXPORT_BUCKET, EXPORT_ENDPOINT, EXPORT_PREFIX)
if MEDIA_BUCKET:
    STORAGES["default"] = media_bucket(MEDIA_BUCKET, MEDIA_ENDPOINT, MEDIA_PREFIX)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# A trusted proxy says whether the reader came by https; what others claim is taken away before (cms/front.py).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "SAMEORIGIN"

WAGTAIL_SITE_NAME = "Eén Antwoord"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_BASE_URL = BASE_URL
# With single sign-on a password is the provider's matter (`manage.py changepassword` for the emergency account).
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAILUSERS_PASSWORD_REQUIRED = not SIGN_ON_ISSUER
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USAGE_COUNT_ENABLED = True
# Logos are SVG or PNG; an SVG that could do more than show a picture is refused (products/uploads.py).
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "products.richtext.editor.RichTextArea"}}
WAGTAILIMAGES_IMAGE_FORM_BASE = "products.uploads.ImageForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20_000_000
WAGTAIL_FINISH_WORKFLOW_ACTION = "products.publishing.workflow_finish.publish_or_refuse"
# Where an editor sees a draft in all channels; a path, so that it is framed by the admin under any host name.
WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "/kanalen/"}, "REDIRECT_ON_PREVIEW": True}
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": True},
}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "cms.running.unsent_mail.UnsentMail"

LOGGING = LOG_LINES
AUTH_PASSWORD_VALIDATORS = fixed_settings.PASSWORD_VALIDATORS
# Attempts to log in are counted here, by all processes of a node.
CACHES = {
    "default": {
        "BACKEND": "cms.node_cache.NodeCache",
        "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "wagtailadmin_home"
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
globals().update(fixed_settings.ALLAUTH)
# A browser allows a passkey without https on the machine itself only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
