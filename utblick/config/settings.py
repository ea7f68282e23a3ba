"""The one settings file. Everything that two installations may differ in comes from the environment.

Secrets may be given by file: NAME_FILE holds the path. Wrong values fail at start, through `checks/`.
"""

import ipaddress
import os
import sys
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.files import File
from django.db.models import Field, Lookup
from django.forms import ModelChoiceField, ModelForm
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from utblick.config.schedule import SCHEDULES

# So that ModelForm[Goal] may be written at run time too. (django-stubs-ext does it for all of Django, and loads the admin.)
_generic: tuple[Any, ...] = (ModelForm, ModelChoiceField, Field, File, Lookup)
for _kind in _generic:
    _kind.__class_getitem__ = classmethod(lambda cls, *_: cls)

ROOT = Path(__file__).resolve().parent.parent.parent
# What the settings ask the environment for (checks/secrets.py tells of others), and what other modules do.
VARIABLES = {"UTBLICK_DATA", "UTBLICK_LEXICON_CACHE"}
DATA = Path(os.environ.get("UTBLICK_DATA", ROOT / "data"))


def env(name: str, default: str = "") -> str:
    """The value of a variable, or of the file that NAME_FILE names."""
    VARIABLES.add(name)
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text().strip() if path else os.environ.get(name, default)


def flag(name: str) -> bool:
    return env(name).lower() in {"1", "true", "yes"}


def words(name: str) -> list[str]:
    return env(name).replace(",", " ").split()


TESTING = "pytest" in sys.modules
# The demo lets anyone switch municipality and sends no mail; it must never be on where real data is.
DEMO = flag("UTBLICK_DEMO")
DEBUG = flag("UTBLICK_DEBUG")
# Where HTTPS is, a missing key stops the start (checks/secrets.py).
SECRET_KEY = env("UTBLICK_SECRET_KEY") or "not-secret-fit-for-the-demo-and-tests-only"
# Those in use before it, separated by spaces: what they have signed still holds.
SECRET_KEY_FALLBACKS = words("UTBLICK_OLD_SECRET_KEYS")
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
ALLOWED_HOSTS = words("UTBLICK_HOSTS") or LOCAL_HOSTS
SECURE = flag("UTBLICK_HTTPS")

# Wagtail, behind the pages that people write, costs each start a second and 50 MB: verbs that neither show nor write such a page
# go without (docs/decisions/written-pages.md).
WITHOUT_WRITTEN_PAGES = {
    *("poll", "sources", "projects", "rates", "fetch-vocabulary"),
    *("import-policy", "rank", "lexicon"),
}
WRITTEN_PAGES = WITHOUT_WRITTEN_PAGES.isdisjoint(word.replace("_", "-") for word in sys.argv[1:2])
_wagtail = [
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.postgres",
]

INSTALLED_APPS = [
    "utblick.config",
    "utblick.demo",
    "utblick.operate",
    "utblick.records",
    "utblick.duties",
    "utblick.desk",
    "utblick.outreach",
    "utblick.site",
    "utblick.site.accessible",
    *(["utblick.site.written"] if WRITTEN_PAGES else []),
    "utblick.sharing",
    "utblick.analysis",
    "utblick.followup",
    "utblick.indicators",
    "utblick.establishment",
    "utblick.finder",
    "utblick.projects",
    "utblick.campaigns",
    "utblick.initiatives",
    "utblick.federation",
    "utblick.watch",
    "utblick.goals",
    "utblick.partners",
    "utblick.actors",
    "utblick.mandates",
    "utblick.teamwork",
    "utblick.search",
    "utblick.journal",
    "utblick.accounts",
    "utblick.ui",
    "utblick.lexicon",
    "utblick.money",
    # After our rooms, whose words and templates come before its own.
    *(_wagtail if WRITTEN_PAGES else []),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_ox",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "utblick.operate.probes.probes",
    "utblick.operate.seen.seen",
    "utblick.operate.methods.known_methods",
    "utblick.operate.plain_http.programs_come_by_tls",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "utblick.site.keeping.kept_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "utblick.accounts.sessions.session_ends_in_time",
    "utblick.accounts.sessions.kept_by_no_cache",
    "utblick.accounts.middleware.chosen_language",
    "utblick.accounts.middleware.municipality_scope",
    "utblick.journal.viruses.viruses_in_the_trail",
    "utblick.accounts.keeping.whole_page_logs_in",
    "utblick.accounts.keeping.kept_through_log_in",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "utblick.accounts.second_factor.second_factor_where_required",
    "utblick.journal.once.each_form_once",
    "utblick.ui.opened.buttons_are_pressed",
]

