"""The demonstration of definitions: one version that the office decided for itself, and one proposal that waits."""

from dataclasses import replace
from datetime import datetime

from tolok.services.usul import Naskah, decide, naskah_of, save_draft, submit
from tolok.store.models import IndikatorKantor, Pengguna, PerangkatDaerah
from tolok.values.instant import WIB, instant_text

_BATAS = " Koperasi yang baru berdiri ikut dihitung sejak tahun buku pertamanya, jadi pertumbuhan memuat pendatang baru."
_BATAS_SEHAT = (
    "Yang dihitung adalah koperasi yang sudah dinilai dan berpredikat sehat. Koperasi yang belum berpredikat tidak ikut "
    "dihitung dan dilaporkan. Bila tahun lalu tidak ada koperasi yang sehat, pertumbuhan tidak dapat dihitung."
)
_JAWABAN = {
    "TLK-D102: dokumen menyebut “RAT”, tetapi rumusnya tidak memakainya": (
        "RAT sudah tercakup dalam penilaian kesehatan, jadi tidak dihitung sendiri."
    ),
    "TLK-D102: dokumen menyebut “dinilai kesehatannya”, tetapi rumusnya tidak memakainya": (
        "Hanya koperasi yang sudah dinilai yang berpredikat, jadi penilaian tetap menjadi syaratnya."
    ),
}
_SEHAT = """A = banyak(koperasi_tahunan yang predikat_kesehatan = "sehat")
    "koperasi yang berpredikat sehat"

(A - A tahun lalu) / A tahun lalu * 100"""
_CONTOH = """- nama: dari dua menjadi tiga koperasi sehat
  jenis: normal
  tahun: 2024
  register:
    koperasi_tahunan: |
      tahun | entitas | predikat_kesehatan
      2023  | Melati  | sehat
      2023  | Mawar   | sehat
      2023  | Anggrek | cukup sehat
      2024  | Melati  | sehat
      2024  | Mawar   | sehat
      2024  | Anggrek | sehat
  hasil: "50,00"
- nama: tahun lalu tidak ada yang sehat
  jenis: batas
  tahun: 2024
  register:
    koperasi_tahunan: |
      tahun | entitas | predikat_kesehatan
      2023  | Melati  | cukup sehat
      2024  | Melati  | sehat
  hasil: penyebut nol
- nama: tahun ini belum ada predikat
  jenis: kosong
  tahun: 2024
  register:
    koperasi_tahunan: |
      tahun | entitas | predikat_kesehatan
      2023  | Melati  | sehat
      2024  | Melati  |
  hasil: semua baris dikecualikan
"""


def make_definitions() -> None:
    """KOP-03 gets a second version with a plainer limit; of KOP-01 a version that counts healthy ones is proposed."""
    kantor = PerangkatDaerah.objects.select_related("pemda").get(kode="35.75/2.17")
    people = {one.username: one for one in Pengguna.objects.filter(username__in=("yusuf", "siti", "ratna"))}
    _decided(_iku(kantor, "KOP-03"), people, datetime(2025, 1, 28, 9, tzinfo=WIB))
    _proposed(_iku(kantor, "KOP-01"), people["siti"], datetime(2025, 1, 29, 10, tzinfo=WIB))


def _iku(kantor: PerangkatDaerah, kode: str) -> IndikatorKantor:
    found = IndikatorKantor.objects.select_related("perangkat_daerah__pemda", "bidang")
    return found.get(perangkat_daerah=kantor, kode=kode)


def _decided(indikator: IndikatorKantor, people: dict[str, Pengguna], at: datetime) -> None:
    naskah = _begun(indikator, at)
    isian = replace(naskah.isian, batas=naskah.isian.batas + _BATAS)
    naskah = replace(naskah, isian=isian, alasan="Pembaca bertanya apakah koperasi baru ikut dihitung; batasnya dipertegas.")
    save_draft(indikator, naskah, by=people["yusuf"], at=at, versi=0)
    usul = submit(indikator, naskah, by=people["yusuf"], at=at.replace(hour=11), versi=1)
    decide(usul, "tetapkan", by=people["ratna"], at=at.replace(hour=15), versi=usul.versi)


def _proposed(indikator: IndikatorKantor, by: Pengguna, at: datetime) -> None:
    naskah = _begun(indikator, at)
    definisi = naskah.isian.definisi.replace("dinilai kesehatannya", "berpredikat sehat")
    isian = replace(naskah.isian, rumus=_SEHAT, definisi=definisi, batas=_BATAS_SEHAT, contoh=_CONTOH)
    naskah = replace(
        naskah,
        isian=isian,
        alasan="Nama IKU menjanjikan koperasi sehat; yang dihitung selama ini baru yang dinilai.",
        jawaban=_JAWABAN,
        terbaca=_SEHAT,
        terbaca_pada=instant_text(at),
    )
    save_draft(indikator, naskah, by=by, at=at, versi=0)
    submit(indikator, naskah, by=by, at=at.replace(hour=14), versi=1)


def _begun(indikator: IndikatorKantor, at: datetime) -> Naskah:
    """A draft whose version begins this year and whose decision cites an invented letter."""
    naskah = naskah_of(indikator, None, at)
    isian = replace(naskah.isian, berlaku_sejak="2025-01-01", diputuskan_dasar="nota dinas 000.8/12/2025 (dikarang)")
    return replace(naskah, isian=isian)
