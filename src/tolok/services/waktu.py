"""The second clock as a reader asks for it: `?diketahui=` of pages and API alike."""

from datetime import datetime

from tolok.values.instant import parse_instant
from tolok.values.issue import Issue, IssueError

_EARLIEST = 1945


def known_instant(asked: str, now: datetime) -> datetime:
    """The instant that `asked` names, or `now` where nothing is asked or the instant lies ahead of it.

    Raises IssueError (TLK-S021) for what is no date, and for years in which nothing can have been known.
    """
    if not asked:
        return now
    try:
        at = parse_instant(asked)
    except ValueError:
        raise IssueError(_no_date(asked)) from None
    if at.year < _EARLIEST:
        raise IssueError(_no_date(asked))
    return min(at, now)


def _no_date(asked: str) -> Issue:
    what = f"`{asked[:40]}` bukan tanggal"
    return Issue("TLK-S021", "salah", "diketahui", what, "tulis misalnya 2024-08-12", "tulis ulang")