ROOT_URLCONF = "utblick.config.urls"
WSGI_APPLICATION = "utblick.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "utblick.accounts.context.whereabouts",
                "utblick.ui.navigation.navigation",
                "utblick.teamwork.context.bell",
            ],
        },
    }
]
FORM_RENDERER = "utblick.ui.forms.Renderer"

# Database: SQLite unless DATABASE_URL says otherwise.

DATABASES = {"default": dj_database_url.parse(env("DATABASE_URL") or f"sqlite:///{DATA / 'utblick.sqlite3'}")}
_database = DATABASES["default"]
if "sqlite" in _database["ENGINE"]:
    DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock where waiting for it is still possible.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA busy_timeout=20000;PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;"
        ),
    }
    # Opening the file and setting all this costs 1.5 ms of CPU, more than a kept public page does in all.
    _database["CONN_MAX_AGE"] = 60
else:
    _database["CONN_MAX_AGE"] = 0
    if not TESTING:
        _database["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8}}

# What is counted against guessing has to be shared by all processes; what only saves work need not be.
# Full, the cache drops entries: the limit is far above what an attacker can fill within the longest count.
_counts = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "cache",
    "OPTIONS": {"MAX_ENTRIES": 50_000},
}
_local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
# Drawn public pages, some 6 kB each, the least visited given up first.
_pages = {**_local, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 2_000}}
CACHES = {"default": _local if TESTING else _counts, "local": _local, "pages": _pages}

# Log-in: docs/security/log-in.md tells which requirement of OWASP ASVS 5.0 each line meets.

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "utblick.accounts.roles.RoleBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "utblick.accounts.passwords.MaximumLength"},
    {"NAME": "utblick.accounts.passwords.NotTheWordsOfThisPlace"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "utblick.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "utblick.accounts.login_forms.LogIn",
    "reset_password": "utblick.accounts.login_forms.ResetPassword",
    "reset_password_from_key": "utblick.accounts.login_forms.ResetPasswordKey",
    "change_password": "utblick.accounts.login_forms.ChangePassword",
    "reauthenticate": "utblick.accounts.login_forms.Reauthenticate",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
# Django's own: allauth's first writes into its table of addresses, which is not kept here, and could not for an unknown address.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
# A new password ends every other session (its hash is in each); the one that chose it goes on.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"log_in_link": "20/h/ip,3/h/key", "log_in_by_provider": "120/m/ip"}
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "utblick.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "utblick.accounts.login_forms.Authenticate",
    "reauthenticate": "utblick.accounts.login_forms.ReauthenticateByCode",
    "activate_totp": "utblick.accounts.login_forms.ConnectApp",
    "add_webauthn": "utblick.accounts.login_forms.AddPasskey",
    "edit_webauthn": "utblick.accounts.login_forms.RenamePasskey",
}
MFA_TOTP_ISSUER = "Utblick"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
# The coordinator gave the address, and the first log-in went by a mail to it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Coordinators and operators (1), or all, get no further than to choosing a second factor (accounts/second_factor.py).
REQUIRE_MFA_OF_ALL = env("UTBLICK_REQUIRE_MFA").lower() == "all"
REQUIRE_MFA = REQUIRE_MFA_OF_ALL or flag("UTBLICK_REQUIRE_MFA")
# Files with a key and its certificate each, for SAML: the first signs, all decrypt (utblick identity-provider key).
SAML_KEYS = words("UTBLICK_SAML_KEYS")
# How many proxies of our own add to X-Forwarded-For. Wrong, all visitors share one count, or an attacker has many.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("UTBLICK_PROXIES", "1" if SECURE else "0"))
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_AGE = 2 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SECURE
# In the session and not in a cookie of their own: they tell names.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "utblick.ui.views.csrf_failure"
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "django_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

