"""What a log may say: what happened and where in the program, never with which values."""

import logging
import traceback
from types import TracebackType
from typing import Any

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutValues(logging.Formatter):
    """Of an error its kind and the places that it went through. Its message may quote a row, an address may name one."""

    def format(self, record: logging.LogRecord) -> str:
        said = str(record.msg) if record.exc_info else record.getMessage()
        said = said.partition(":")[0] if record.name.startswith("django.") else said
        lines = [f"{self.formatTime(record)} {record.levelname} {record.name}: {said}"]
        if record.exc_info:
            lines.append(self.formatException(record.exc_info))
        return "\n".join(lines)

    def formatException(self, ei: _Raised | Any) -> str:  # a name that logging gives
        kind, _, trace = ei
        places = [f"  {one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]
        return "\n".join([kind.__name__ if kind else "", *places])


def log_settings() -> dict[str, Any]:
    """LOGGING of Django: errors and the program's own notices to standard error, everything else nowhere."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"tanpa_isi": {"()": "tolok.config.log.WithoutValues"}},
        "handlers": {"galat": {"class": "logging.StreamHandler", "formatter": "tanpa_isi", "level": "ERROR"},
                     "catatan": {"class": "logging.StreamHandler", "formatter": "tanpa_isi", "level": "WARNING"}},
        "loggers": {"django": {"handlers": ["galat"], "level": "ERROR", "propagate": False},
                    "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},
                    "tolok": {"handlers": ["catatan"], "level": "WARNING", "propagate": False}},
    }  # fmt: skip
