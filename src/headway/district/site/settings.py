"""Django's settings, derived from the environment (see `environment.py` for what each variable means)."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from headway.district.site.environment import Environment, database_from_url, file_store_from_url

ENVIRONMENT = Environment()
DISTRICT = Path(__file__).resolve().parent.parent
DATA_DIR = ENVIRONMENT.data_dir

IS_PRODUCTION = ENVIRONMENT.is_production
DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key() or "unset: `headway check` says what to do"
ALLOWED_HOSTS = [host.strip() for host in ENVIRONMENT["HEADWAY_ALLOWED_HOSTS"].split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT["HEADWAY_ORIGIN"]] if ENVIRONMENT["HEADWAY_ORIGIN"] else []

# -- applications, lowest layer first (the layers themselves stand in .importlinter) --
DOMAIN_APPS = [
    "headway.district.foundation",
    "headway.district.people",
    "headway.district.policy",
    "headway.district.notices",
    "headway.district.continuum",
    "headway.district.evidence",
    "headway.district.habits",
    "headway.district.elsewhere",
    "headway.district.assessments",
    "headway.district.proficiency",
    "headway.district.checks",
    "headway.district.placement",
    "headway.district.advancement",
    "headway.district.pacing",
    "headway.district.agreements",
    "headway.district.signals",
    "headway.district.interop",
    "headway.district.demo",
]
PORTALS = [
    "student",
    "family",
    "teacher",
    "curriculum",
    "review",
    "counselor",
    "registrar",
    "leader",
    "admin",
    "public",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "csp",
    *DOMAIN_APPS,
    "headway.district.portals",
    "headway.district.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "headway.district.site.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "headway.district.site.middleware.ViewerMiddleware",
    "headway.district.portals.uploads.UploadMiddleware",
    "headway.district.site.middleware.SentenceMiddleware",
]

ROOT_URLCONF = "headway.district.site.urls"
WSGI_APPLICATION = "headway.district.site.wsgi.application"

TEMPLATES = [
    {
        # Every page of ours. Macros in templates/components are the components.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            DISTRICT / "templates",
            *(DISTRICT / "portals" / portal / "templates" for portal in PORTALS),
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "headway.district.site.pages.environment",
            "context_processors": ["headway.district.site.pages.context"],
        },
    },
    {
        # Only for libraries that bring their own templates (mail texts of the accounts library).
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# -- storage --
DATABASES = {"default": database_from_url(ENVIRONMENT["HEADWAY_DATABASE_URL"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        # On disk, so that all server processes count sign-in attempts together.
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA_DIR / "cache"),
        # Beyond this entries are thrown away at random. By default that is 300, fewer than the people of one school,
        # and a count of attempts that is thrown away begins anew.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
MAX_UPLOAD_BYTES = int(ENVIRONMENT["HEADWAY_MAX_UPLOAD_MB"]) * 1024 * 1024
# The largest file of a piece of work, by its kind, in bytes.
FILE_LIMITS = {
    kind: int(ENVIRONMENT[name]) * 1024 * 1024
    for kind, name in (
        ("photo", "HEADWAY_MAX_PHOTO_MB"),
        ("audio", "HEADWAY_MAX_AUDIO_MB"),
        ("video", "HEADWAY_MAX_VIDEO_MB"),
        ("document", "HEADWAY_MAX_DOCUMENT_MB"),
    )
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "evidence": file_store_from_url(ENVIRONMENT["HEADWAY_FILES"]),
}
FILE_UPLOAD_HANDLERS = [
    "headway.district.portals.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# -- accounts: local for now; single sign-on enters through the same library --
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "headway.district.site.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# No mail to addresses without an account: it would invite to register, and nobody registers herself here.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    # Per address and per account; a school shares one address, so the address limit is the wider one: at the first bell
    # hundreds sign in within a minute.
    "login": "1200/m/ip",
    "login_failed": "60/m/ip,8/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "change_password": "8/m/user",
}
# Behind a proxy everybody comes from its address; the last one that it wrote down is the person's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT["HEADWAY_BEHIND_PROXY"] == "yes" else 0
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# What was saved is told on the next page; a cookie would keep the learner's name on a shared machine meanwhile.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- sessions end --
SESSION_COOKIE_AGE = int(ENVIRONMENT["HEADWAY_SESSION_HOURS"]) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "headway.district.site.views.page_too_old"

# -- transport and content --
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT["HEADWAY_BEHIND_PROXY"] == "yes" else None
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Whether teachers' phones may keep their rosters and captures while there is no network (ADR 19).
OFFLINE_CAPTURE = ENVIRONMENT["HEADWAY_OFFLINE_CAPTURE"] != "no"

# -- language and time --
LANGUAGES = [("en", "English"), ("es", "Español")]
LANGUAGE_CODE = ENVIRONMENT["HEADWAY_LANGUAGE"]
USE_I18N = True
LOCALE_PATHS = [DISTRICT / "locale"]
USE_TZ = True
TIME_ZONE = ENVIRONMENT["HEADWAY_TIME_ZONE"]
# A demo may play on a later day (foundation.clock); what is no number is told by `headway check` and refused at start.
_ahead = ENVIRONMENT["HEADWAY_DEMO_DAYS_AHEAD"]
DAYS_AHEAD = dt.timedelta(
    days=int(_ahead) if _ahead.isdecimal() and ENVIRONMENT["HEADWAY_ENV"] == "demo" else 0
)

# What is no number is told by `headway check` and refused at start.
_months = ENVIRONMENT["HEADWAY_NOTICES_MONTHS"]
NOTICES_MONTHS = int(_months) if _months.isdecimal() else 12

# -- static files --
STATIC_URL = "static/"
STATICFILES_DIRS = [DISTRICT / "static"]
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = not IS_PRODUCTION

# -- mail --
# Where links in mails lead: what people see, else this machine.
ORIGIN = (
    ENVIRONMENT["HEADWAY_ORIGIN"] or f"http://{ENVIRONMENT['HEADWAY_HOST']}:{ENVIRONMENT['HEADWAY_PORT']}"
)
DEFAULT_FROM_EMAIL = ENVIRONMENT["HEADWAY_EMAIL_FROM"] or f"headway@{urlsplit(ORIGIN).hostname}"
# A mail server that says nothing for so long (seconds) is away.
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if ENVIRONMENT["HEADWAY_EMAIL_URL"].startswith("smtp://"):
    _mail = urlsplit(ENVIRONMENT["HEADWAY_EMAIL_URL"])
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS = True

# -- logs: paths without query strings, no names --
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "headway.district.foundation.log_lines.LogLine",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "stream": sys.stderr}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
