"""Targets of one IKU as pages: years beside their quarters, every revision, and the form that writes them down."""

from collections.abc import Mapping
from fractions import Fraction

from tolok.catalogue.definition import Definisi, TipeHitung
from tolok.services.iku import definition_at
from tolok.services.target import (
    TRIWULAN,
    RevisiTarget,
    doubts_about_targets,
    field_of,
    own_targets,
    target_history,
    target_text,
    target_years,
)
from tolok.store.models import IndikatorKantor
from tolok.values.instant import tanggal_pendek
from tolok.values.number import format_angka
from tolok.values.period import ROMAN, Period
from tolok.web.build.isian_rencana import BARU, Ditolak, plan_trail, with_faults
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rencana import unit_text
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.rencana import HalamanIsianRencana, HalamanTarget, KelompokIsian

ATURAN: Mapping[TipeHitung, str] = {
    "kumulatif": "Target triwulan ialah tambahan dalam triwulan itu; jumlah keempatnya sama dengan target setahun.",
    "posisi akhir": "Target triwulan ialah keadaan pada akhir triwulan itu; Triwulan IV sama dengan target setahun.",
    "non-kumulatif": "Target triwulan berdiri sendiri; rata-ratanya seharusnya sama dengan target setahun.",
    "tahunan": "Angka ini diukur setahun sekali. Target triwulan ialah tonggak; Triwulan IV sama dengan target setahun.",
}


def build_target(view: Pandangan, row: IndikatorKantor) -> HalamanTarget:
    """What was promised, as known at the reader's instant; the heading is the target of the year."""
    definisi = definition_at(row, view.period.tahun, view.at)
    own = own_targets(row, view.at)
    history = target_history(row, view.at)
    doubts = tuple(
        Pesan(one.bobot, _sentence(one.apa), f"{_sentence(one.mengapa)}. {_sentence(one.saran)}.", kode=one.kode)
        for one in doubts_about_targets(row, view.at)
    )
    edit = Tindakan("Isi atau revisi target", view.alamat.ke("isi-target", kode=row.kode), "utama")
    return HalamanTarget(
        kerangka=frame(view, f"Target {row.kode}", plan_trail(view, row.kode, "Target"), kini="Indikator"),
        judul=_finding(view, row, definisi, own),
        lead=f"{row.kode} · {row.nama}",
        matriks=_matrix(view, definisi, own),
        aturan=ATURAN[definisi.tipe_hitung],
        riwayat=_history(definisi, history) if history else None,
        catatan=doubts,
        tindakan=(edit,) if "kelola_target" in view.hak and not view.lampau else (),
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".")


def _finding(view: Pandangan, row: IndikatorKantor, definisi: Definisi, own: Mapping[Period, Fraction]) -> str:
    tahun = view.period.tahun
    now = own.get(Period(tahun))
    if now is None:
        return f"Belum ada target {tahun} untuk {row.kode}"
    said = f"Target {tahun}: {_printed(now, definisi)}"
    before = own.get(Period(tahun - 1))
    if before is None or before == now:
        return said if before is None else f"{said}, sama dengan {tahun - 1}"
    return f"{said}, {'naik' if now > before else 'turun'} dari {_printed(before, definisi)}"


def _printed(nilai: Fraction, definisi: Definisi) -> str:
    return format_angka(nilai, definisi.desimal) + ("%" if definisi.satuan_tampil == "%" else "")


def _matrix(view: Pandangan, definisi: Definisi, own: Mapping[Period, Fraction]) -> Tabel:
    columns = (
        Kolom("Tahun", ponsel="utama"),
        Kolom("Setahun", angka=True, ponsel="angka"),
        *(Kolom(f"Triwulan {ROMAN[tw]}", angka=True) for tw in TRIWULAN),
    )
    rows = []
    for tahun in target_years(view.period):
        cells = [_cell(own.get(Period(tahun, tw)), definisi, "belum ada" if tw == 0 else "–") for tw in (0, *TRIWULAN)]
        rows.append((Sel(str(tahun), "tebal" if tahun == view.period.tahun else ""), *cells))
    unit = "" if definisi.satuan_tampil in ("", "nilai", "indeks") else f" ({definisi.satuan_tampil})"
    return Tabel(f"Target menurut tahun dan triwulan{unit}", columns, tuple(rows))


