"""Django's settings. Everything that an installation may choose comes from the environment and stands in the manual."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Where the installation keeps its own files: database, snapshots, secret.
DATA = Path(os.environ.get("TOLOK_DATA", "var")).absolute()
POTRET = DATA / "potret"  # frozen rows, one Parquet file per hash
BUKTI = DATA / "bukti"  # evidence beside figures, one file per hash
UNGGAHAN = DATA / "unggahan"  # files handed in and not yet accepted, encrypted
for _folder in (DATA, POTRET, BUKTI, UNGGAHAN):
    _folder.mkdir(parents=True, exist_ok=True)

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
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "tolok.store",
    "tolok.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tolok.web.middleware.SafeHeaders",
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

AUTH_USER_MODEL = "store.Pengguna"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/masuk/"
CSRF_FAILURE_VIEW = "tolok.web.views.galat.kedaluwarsa"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
