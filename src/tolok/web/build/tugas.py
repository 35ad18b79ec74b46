"""The page of tasks, from services/tugas.py."""

from dataclasses import replace
from datetime import date, datetime, time

from django.utils import timezone

from tolok.measurement.tenggat import days_left
from tolok.services.tugas import finished_of, important_dates, late_words, tasks_of
from tolok.services.tugas_papan import Papan, Tugas, papan_of
from tolok.values.instant import WIB, tanggal_panjang
from tolok.values.number import format_angka
from tolok.values.period import Period
from tolok.web.alamat import Alamat
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Kerangka, Tautan
from tolok.web.read_models.tugas import BarisTugas, HalamanTugas, TandaTugas, TanggalPenting

NEAR = 3  # days
TANDA: dict[str, TandaTugas] = {
    "belum dimulai": TandaTugas("bulat-0", "Belum dimulai", "netral"),
    "sedang dikerjakan": TandaTugas("bulat-1", "Sedang dikerjakan", "netral"),
    "dikembalikan": TandaTugas("kembali", "Dikembalikan", "waspada"),
    "diajukan": TandaTugas("bulat-1", "Diajukan", "aksen"),
    "diverifikasi": TandaTugas("bulat-2", "Diverifikasi", "aksen"),
    "disetujui": TandaTugas("bulat-3", "Disetujui", "aksen"),
    "belum dapat diajukan": TandaTugas("bulat-0", "Belum dapat diajukan", "netral"),
}


def build_tugas(view: Pandangan) -> HalamanTugas:
    """Page 9 of the design for one person in one office, as known at the reader's instant."""
    papan = papan_of(view.orang, view.kantor, view.at)
    mine, others = tasks_of(papan)
    return HalamanTugas(
        kerangka=_counted(frame(view, "Tugas", (Tautan("Tugas"),), kini="Tugas"), len(mine)),
        judul=late_words(mine, papan.hari),
        kerjakan=tuple(_own(view, papan, one) for one in mine),
        menunggu=tuple(_other(view, papan, one) for one in others),
        selesai=tuple(
            BarisTugas(judul=one.judul, href=_href(view, one.ke, one.period), keterangan="", kanan=_day(one.pada))
            for one in finished_of(papan)
        ),
        tanggal=tuple(
            TanggalPenting(_short(day), words, Alamat(view.kantor.slug, period, view.diketahui).bila_ada("periode"))
            for day, words, period in important_dates(papan)
        ),
        kosong=_nothing(papan),
        periode=Tautan("Periode dan batasnya", view.alamat.ke("periode")),
    )


def _counted(kerangka: Kerangka, count: int) -> Kerangka:
    """The frame with the number of these very tasks at their entry, so that one page never says two numbers."""
    said = format_angka(count) if count else ""
    entries = tuple(replace(one, jumlah=said) if one.kini else one for one in kerangka.navigasi)
    return replace(kerangka, navigasi=entries)


def _href(view: Pandangan, ke: tuple[str, dict[str, object]], period: Period | None) -> str:
    """The page of a task; '' where there is no such page."""
    nama, parts = ke
    return Alamat(view.kantor.slug, period or view.period, view.diketahui).bila_ada(nama, **parts) if nama else ""


def _own(view: Pandangan, papan: Papan, one: Tugas) -> BarisTugas:
    due = due_words(one.batas, papan.hari)
    return BarisTugas(
        judul=one.judul, href=_href(view, one.ke, one.period), keterangan=one.keterangan, kanan=due[0],
        kanan_keterangan=due[1], nada=due[2], tanda=TANDA[one.status],
    )  # fmt: skip


def _other(view: Pandangan, papan: Papan, one: Tugas) -> BarisTugas:
    since = one.lalu or (_since(papan.hari, timezone.localdate(one.sejak)) if one.sejak else "")
    return BarisTugas(
        judul=one.judul, href=_href(view, one.ke, one.period), keterangan=one.keterangan, kanan=one.oleh,
        kanan_keterangan=since, tanda=TANDA[one.status],
    )  # fmt: skip


def due_words(batas: date | None, hari: date) -> tuple[str, str, str]:
    """(`3 hari lagi`, `10 Oktober`, colour): three days and less in waspada, what has passed in buruk."""
    if batas is None:
        return "", "", ""
    left = (batas - hari).days
    colour = "buruk" if left < 0 else "waspada" if left <= NEAR else ""
    words = days_left(batas, hari)
    return words[0].upper() + words[1:], f"{'batas ' if left < 0 else ''}{_long(batas)}", colour


def _since(hari: date, since: date) -> str:
    days = (hari - since).days
    return "sejak hari ini" if days <= 0 else f"sejak {days} hari" if days < 60 else f"sejak {_long(since)} {since.year}"


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), WIB)


def _long(day: date) -> str:
    return tanggal_panjang(_noon(day)).rsplit(" ", 1)[0]


def _short(day: date) -> str:
    number, month = _long(day).split()
    return f"{number} {'Agt' if month == 'Agustus' else month[:3]}"


def _day(at: datetime) -> str:
    return tanggal_panjang(at).rsplit(" ", 1)[0]


def _nothing(papan: Papan) -> str:
    upcoming = important_dates(papan, 1)
    if not upcoming:
        return "Tidak ada tugas. Tidak ada periode yang terbuka."
    day, words, _ = upcoming[0]
    return f"Tidak ada tugas. Batas berikutnya {_long(day)}: {words[0].lower()}{words[1:]}."