def _cell(nilai: Fraction | None, definisi: Definisi, missing: str) -> Sel:
    return Sel(format_angka(nilai, definisi.desimal)) if nilai is not None else Sel(missing, "kosong")


def _history(definisi: Definisi, history: list[RevisiTarget]) -> Tabel:
    columns = (
        Kolom("Periode", ponsel="utama"), Kolom("Target", angka=True, ponsel="angka"), Kolom("Diketahui sejak"),
        Kolom("Dasar"), Kolom("Alasan revisi"), Kolom("Keadaan"),
    )  # fmt: skip
    rows = tuple(
        (
            Sel(one.period.label[:1].upper() + one.period.label[1:]),
            _cell(Fraction(one.row.nilai), definisi, ""),
            Sel(tanggal_pendek(one.row.diketahui_dari)),
            Sel(one.row.dasar) if one.row.dasar else Sel("tidak ditulis", "kosong"),
            Sel(one.row.alasan) if one.row.alasan else Sel("–", "kosong"),
            Sel("digantikan", "kosong") if one.digantikan else Sel("berlaku"),
        )
        for one in history
    )
    return Tabel("Semua target yang pernah ditetapkan", columns, rows)


# --- the form ---------------------------------------------------------------------------------------------------------


def periods_asked(period: Period) -> tuple[Period, ...]:
    """What the form asks for: five years, and the quarters of the year that is looked at."""
    return (*(Period(tahun) for tahun in target_years(period)), *(Period(period.tahun, tw) for tw in TRIWULAN))


def build_isi_target(view: Pandangan, row: IndikatorKantor, ditolak: Ditolak = BARU) -> HalamanIsianRencana:
    """The form: yearly targets of five years, quarters of the year, one basis, and a reason where one is revised."""
    definisi = definition_at(row, view.period.tahun, view.at)
    own = own_targets(row, view.at)
    years = tuple(_field(Period(tahun), str(tahun), own, definisi, ditolak) for tahun in target_years(view.period))
    quarters = tuple(
        _field(Period(view.period.tahun, tw), f"Triwulan {ROMAN[tw]}", own, definisi, ditolak) for tw in TRIWULAN
    )
    basis = Isian("dasar", "Dasar penetapan", ditolak.value("dasar", ""), "teks",
                  "Misalnya Perjanjian Kinerja 2024 atau Renstra 2024–2026.", wajib=True)  # fmt: skip
    why = Isian("alasan", "Alasan revisi", ditolak.value("alasan", ""), "panjang",
                "Perlu bila target yang sudah ada diubah; paling sedikit 10 huruf.")  # fmt: skip
    page = HalamanIsianRencana(
        kerangka=frame(view, f"Isi target {row.kode}", plan_trail(view, row.kode, "Isi target"), kini="Indikator"),
        judul=f"Isi atau revisi target {row.kode}",
        lead=row.nama,
        kelompok=(
            KelompokIsian(judul=f"Target setahun ({unit_text(definisi)})", isian=years, sejajar="pendek"),
            KelompokIsian(judul=f"Target triwulan {view.period.tahun}", isian=quarters, sejajar="pendek",
                          keterangan=ATURAN[definisi.tipe_hitung]),
            KelompokIsian(judul="Dasar dan alasan", isian=(basis, why)),
        ),
        formulir=Formulir(view.alamat.ke("isi-target", kode=row.kode), "Simpan target"),
        batal=Tautan("Batal", view.alamat.ke("target", kode=row.kode)),
        samping_judul="Yang perlu diketahui",
        samping=(Fakta("Satuan", unit_text(definisi)), Fakta("Tipe", definisi.tipe_hitung), Fakta("Arah", definisi.arah)),
        samping_isi="Angka yang sudah terbit memakai target pada hari terbitnya; revisi tidak mengubahnya.",
    )  # fmt: skip
    return with_faults(page, ditolak)


def _field(period: Period, label: str, own: Mapping[Period, Fraction], definisi: Definisi, ditolak: Ditolak) -> Isian:
    known = target_text(own[period], definisi.desimal) if period in own else ""
    value = ditolak.value(field_of(period), known)
    return Isian(field_of(period), label, value, "angka", lama=known if known and value != known else "")