# Uploads: a body over this is refused before it is read (ui/uploads counts the file parts).
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "utblick.config.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The virus scanner that each upload passes: a path, or host and port, of clamd (files/scanning.py).
CLAMD = env("UTBLICK_CLAMD")
MEDIA_ROOT = DATA / "uploads"
# None but this program reads them: it hands them out.
FILE_UPLOAD_PERMISSIONS = 0o600
# An S3-compatible store instead of that folder, where a bucket is named (docs/operate/several-hosts.md).
S3_BUCKET, S3_ENDPOINT = env("UTBLICK_S3_BUCKET"), env("UTBLICK_S3_ENDPOINT")
S3 = {
    "bucket_name": S3_BUCKET,
    "endpoint_url": S3_ENDPOINT or None,
    "region_name": env("UTBLICK_S3_REGION") or None,
    "access_key": env("UTBLICK_S3_KEY"),
    "secret_key": env("UTBLICK_S3_SECRET"),
    "location": env("UTBLICK_S3_PREFIX"),
    # The file of the authority that the store's certificate is from, where it is not a public one.
    "verify": env("UTBLICK_S3_CA") or None,
    # Whether the bucket stands in the host name (virtual) or in the path; most stores of one's own know the path alone.
    "addressing_style": "path" if S3_ENDPOINT else "auto",
}

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "utblick.files.s3.Store", "OPTIONS": S3}
    if S3_BUCKET
    else {"BACKEND": "utblick.files.folder.Folder"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# No page asks for a file by its name alone; kept and packed too, it would double the time of a first start.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Else each test's client would list all files before it asks for its first page.
WHITENOISE_AUTOREFRESH = TESTING or DEBUG

# Languages: English message ids, Swedish first.

LANGUAGE_CODE = "sv"
# Of what the public reads; the tool itself speaks the first two.
LANGUAGES = [
    ("sv", _("Swedish")),
    ("en", _("English")),
    ("de", _("German")),
    ("nb", _("Norwegian")),
    ("fi", _("Finnish")),
]
TOOL_LANGUAGES = LANGUAGES[:2]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
FORMAT_MODULE_PATH = ["utblick.config.formats"]

# Pages that people write (utblick/site/written).

WAGTAIL_SITE_NAME = "Utblick"
WAGTAILADMIN_BASE_URL = env("UTBLICK_ADDRESS", "http://localhost:8000").rstrip("/")
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# An address is read out and written down: /sv/besok/sjon/.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "Svenska"), ("en", "English")]
WAGTAILADMIN_LOGIN_URL = "/log-in/"
# Both would ask hosts outside.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "written.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "utblick.site.written.picture_form.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
# As many as a good camera takes; read from the file's head, before anything is decoded.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
MEDIA_URL = "pictures/"

TASKS = {
    # For what Wagtail would do later, without knowing for which municipality (utblick/site/written/owning.py).
    "at_once": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}
    if TESTING
    else {
        "BACKEND": "django_ox.backend.OxBackend",
        "QUEUES": ["default"],
        "OPTIONS": {
            # Eight tries in a little over an hour: a mail server's restart must not lose a digest.
            "MAX_ATTEMPTS": 8,
            "LOCK_TIMEOUT": 120,
            "BACKOFF_INITIAL": 30,
            "BACKOFF_MAX": 3600,
            "SCHEDULES": SCHEDULES,
        },
    },
}

