"""My tasks: what one person has to do in one office, what he waits for, what he finished. One selector per kind.

A kind is added by a function `(Papan) -> Iterable[Tugas]` in PEMILIH; nothing is stored, so a task is gone when it is done.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from tolok.measurement.approval import Step, check_step, forward_action, waiting_role
from tolok.measurement.tenggat import NAMA_BATAS
from tolok.services.penjelasan import why_explain_all
from tolok.services.periode import batas_of
from tolok.services.selectors import figures_of, register_of
from tolok.services.terbitan import who_took
from tolok.services.tugas_baca import document_questions
from tolok.services.tugas_papan import BERJALAN, Butir, Papan, Selesai, Status, Tugas
from tolok.store.models import Kiriman, LogPerubahan, PeriodePengukuran, Unggahan, UsulDefinisi, schemas
from tolok.values.number import format_angka
from tolok.values.period import Period

KERJA = {"ajukan": "Ajukan", "verifikasi": "Verifikasi", "setujui": "Setujui", "terbitkan": "Terbitkan"}
SEMINGGU = timedelta(days=7)
SEBUTAN_LOG = {
    "realisasi.diajukan": "Ajukan",
    "realisasi.diverifikasi": "Verifikasi",
    "realisasi.disetujui": "Setujui",
    "realisasi.diterbitkan": "Terbitkan",
    "realisasi.dikembalikan": "Kembalikan",
    "realisasi.dibuka_kembali": "Buka kembali",
    "realisasi.diketik": "Ketik angka",
    "penjelasan.ditulis": "Tulis penjelasan",
    "laporan.ditulis": "Tulis laporan",
    "bukti.dilampirkan": "Lampirkan bukti",
    "periode.dibuka": "Buka periode",
    "periode.batas_diubah": "Ubah batas periode",
    "periode.ditutup": "Tutup periode",
    "periode.dibuka_kembali": "Buka kembali periode",
    "baris.dikoreksi": "Koreksi baris",
    "kiriman.diterima": "Terima kiriman",
}


def tasks_of(papan: Papan) -> tuple[list[Tugas], list[Tugas]]:
    """(what the reader has to do, late first; what he waits for)."""
    found = [tugas for pick in PEMILIH for tugas in pick(papan)]
    mine = sorted((one for one in found if not one.oleh), key=lambda one: one.batas or date.max)
    return mine, [one for one in found if one.oleh]


def _steps(papan: Papan) -> Iterable[Tugas]:
    """Figures whose next step is the reader's, and those of his that wait for another."""
    for one in papan.butir:
        role, aksi = waiting_role(one.kini.status), forward_action(one.kini.status)
        if role is None or aksi is None:
            continue
        held = papan.tertahan.get(one.row.pk, ())
        mine = papan.reaches(role, one.angka.indikator) and _receives(papan, one)
        if mine and held:
            yield _held_up(papan, one, held)
        elif mine and not _barred(papan, one, role):
            yield _step(one, aksi)
        elif _concerns(papan, one):
            yield _waiting(papan, one, role)


def _receives(papan: Papan, one: Butir) -> bool:
    """A returned figure waits for whoever submitted it, while he may still do so."""
    if one.kini.status != "dikembalikan":
        return True
    author = next((step.oleh_id for step in reversed(one.kini.langkah) if step.aksi == "ajukan"), papan.orang.pk)
    gone = not any(held.pengguna_id == author and held.peran == "operator" for held in papan.pemegang)
    return gone or author == papan.orang.pk


def _barred(papan: Papan, one: Butir, role: str) -> bool:
    steps = [Step(step.aksi, str(step.oleh_id)) for step in one.kini.langkah]
    return bool(check_step(one.kini.status, forward_action(one.kini.status) or "", str(papan.orang.pk), role, steps))


def _concerns(papan: Papan, one: Butir) -> bool:
    """The reader took a step on it, or it is his bidang's to submit."""
    took = any(step.oleh_id == papan.orang.pk for step in one.kini.langkah)
    return took or papan.reaches("operator", one.angka.indikator)


def _step(one: Butir, aksi: str) -> Tugas:
    last = one.kini.langkah[-1] if one.kini.langkah else None
    batas, ke = one.batas.of_step(aksi), ("indikator", {"kode": one.angka.indikator.kode})
    if one.kini.status == "dikembalikan" and last is not None:
        said = f"{who_took(last)}: “{last.catatan}”"
        return Tugas(f"Perbaiki {one.sebutan}", said, "dikembalikan", ke, one.period, batas)
    said = f"{one.angka.indikator.nama}."
    if last is not None and last.aksi in _DONE:
        said += f" {_DONE[last.aksi]} {who_took(last)}."
    return Tugas(f"{KERJA[aksi]} {one.sebutan}: {one.nilai}", said, "belum dimulai", ke, one.period, batas)


_DONE = {"ajukan": "Diajukan", "verifikasi": "Diverifikasi", "setujui": "Disetujui", "buka_kembali": "Dibuka kembali"}


