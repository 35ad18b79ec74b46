"""The log of the server: what happened and where, never with which values."""

import logging
import sys

from tolok.config.log import WithoutValues

NIK = "3575011234567890"


def test_an_error_is_told_by_its_kind_and_its_places_without_its_message() -> None:
    try:
        raise ValueError(f"duplicate key: {NIK}")
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "x", 1, "Internal Server Error: %s", (f"/k/{NIK}/",), None
        )
        record.exc_info = sys.exc_info()
    text = WithoutValues().format(record)
    assert "ValueError" in text
    assert "test_log.py" in text
    assert NIK not in text


def test_an_address_in_a_notice_of_the_library_is_left_out() -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "x", 1, "Not Found: %s", (f"/k/{NIK}/",), None)
    assert WithoutValues().format(record).endswith("Not Found")
