"""What commands make of what was typed: instants, and mistakes told as Issues."""

from datetime import datetime

from tolok.values.instant import parse_instant
from tolok.values.issue import Issue, IssueError


def known_at(diketahui: str | None, now: datetime) -> datetime:
    """The instant of `--diketahui`; now where nothing was asked. IssueError TLK-S021."""
    try:
        return parse_instant(diketahui) if diketahui else now
    except ValueError:
        raise IssueError(mistake("TLK-S021", "--diketahui", f"`{diketahui}` bukan saat", "2024-08-12")) from None


def mistake(kode: str, where: str, apa: str, saran: str) -> Issue:
    """A command that cannot be run as typed."""
    return Issue(kode, "salah", where, apa, "perintah tidak dapat dijalankan seperti ditulis", saran)


def nothing_received() -> Issue:
    """There are no figures without deliveries."""
    return mistake("TLK-S024", "data", "belum ada kiriman yang diterima", "jalankan `tolok terima` lebih dahulu")
