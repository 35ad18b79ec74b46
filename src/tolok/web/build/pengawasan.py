"""What the pages of findings, evaluation, survey and personal data share: their tabs, words of dates, errors by field."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from urllib.parse import urlencode

from tolok.services.akses import may
from tolok.values.instant import WIB, tanggal_pendek
from tolok.values.issue import Issue
from tolok.web.build.kerangka import Pandangan
from tolok.web.read_models import Pesan, Tab

NAMA = "Pengawasan"
"""The entry of the navigation to which all of these pages belong."""


def tabs(view: Pandangan, kini: str) -> tuple[Tab, ...]:
    """The parts of supervision that the reader may open; `kini` is the name of the address of this page."""
    rows = may(view.orang, view.kantor, "lihat_baris")
    parts = [("Temuan", "temuan", rows), ("Evaluasi AKIP", "lke", True), ("Survei kepuasan", "survei", rows)]
    parts.append(("Data pribadi", "identitas", may(view.orang, view.kantor, "lihat_akses_identitas")))
    return tuple(Tab(label, "", view.alamat.ke(nama), nama == kini) for label, nama, seen in parts if seen)


def day(value: date) -> str:
    """`7 Okt 2024`."""
    return tanggal_pendek(datetime.combine(value, time(), WIB)).partition(",")[0]


def faults_of(issues: Iterable[Issue]) -> dict[str, str]:
    """Field → what is wrong with it and how to mend it."""
    return {one.di_mana: f"{one.apa[0].upper()}{one.apa[1:]}. {one.saran[0].upper()}{one.saran[1:]}." for one in issues}


def messages_of(issues: Sequence[Issue], fields: Iterable[str]) -> tuple[Pesan, ...]:
    """What is said of the whole form: issues that belong to none of its fields."""
    known = set(fields)
    return tuple(Pesan.from_issue(one) for one in issues if one.di_mana not in known)


def with_query(href: str, **query: object) -> str:
    """An address with these words behind it; empty ones are left out, those that stand there already stay."""
    asked = urlencode({name: value for name, value in query.items() if value not in ("", None)})
    return f"{href}{'&' if '?' in href else '?'}{asked}" if asked else href