def _held_up(papan: Papan, one: Butir, held: Sequence[str]) -> Tugas:
    words = " dan ".join(filter(None, (", ".join(held[:-1]), held[-1])))
    ke = ("indikator", {"kode": one.angka.indikator.kode})
    lalu = f"lalu {papan.holder('verifikator', one.angka.indikator)}"
    return Tugas(
        f"{one.sebutan}: {one.nilai}", f"Tertahan sampai {words} ada", "belum dapat diajukan", ke, one.period, oleh="Anda",
        lalu=lalu,
    )  # fmt: skip


def _waiting(papan: Papan, one: Butir, role: str) -> Tugas:
    own = next((step for step in reversed(one.kini.langkah) if step.oleh_id == papan.orang.pk), None)
    said = f"Anda {_OWN[own.aksi]}" if own else one.angka.indikator.nama
    sejak = one.kini.langkah[-1].pada if one.kini.langkah else one.row.dihitung_pada
    status: Status = "dikembalikan" if one.kini.status == "dikembalikan" else BERJALAN.get(one.kini.status, "belum dimulai")
    ke, oleh = ("indikator", {"kode": one.angka.indikator.kode}), papan.holder(role, one.angka.indikator)
    return Tugas(f"{one.sebutan}: {one.nilai}", said, status, ke, one.period, oleh=oleh, sejak=sejak)


_OWN = {"ajukan": "ajukan", "verifikasi": "verifikasi", "setujui": "setujui", "kembalikan": "kembalikan",
        "terbitkan": "terbitkan", "buka_kembali": "buka kembali"}  # fmt: skip


def _explanations(papan: Papan) -> Iterable[Tugas]:
    """Forced explanations that are still missing, for whoever submits."""
    drafts = [one for one in papan.butir if papan.reaches("operator", one.angka.indikator)]
    waiting = [one for one in drafts if set(papan.tertahan.get(one.row.pk, ())) - {"bukti"}]
    reasons = why_explain_all([one.row for one in waiting], papan.at) if waiting else {}
    for one in waiting:
        words = [word for word in papan.tertahan[one.row.pk] if word != "bukti"]
        said = f"Wajib, karena {' dan '.join(reasons[one.row.pk])}."
        status: Status = "belum dimulai" if len(words) == 2 else "sedang dikerjakan"
        parts = {"kode": one.angka.indikator.kode, "nomor": one.row.nomor}
        ke: tuple[str, dict[str, object]] = ("penjelasan-tulis", parts)
        yield Tugas(f"Tulis {' dan '.join(words)} {one.sebutan}", said, status, ke, one.period, one.batas.ajukan)


def _evidence(papan: Papan) -> Iterable[Tugas]:
    """Typed figures without evidence."""
    for one in papan.butir:
        if one.row in papan.tanpa_bukti and papan.reaches("operator", one.angka.indikator):
            parts = {"kode": one.angka.indikator.kode, "nomor": one.row.nomor}
            said = "Angka ini diketik, jadi tidak dapat diajukan tanpa bukti."
            ke: tuple[str, dict[str, object]] = ("bukti-lampirkan", parts)
            yield Tugas(f"Lampirkan bukti {one.sebutan}", said, "belum dimulai", ke, one.period, one.batas.ajukan)


def _data(papan: Papan) -> Iterable[Tugas]:
    """Registers that figures of an open year read and of which nothing was delivered for it."""
    if not papan.may("terima_data"):
        return
    for one in papan.periode:
        period, batas = Period(one.tahun, one.triwulan), batas_of(one)
        delivered = set(
            Kiriman.objects.filter(
                perangkat_daerah__pemda=papan.kantor.pemda_id, jenis="berkas", periode__startswith=str(one.tahun),
                diterima_pada__lte=papan.at,
            ).values_list("register", flat=True)
        )  # fmt: skip
        for register, codes in _registers(papan, period).items():
            if register not in delivered:
                said = f"Dibaca {', '.join(codes)}; belum ada kiriman untuk {one.tahun}."
                ke = ("register-isi", {"register": register})
                label = schemas()[register].label
                yield Tugas(f"Kirim {label} untuk {period.label}", said, "belum dimulai", ke, period, batas.data)


def _registers(papan: Papan, period: Period) -> dict[str, list[str]]:
    """Register → codes of the reader's figures that read it but could not be computed from it."""
    found: dict[str, list[str]] = {}
    for one in papan.butir:
        if one.period == period and papan.reaches("operator", one.angka.indikator):
            totals = one.row.lembar["wilayah"].get(papan.kantor.pemda_id, {}).get("total", ())
            for name in dict.fromkeys(register_of(total["agregat"]) for total in totals):
                if name in schemas():
                    found.setdefault(name, []).append(one.angka.indikator.kode)
    return found


