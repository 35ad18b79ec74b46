"""Instants: the second clock, *diketahui*. Always aware, always passed in, never read from the wall below Django."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
_BARE_DATE = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_MONTHS = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
]  # fmt: skip


def parse_instant(text: str) -> datetime:
    """ISO instant; without a zone it is WIB; a bare date means the end of that day, so that the whole day is known."""
    text = text.strip()
    if _BARE_DATE.fullmatch(text):
        return datetime.combine(date.fromisoformat(text), time(23, 59, 59, 999999), WIB)
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=WIB)


def instant_text(instant: datetime) -> str:
    """Canonical text in UTC with microseconds: sorts as it reads. ValueError for a naive instant."""
    if instant.tzinfo is None:
        raise ValueError("instant tanpa zona waktu")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def tanggal_panjang(day: date) -> str:
    """`7 Oktober 2024`, for a day or for the day of an instant in WIB."""
    local = day.astimezone(WIB) if isinstance(day, datetime) and day.tzinfo else day
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def tanggal_pendek(day: datetime) -> str:
    """`7 Okt 2024, 14.10`, in WIB."""
    local = day.astimezone(WIB) if day.tzinfo else day
    month = {"Agustus": "Agt"}.get(_MONTHS[local.month - 1], _MONTHS[local.month - 1][:3])
    return f"{local.day} {month} {local.year}, {local:%H.%M}"
