"""Beside the IKU table: what waits for the reader with its deadline, what is late elsewhere, where every figure is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from tolok.measurement.approval import forward_action, waiting_role
from tolok.measurement.tenggat import days_left
from tolok.services.periode import batas_of
from tolok.services.selectors import AngkaKantor, last_steps
from tolok.services.tugas_papan import NEVER
from tolok.store.models import Langkah, PeriodePengukuran, Realisasi
from tolok.values.instant import tanggal_pendek
from tolok.values.period import Period
from tolok.web.alamat import Alamat
from tolok.web.build.angka import with_unit
from tolok.web.build.kerangka import Pandangan
from tolok.web.read_models import ButirTugas, Fakta
from tolok.web.read_models.komponen import Nada

MOST_LATE = 5
NEAR = 3  # days
_JUDUL = {
    "operator": ("Menunggu Anda ajukan", "Tidak ada yang menunggu Anda ajukan."),
    "verifikator": ("Menunggu verifikasi Anda", "Tidak ada yang menunggu verifikasi Anda."),
    "kepala_dinas": ("Menunggu persetujuan Anda", "Tidak ada yang menunggu persetujuan Anda."),
    "perencana": ("Menunggu Anda terbitkan", "Tidak ada yang menunggu Anda terbitkan."),
}
_DONE = {"ajukan": "diajukan", "verifikasi": "diverifikasi", "setujui": "disetujui", "kembalikan": "dikembalikan"}
_NOT_YET = {"draf": "belum diajukan", "dikembalikan": "belum diperbaiki", "diajukan": "belum diverifikasi",
            "diverifikasi": "belum disetujui", "disetujui": "belum diterbitkan"}  # fmt: skip
_STATES = {"draf": "Draf", "dikembalikan": "Dikembalikan", "diajukan": "Diajukan", "diverifikasi": "Diverifikasi",
           "disetujui": "Disetujui", "diterbitkan": "Diterbitkan"}  # fmt: skip


def waiting_words(view: Pandangan) -> tuple[str, str]:
    """(heading, what is said when nothing waits) for the reader's role; '' for one who decides nothing."""
    mine = [words for role, words in _JUDUL.items() if role in view.roles]
    if not mine:
        return "", ""
    judul, kosong = mine[0] if len(mine) == 1 else ("Menunggu Anda", "Tidak ada yang menunggu Anda.")
    return judul, "Langkah hanya diambil dari keadaan hari ini." if view.lampau else kosong


def waiting_items(view: Pandangan) -> tuple[ButirTugas, ...]:
    """Figures whose next step is the reader's, the nearest deadline first; nothing waits in the past."""
    if view.lampau:
        return ()
    rows = view.menunggu
    last = last_steps(rows)
    found = [(due_of(row, view.dibuka), row) for row in rows]
    found.sort(key=lambda one: one[0] or date.max)
    return tuple(_item(view, row, due, last.get(row.pk)) for due, row in found)


def due_of(row: Realisasi, opened: Mapping[Period, PeriodePengukuran]) -> date | None:
    """The deadline of a figure's next step; None where its period names none."""
    period, action = opened.get(Period(row.tahun, row.triwulan)), forward_action(row.status)
    return batas_of(period).of_step(action) if period is not None and action is not None else None


def _item(view: Pandangan, row: Realisasi, due: date | None, last: Langkah | None) -> ButirTugas:
    period = Period(row.tahun, row.triwulan)
    parts = [period.title]
    if last is not None and last.aksi in _DONE:
        parts.append(f"{_DONE[last.aksi]} {last.oleh.nama}, {day_words(last.pada)}")
    if row.alasan_koreksi:
        parts.append(f"koreksi: {row.alasan_koreksi}")
    batas, nada = deadline_words(due, timezone.localdate(view.at))
    return ButirTugas(
        judul=row.indikator.nama,
        href=Alamat(view.kantor.slug, period).indikator(row.indikator.kode),
        keterangan=" · ".join(parts),
        angka=with_unit(row.tampil, row.definisi.isi) if row.nilai else row.alasan,
        batas=batas,
        batas_nada=nada,
    )


def day_words(instant: datetime) -> str:
    """`4 Okt` of an instant; with its year where that is not the reader's own matter: `4 Okt 2024`."""
    return tanggal_pendek(instant).split(",")[0]


def deadline_words(due: date | None, today: date) -> tuple[str, Nada]:
    """`Batas 10 Okt 2024, 3 hari lagi` and how urgent that is."""
    if due is None:
        return "", "netral"
    left = (due - today).days
    said = tanggal_pendek(datetime(due.year, due.month, due.day)).split(",")[0]  # noqa: DTZ001  # a day has no zone
    nada: Nada = "buruk" if left < 0 else "waspada" if left <= NEAR else "netral"
    return f"Batas {said}, {days_left(due, today)[0].lower()}{days_left(due, today)[1:]}", nada


def late_elsewhere(view: Pandangan, figures: Sequence[AngkaKantor]) -> tuple[ButirTugas, ...]:
    """Figures of this period that another person should have moved on by now; the longest first."""
    opened = view.dibuka.get(view.period)
    if opened is None or (opened.ditutup_pada is not None and opened.ditutup_pada <= view.at):
        return ()
    today, late = timezone.localdate(view.at), []
    for figure in figures:
        kini = figure.kini
        if kini is None or waiting_role(kini.status) in (None, *view.roles) or kini.realisasi.alasan in NEVER:
            continue
        due = due_of_status(kini.status, opened)
        if due is not None and due < today:
            late.append((due, figure, kini.status))
    late.sort(key=lambda one: one[0])
    return tuple(_late(view, figure, status, due, today) for due, figure, status in late[:MOST_LATE])


def due_of_status(status: str, opened: PeriodePengukuran) -> date | None:
    action = forward_action(status)
    return batas_of(opened).of_step(action) if action is not None else None


def _late(view: Pandangan, figure: AngkaKantor, status: str, due: date, today: date) -> ButirTugas:
    bidang = figure.indikator.bidang
    return ButirTugas(
        judul=f"{figure.indikator.kode} {_NOT_YET[status]}",
        href=view.alamat.indikator(figure.indikator.kode),
        keterangan=" · ".join(filter(None, (bidang.nama if bidang else "", figure.indikator.nama))),
        batas=days_left(due, today),
        batas_nada="buruk",
    )


def standing(figures: Sequence[AngkaKantor]) -> tuple[Fakta, ...]:
    """How many figures stand in each state of the approval: what one who only reads wants to know."""
    counts = Counter(f.kini.status if f.kini else "belum dihitung" for f in figures)
    said = [Fakta(word, f"{counts[state]} IKU") for state, word in _STATES.items() if counts[state]]
    if counts["belum dihitung"]:
        said.append(Fakta("Belum dihitung", f"{counts['belum dihitung']} IKU"))
    return tuple(said)
