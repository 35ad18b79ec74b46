"""What the system itself proves about criteria of the LKE: counted from data, in words, with the page that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tolok.services.temuan import SESUAI, findings_of
from tolok.store.models import (
    Anggaran,
    IndikatorKantor,
    Kiriman,
    Langkah,
    NilaiLke,
    Penjelasan,
    PerangkatDaerah,
    PeriodePengukuran,
    Program,
    Realisasi,
    Sasaran,
    Target,
)
from tolok.values.number import format_angka


@dataclass(frozen=True)
class Terbukti:
    """One sentence, and the name of the address that shows it; '' where no page does."""

    kalimat: str
    halaman: str


def proofs_of(kantor: PerangkatDaerah, tahun: int, at: datetime) -> dict[str, Terbukti]:
    """What is proven, by the word that criteria name it with (`sudah`). What cannot be counted is left out."""
    counted = {name: count(kantor, tahun, at) for name, (count, _) in SUMBER_BUKTI.items()}
    return {name: Terbukti(text, SUMBER_BUKTI[name][1]) for name, text in counted.items() if text}


def _many(count: int, words: str) -> str:
    return f"{format_angka(count)} {words}" if count else ""


def _sasaran(kantor: PerangkatDaerah, _tahun: int, _at: datetime) -> str:
    return _many(Sasaran.objects.filter(perangkat_daerah=kantor).count(), "tujuan dan sasaran tercatat")


def _iku(kantor: PerangkatDaerah, _tahun: int, _at: datetime) -> str:
    return _many(IndikatorKantor.objects.filter(perangkat_daerah=kantor).count(), "IKU ditetapkan")


def _target(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    known = Target.objects.filter(indikator__perangkat_daerah=kantor, tahun=tahun, triwulan=0, diketahui_dari__lte=at)
    return _many(known.values("indikator").distinct().count(), f"IKU punya target {tahun}")


def _definisi(kantor: PerangkatDaerah, _tahun: int, _at: datetime) -> str:
    return _many(IndikatorKantor.objects.filter(perangkat_daerah=kantor).count(), "IKU punya definisi yang dapat dijalankan")


def _program(kantor: PerangkatDaerah, _tahun: int, _at: datetime) -> str:
    return _many(Program.objects.filter(perangkat_daerah=kantor).count(), "program dan kegiatan tercatat")


def _anggaran(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    known = Anggaran.objects.filter(program__perangkat_daerah=kantor, tahun=tahun, diketahui_dari__lte=at)
    return _many(known.values("program").distinct().count(), f"program punya anggaran {tahun}")


def _kiriman(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    came = Kiriman.objects.filter(perangkat_daerah=kantor, periode__startswith=str(tahun), diterima_pada__lte=at)
    return _many(came.count(), f"kiriman data {tahun} diperiksa dan diterima")


def _figures(kantor: PerangkatDaerah, tahun: int, at: datetime) -> "list[Realisasi]":
    mine = Realisasi.objects.filter(indikator__perangkat_daerah=kantor, tahun=tahun, dihitung_pada__lte=at)
    return list(mine.only("indikator_id", "status", "diterbitkan_pada"))


def _dihitung(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    return _many(len({one.indikator_id for one in _figures(kantor, tahun, at)}), f"IKU {tahun} dihitung dari baris")


def _terbit(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    out = {o.indikator_id for o in _figures(kantor, tahun, at) if o.diterbitkan_pada and o.diterbitkan_pada <= at}
    return _many(len(out), f"angka IKU {tahun} diterbitkan")


def _steps(kantor: PerangkatDaerah, tahun: int, at: datetime, aksi: str) -> int:
    mine = Langkah.objects.filter(realisasi__indikator__perangkat_daerah=kantor, realisasi__tahun=tahun, pada__lte=at)
    return mine.filter(aksi=aksi).values("realisasi").distinct().count()


def _disetujui(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    return _many(_steps(kantor, tahun, at, "setujui"), f"angka {tahun} disetujui kepala dinas")


def _berjenjang(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    return _many(_steps(kantor, tahun, at, "verifikasi"), f"angka {tahun} diverifikasi berjenjang")


def _periode(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    opened = PeriodePengukuran.objects.filter(perangkat_daerah=kantor, tahun__lte=tahun, dibuka_pada__lte=at)
    return _many(opened.count(), f"periode pengukuran dibuka sampai {tahun}")


def _penjelasan(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    said = Penjelasan.objects.filter(realisasi__indikator__perangkat_daerah=kantor, realisasi__tahun=tahun, pada__lte=at)
    return _many(said.values("realisasi").distinct().count(), f"angka {tahun} punya penjelasan")


def _rekomendasi(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    parts = [part for one in findings_of(kantor, at, tahun) for part in one.rekomendasi]
    done = sum(part.status == SESUAI for part in parts)
    return f"{format_angka(done)} dari {format_angka(len(parts))} rekomendasi {tahun} sesuai" if parts else ""


def _lke(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    given = NilaiLke.objects.filter(perangkat_daerah=kantor, tahun=tahun, pada__lte=at)
    return _many(given.values("sub", "penilai").distinct().count(), "penilaian dicatat di aplikasi ini")


def _capaian(kantor: PerangkatDaerah, tahun: int, at: datetime) -> str:
    return _terbit(kantor, tahun, at)


_Count = Callable[[PerangkatDaerah, int, datetime], str]
SUMBER_BUKTI: dict[str, tuple[_Count, str]] = {
    "sasaran": (_sasaran, "pohon"),
    "iku": (_iku, "daftar-indikator"),
    "target": (_target, "daftar-indikator"),
    "definisi": (_definisi, "daftar-indikator"),
    "program": (_program, "pohon"),
    "anggaran": (_anggaran, "pohon"),
    "kiriman": (_kiriman, "register"),
    "dihitung": (_dihitung, "beranda"),
    "terbit": (_terbit, "beranda"),
    "capaian": (_capaian, "beranda"),
    "disetujui": (_disetujui, "riwayat"),
    "berjenjang": (_berjenjang, "riwayat"),
    "periode": (_periode, "beranda"),
    "penjelasan": (_penjelasan, "beranda"),
    "rekomendasi": (_rekomendasi, "temuan"),
    "lke": (_lke, "lke"),
}
