"""Django's settings. Everything that an installation may choose comes from the environment and stands in the manual."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Where the installation keeps its own files: database, snapshots, secret.
DATA = Path(os.environ.get("TOLOK_DATA", "var")).absolute()
POTRET = DATA / "potret"  # frozen rows, one Parquet file per hash
KUBUS = DATA / "kubus"  # totals of all offices by region, made from the snapshots and made again when they are gone
BUKTI = DATA / "bukti"  # evidence beside figures, one file per hash
UNGGAHAN = DATA / "unggahan"  # files handed in and not yet accepted, encrypted
ANTREAN = DATA / "antrean.sqlite3"  # the worker's queue; may be thrown away while nothing runs
# What seals personal data and waiting files: the key itself as base64, or the file in which it is made on first use.
KUNCI = DATA / "kunci"
KUNCI_DIBERI = os.environ.get("TOLOK_KUNCI", "")
KEPALA_RIWAYAT = DATA / "kepala-riwayat"  # number and seal of the last entry of the change log, outside the database
TEMPLAT = DATA / "templat"  # offices' own Word templates, one file per hash
CADANGAN = DATA / "cadangan"  # backups made from the screen
CETAKAN = DATA / "cetakan"  # documents printed together, and pictures of their pages; kept for a time, made again
for _folder in (DATA, POTRET, KUBUS, BUKTI, UNGGAHAN, TEMPLAT, CADANGAN, CETAKAN):
    _folder.mkdir(parents=True, exist_ok=True)

# Files from people: the largest in bytes, read into memory so that nothing of them lies unsealed on a disk.
UNGGAHAN_TERBESAR = int(os.environ.get("TOLOK_UNGGAHAN_MB", "50")) * 1024**2
FILE_UPLOAD_HANDLERS = ["tolok.web.upload_limit.MemoryUpload"]

# Where the QR of a printed document leads; without it the host under which the page was opened, none by command.
ALAMAT_SITUS = os.environ.get("TOLOK_ALAMAT_SITUS", "").rstrip("/")

# The rows of content: register schemas, indicator definitions, dated parameters.
PAKET = os.environ.get("TOLOK_PAKET", "tolok_koperasi")

# duckdb | sqlite | reference; all give the same figures, only duckdb also lists rows at speed.
ENGINE = os.environ.get("TOLOK_ENGINE", "duckdb")


def _secret() -> str:
    """The secret of this installation, made on first use and readable by its owner only."""
    given = os.environ.get("TOLOK_SECRET")
    if given:
        return given
    path = DATA / "rahasia"
    try:
        return path.read_text()
    except FileNotFoundError:
        made = secrets.token_urlsafe(48)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(made)
        return made


def _database() -> dict[str, object]:
    """SQLite in TOLOK_DATA, or what TOLOK_DATABASE says: postgresql://user:password@host:port/name."""
    address = os.environ.get("TOLOK_DATABASE", "")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "tolok.sqlite3",
            # Writers wait for each other from the first statement on; a write is on disk before it is acknowledged.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("TOLOK_HOST", "127.0.0.1,localhost").split(",")
DATABASES = {"default": _database()}
# Counts of rate limits; so many that nobody can push his own count out by making others.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "tolok.store",
    "tolok.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tolok.web.plain_input.PlainInput",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tolok.web.middleware.SafeHeaders",
    "tolok.web.middleware.OwnPassword",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "tolok.config.urls"
WSGI_APPLICATION = "tolok.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Accounts: passwords by Django, lockout by django-axes, second factor and list of devices by django-allauth (note 0015).
AUTH_USER_MODEL = "store.Pengguna"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "nama")},
    },
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_CLIENT_IP_CALLABLE = "tolok.web.ratelimit.client_ip"
AXES_LOCKOUT_CALLABLE = "tolok.web.views.masuk.terkunci"
ACCOUNT_ADAPTER = "tolok.web.allauth_adapters.AdapterAkun"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_TIMEOUT = 600  # seconds from the password to the code
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key"}  # codes per person; passwords are counted by axes
MFA_ADAPTER = "tolok.web.allauth_adapters.AdapterAutentikator"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tolok"
MFA_TOTP_TOLERANCE = 1  # one step of 30 s before and after: telephones are not always on time
MFA_REAUTHENTICATION_REQUIRED = False  # our own forms ask for the password beside the change itself
LOGIN_URL = "/masuk/"
CSRF_FAILURE_VIEW = "tolok.web.views.galat.kedaluwarsa"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# The application itself speaks plain HTTP. TOLOK_HTTPS says that exactly one proxy with TLS stands in front of it.
HTTPS = os.environ.get("TOLOK_HTTPS", "") not in ("", "0", "tidak")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sehat/"]  # whoever watches over the machine asks on the loopback address
SECURE_HSTS_SECONDS = 365 * 86400 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