def _uploads(papan: Papan) -> Iterable[Tugas]:
    """Files that were checked and wait to be accepted or refused; the uploader's own first of all."""
    if not papan.may("terima_data"):
        return
    waiting = Unggahan.objects.filter(perangkat_daerah=papan.kantor, status="siap", pada__lte=papan.at)
    for one in waiting.select_related("oleh").order_by("pada"):
        whose = "Anda unggah" if one.oleh_id == papan.orang.pk else f"Diunggah {one.oleh.nama}"
        ke = ("unggahan", {"unggahan": one.pk})
        yield Tugas(f"Terima atau tolak {one.berkas}", f"{whose}; hasil pemeriksaan siap.", "sedang dikerjakan", ke)


def _definitions(papan: Papan) -> Iterable[Tugas]:
    """Definitions that were proposed and wait to be decided; never by their author."""
    waiting = UsulDefinisi.objects.filter(perangkat_daerah=papan.kantor, status="diajukan", diubah_pada__lte=papan.at)
    for one in waiting.select_related("oleh").order_by("diubah_pada"):
        ke = ("usul", {"kode": one.kode, "usul_nomor": one.pk})
        if one.oleh_id == papan.orang.pk:
            head = next((held.pengguna.nama for held in papan.pemegang if held.peran == "kepala_dinas"), "kepala dinas")
            yield Tugas(f"Usul definisi {one.kode}", "Anda ajukan", "diajukan", ke, oleh=head, sejak=one.diubah_pada)
        elif papan.may("tetapkan_definisi"):
            yield Tugas(f"Putuskan usul definisi {one.kode}", f"Diajukan {one.oleh.nama}: {one.alasan}", "belum dimulai", ke)


def _periods(papan: Papan) -> Iterable[Tugas]:
    """For the perencana: a year that has ended and was not opened, and a period in which all is published."""
    if not papan.may("kelola_periode"):
        return
    last = Period(papan.hari.year - 1)
    if not PeriodePengukuran.objects.filter(perangkat_daerah=papan.kantor, tahun__gte=last.tahun).exists():
        said = "Membuka periode menghitung semua IKU dari data yang sudah diterima."
        yield Tugas(f"Buka {last.label}", said, "belum dimulai", ("periode-buka", {}), last)
    for one in papan.periode:
        period = Period(one.tahun, one.triwulan)
        figures = figures_of(papan.kantor, period, papan.at)
        if figures and all(f.kini and f.kini.status == "diterbitkan" for f in figures):
            said = "Semua angka sudah terbit."
            yield Tugas(f"Tutup {period.label}", said, "belum dimulai", ("periode-tutup", {}), period, one.batas_terbit)


PEMILIH: list[Callable[[Papan], Iterable[Tugas]]] = [
    _steps, _explanations, _evidence, _data, _uploads, _definitions, _periods, document_questions,
]  # fmt: skip


def finished_of(papan: Papan) -> list[Selesai]:
    """What the person did in the last seven days, the newest first, one line for the same thing done twice."""
    entries = LogPerubahan.objects.filter(
        oleh=papan.orang, perangkat_daerah=papan.kantor, pada__gt=papan.at - SEMINGGU, pada__lte=papan.at,
        tindakan__in=SEBUTAN_LOG,
    ).order_by("-urut")[:200]  # fmt: skip
    found: dict[str, Selesai] = {}
    for one in entries:
        kode, period, nomor = _parts(one.objek)
        what = SEBUTAN_LOG[one.tindakan]
        if nomor:
            title = f"{what} {kode}, {period.label}" if period else f"{what} {kode}"
            found.setdefault(title, Selesai(title, one.pada, ("indikator", {"kode": kode}), period))
        else:
            title = f"{what} {period.label}" if period else f"{what} {schemas()[kode].label if kode in schemas() else kode}"
            found.setdefault(title, Selesai(title, one.pada, ("periode", {}) if period else ("", {}), period))
    return list(found.values())


def _parts(objek: str) -> tuple[str, Period | None, str]:
    """`KOP-03 2023 nomor 1` → code, period, number; `2023` → period alone; anything else → its first word."""
    words = objek.split()
    try:
        if len(words) == 1:
            return "", Period.parse(words[0]), ""
        return words[0], Period.parse(words[1]), words[3] if len(words) > 3 and words[2] == "nomor" else ""
    except ValueError:
        return words[0] if words else "", None, ""


def important_dates(papan: Papan, most: int = 5) -> list[tuple[date, str, Period]]:
    """The next deadlines of every open period, the nearest first: day, words, period."""
    found = []
    for one in papan.periode:
        period = Period(one.tahun, one.triwulan)
        for name, day in zip(NAMA_BATAS, batas_of(one).days, strict=True):
            if day >= papan.hari:
                found.append((day, f"{NAMA_BATAS[name]} {period.label}", period))
    return sorted(found, key=lambda one: (one[0], str(one[2])))[:most]


def late_words(tasks: Sequence[Tugas], hari: date) -> str:
    """The finding: `4 tugas untuk Anda, satu lewat batas`."""
    if not tasks:
        return "Tidak ada tugas untuk Anda"
    late = sum(one.batas is not None and one.batas < hari for one in tasks)
    said = f"{format_angka(len(tasks))} tugas untuk Anda"
    return f"{said}, {_COUNTS[late] if late < len(_COUNTS) else late} lewat batas" if late else said


_COUNTS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
