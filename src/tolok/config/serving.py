"""Settings of the running server: as everywhere, but style sheets and fonts under names that hold their hash, compressed.

Kept apart, since the names come from a list that `tolok jalan` writes at each start; commands and tests need none.
"""

from tolok.config.log import log_settings
from tolok.config.settings import *  # noqa: F403  # every setting, then the one that differs

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
LOGGING = log_settings()