MAILERS = {
    "default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if DEMO
    else {
        "BACKEND": "utblick.journal.posting.EmailBackend",
        "OPTIONS": {
            "host": env("UTBLICK_MAIL_HOST", "localhost"),
            "port": int(env("UTBLICK_MAIL_PORT", "25")),
            "username": env("UTBLICK_MAIL_USER"),
            "password": env("UTBLICK_MAIL_PASSWORD"),
            "use_tls": flag("UTBLICK_MAIL_TLS"),
            # A server that says nothing must not keep a worker for ever.
            "timeout": 30,
        },
    }
}
DEFAULT_FROM_EMAIL = env("UTBLICK_MAIL_FROM", "utblick@localhost")
# Where mails lead whose municipality has no host name of its own.
ADDRESS = env("UTBLICK_ADDRESS", "http://localhost:8000").rstrip("/")

# The watch may fetch from private addresses only where this says so (tests, a source on the own network).
FETCH_ALLOW = [ipaddress.ip_network(word) for word in words("UTBLICK_FETCH_ALLOW")]

# Views of the pages of campaigns come together so long in each web process before they are written (utblick/site/reach/tally.py).
REACH_SECONDS = 0 if TESTING else 10

# Where the chain of the audit trail is anchored once a day: better where who reaches the database cannot write.
ANCHORS = Path(env("UTBLICK_ANCHORS") or DATA / "anchors.txt")

# Who stamps the anchors with the time (RFC 3161), and the file of the authorities whose word counts.
TIMESTAMP_URL = env("UTBLICK_TIMESTAMP_URL")
TIMESTAMP_CA = Path(env("UTBLICK_TIMESTAMP_CA")) if env("UTBLICK_TIMESTAMP_CA") else None

# Where the nightly backup is written, for which public keys of age, how many stay there, and the file of the secret key for drills.
BACKUPS = Path(env("UTBLICK_BACKUPS")) if env("UTBLICK_BACKUPS") else None
BACKUP_KEYS = words("UTBLICK_BACKUP_KEYS")
BACKUPS_KEPT = int(env("UTBLICK_BACKUPS_KEPT", "14"))
BACKUP_IDENTITY = Path(env("UTBLICK_BACKUP_IDENTITY")) if env("UTBLICK_BACKUP_IDENTITY") else None

# What our own checks say in the words of our variables (checks/), and preloading: it puts a whole domain into the browsers
# for good, which is the municipality's to choose.
SILENCED_SYSTEM_CHECKS = [
    *("security.W004", "security.W008", "security.W012", "security.W016"),  # HTTPS: E008
    *("security.W009", "security.W025"),  # keys: E001, E013
    "security.W018",  # debug: E007
    "security.W021",  # preloading
]

# Where newsletters lie: maildir:///var/mail/utblick or imaps://user:password@host/INBOX; and the address that leads there.
POST_BOX, POST_ADDRESS = env("UTBLICK_POST_BOX"), env("UTBLICK_POST_ADDRESS")
# Where mail that cannot be delivered comes back: a box as above, and the address that leads there with +anything before the @.
BOUNCE_BOX, BOUNCE_ADDRESS = env("UTBLICK_BOUNCE_BOX"), env("UTBLICK_BOUNCE_ADDRESS")

# What is told of each request (operate/seen.py): counted where somebody may ask for the numbers, logged for a machine.
METRICS_TOKEN = env("UTBLICK_METRICS_TOKEN")
LOG = "json" if env("UTBLICK_LOG") == "json" else "line"
LOG_IP = flag("UTBLICK_LOG_IP")
TELL_REQUESTS_TO = [
    *(["utblick.operate.metrics.counting.count"] if METRICS_TOKEN else []),
    *(["utblick.operate.logs.tell"] if LOG == "json" else []),
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "utblick.operate.logs.Line", "fmt": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "utblick.operate.logs.Json"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "utblick": {"level": "INFO"},
        # A failed job is told with its traceback; the start of each is not.
        "django.tasks": {"level": "WARNING"},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        # Its warnings tell of pages that are not there, as the line of each request does.
        **({"django.request": {"level": "ERROR"}} if LOG == "json" else {}),
    },
}
