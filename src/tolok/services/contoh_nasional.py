"""The demonstration of a province and a ministry: four more invented offices, and one person who looks at all of them.

Two offices published for 2023, one of them by a definition of its own; one delivered without publishing; one delivered
nothing. Nobody of these four offices can sign in any more: they are there to be looked at.
"""

import csv
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import transaction

from tolok.registers.delivery_header import HeaderHints
from tolok.registers.receive import check_file
from tolok.services import paket
from tolok.services.contoh_ukur import open_contoh_period
from tolok.services.kubus import make_kubus
from tolok.services.penerimaan import receive
from tolok.services.peran_wilayah import region_title
from tolok.services.riwayat import log_change
from tolok.services.usul import decide, naskah_of, save_draft, submit
from tolok.store.models import IndikatorKantor, Pemda, Pengguna, Peran, PerangkatDaerah, Realisasi, Sasaran, schemas
from tolok.values.instant import WIB, instant_text
from tolok.values.period import Period
from tolok.values.region import NASIONAL

Take = Callable[[Realisasi, int], None]
NAMA = "Dinas Koperasi dan Usaha Mikro"
_TAHUN = (2022, 2023)
_DIHITUNG = datetime(2024, 1, 22, 9, tzinfo=WIB)
_DIKETAHUI = datetime(2025, 2, 1, 8, tzinfo=WIB)
_DITERIMA = {tahun: datetime(tahun + 1, 1, 10, 9, tzinfo=WIB) for tahun in _TAHUN}
_LANGKAH = ("operator", "verifikator", "kepala_dinas", "perencana")
_JABATAN = ("Operator Data", "Sekretaris", "Kepala Dinas", "Perencana")
# user name, name, unit, title: who looks at all of them.
PENGAMAT = (
    ("dyah", "Dyah Lestari", "35", "Analis Kinerja Dinas Koperasi Provinsi Jawa Timur"),
    ("arif", "Arif Nugroho", NASIONAL, "Analis Kinerja Kementerian Koperasi"),
)


@dataclass(frozen=True)
class _Kantor:
    """One invented office. `naik`: enterprises that rose by the catalogue's ladder, and by the one of the law of 2008."""

    pemda: str
    kirim: bool
    terbit: bool
    usaha: int = 60
    naik: tuple[int, int] = (0, 0)
    kosong: int = 0
    dinilai: tuple[int, int] = (5, 7)


_KANTOR = (
    _Kantor("35.71", kirim=True, terbit=True, usaha=62, naik=(6, 8), kosong=6),
    _Kantor("35.73", kirim=True, terbit=True, usaha=64, naik=(9, 13), dinilai=(5, 6)),
    _Kantor("35.76", kirim=True, terbit=False, usaha=58, naik=(5, 7)),
    _Kantor("35.79", kirim=False, terbit=False),
)
_KOPERASI = 12
_BERBEDA = "35.73"
_ALASAN = "Program pembinaan kota memakai tangga kelas lama, yang batas mikronya tiga ratus juta rupiah. Dikarang."
_CONTOH = """- nama: satu dari dua usaha mikro naik kelas
  jenis: normal
  tahun: 2024
  register:
    usaha_monev: |
      tahun | entitas    | omset
      2023  | Tahu Barok | 250.000.000
      2023  | Batik Ayu  | 100.000.000
      2024  | Tahu Barok | 400.000.000
      2024  | Batik Ayu  | 150.000.000
  hasil: "50,00"
- nama: tepat tiga ratus juta masih mikro
  jenis: batas
  tahun: 2024
  register:
    usaha_monev: |
      tahun | entitas    | omset
      2023  | Tahu Barok | 200.000.000
      2023  | Batik Ayu  | 200.000.000
      2024  | Tahu Barok | 300.000.000
      2024  | Batik Ayu  | 300.000.001
  hasil: "50,00"
- nama: omset tahun ini kosong
  jenis: kosong
  tahun: 2024
  register:
    usaha_monev: |
      tahun | entitas    | omset
      2023  | Tahu Barok | 200.000.000
      2024  | Tahu Barok |
  hasil: semua baris dikecualikan
"""


def has_nasional() -> bool:
    """Whether this part of the demonstration stands already."""
    return Pemda.objects.filter(kode=NASIONAL).exists()


@transaction.atomic
def build_nasional(take: Take, progress: Callable[[str], None] = lambda _text: None) -> None:
    """Make the four offices, their deliveries and figures, the two who look at them, and the totals that they look at.

    `take(figure, steps)` takes that many of the four steps of approval, each by its own person.
    """
    progress("Menyiapkan empat kantor contoh di provinsi yang sama")
    for one in _KANTOR:
        kantor = _make_office(one)
        if one.kirim:
            _deliver(one, kantor)
        if one.pemda == _BERBEDA:
            _decide_own(kantor)
        if one.terbit:
            for row in open_contoh_period(kantor, Period(2023), _DIHITUNG, date(2024, 1, 22)).values():
                take(row, 4)
    Pengguna.objects.filter(peran__pemda__in=[one.pemda for one in _KANTOR]).update(is_active=False)
    for username, nama, unit, jabatan in PENGAMAT:
        _make_observer(username, nama, unit, jabatan)
    progress("Menjumlahkan angka wilayah")
    make_kubus(_DIKETAHUI, _DIKETAHUI)


def _make_office(one: _Kantor) -> PerangkatDaerah:
    nama = paket.region_tree().name(one.pemda)
    pemda, _ = Pemda.objects.get_or_create(kode=one.pemda, defaults={"nama": nama})
    kantor = PerangkatDaerah.objects.create(kode=f"{one.pemda}/2.17", pemda=pemda, nama=NAMA, contoh=True)
    for peran, jabatan in zip(_LANGKAH, _JABATAN, strict=True):
        username = f"{peran.split('_')[0]}-{one.pemda.replace('.', '')}"
        orang = Pengguna(username=username, nama=f"{jabatan} {nama} (dikarang)", contoh=True)
        orang.set_unusable_password()
        orang.save()
        Peran.objects.create(pengguna=orang, pemda=pemda, perangkat_daerah=kantor, peran=peran, jabatan=jabatan)
    sasaran = Sasaran.objects.create(
        perangkat_daerah=kantor, jenis="sasaran", uraian="Meningkatnya kapasitas koperasi dan usaha mikro", urut=1
    )
    for urut, kode in enumerate(("UM-01", "KOP-04"), start=1):
        IndikatorKantor.objects.create(
            perangkat_daerah=kantor, kode=kode, nama=paket.catalogue().definisi(kode).nama, urut=urut, jenjang="sasaran",
            tujuan_sasaran=sasaran.uraian, sasaran=sasaran,
        )  # fmt: skip
    made = datetime(2022, 1, 3, 8, tzinfo=WIB)
    log_change("kantor.disiapkan", kantor.kode, at=made, by=None, kantor=kantor, isi={"catatan": "Data contoh, dikarang"})
    return kantor


def _make_observer(username: str, nama: str, unit: str, jabatan: str) -> None:
    pemda, _ = Pemda.objects.get_or_create(kode=unit, defaults={"nama": region_title(unit)})
    orang = Pengguna(username=username, nama=nama, contoh=True)
    orang.set_unusable_password()
    orang.save()
    Peran.objects.create(pengguna=orang, pemda=pemda, peran="perencana", jabatan=jabatan)


def _deliver(one: _Kantor, kantor: PerangkatDaerah) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for tahun in _TAHUN:
            for register, rows in _tables(one, tahun):
                path = Path(folder) / f"{register}_{tahun}.csv"
                with path.open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file, delimiter=";").writerows(rows)
                at = _DITERIMA[tahun]
                hints = HeaderHints(register, str(tahun), one.pemda, kantor.kode, (one.pemda,), instant_text(at))
                checked = check_file(path, path.name, schemas(), paket.region_tree(), datetime.now(UTC), hints)
                receive(checked, by=None, at=at)


def _tables(one: _Kantor, tahun: int) -> Iterator[tuple[str, Sequence[Sequence[object]]]]:
    awal, number = tahun == _TAHUN[0], one.pemda.replace(".", "")
    head: Sequence[object] = ("ID Badan Usaha", "Nama Usaha", "Tahun Monev", "Tanggal Monev", "Omset")
    usaha = [
        (f"{number}{place:06}", f"Usaha contoh {place} {one.pemda}", tahun, f"{tahun}-06-{1 + place % 28:02}",
         "" if not awal and place >= one.usaha - one.kosong else _omset(one, place, awal))
        for place in range(one.usaha)
    ]  # fmt: skip
    yield "usaha_monev", [head, *usaha]
    dinilai = one.dinilai[0 if awal else 1]
    names = [(f"{number}{place:09}", f"Koperasi contoh {place} {one.pemda}") for place in range(_KOPERASI)]
    sehat = [(*name, tahun, f"{tahun}-07-15", "sehat") for name in names[:dinilai]]
    head = ("No Induk Koperasi", "Nama Koperasi", "Tahun Penilaian", "Tanggal Penilaian", "Predikat")
    yield "kesehatan_koperasi", [head, *sehat]
    head = ("No Induk Koperasi", "Nama Koperasi", "Tahun Buku", "Volume Usaha")
    more = 0 if awal else 35_000_000
    volume = [(*name, tahun, 800_000_000 + 40_000_000 * place + more) for place, name in enumerate(names)]
    yield "koperasi_tahunan", [head, *volume]


def _omset(one: _Kantor, place: int, awal: bool) -> int:
    """The first rise by the ladder in force, the next by the old one, then some grow and some shrink."""
    new, old = one.naik
    if place < new:
        return 1_900_000_000 if awal else 2_100_000_000 + 10_000_000 * place
    if place < new + old:
        return 260_000_000 if awal else 340_000_000 + 1_000_000 * place
    grown = 20_000_000 if place % 3 else -5_000_000
    return 90_000_000 + 1_500_000 * place + (0 if awal else grown)


def _decide_own(kantor: PerangkatDaerah) -> None:
    """UM-01 by the ladder of the law of 2008, for 2023 on: what this office publishes is no longer what others do."""
    at = datetime(2023, 1, 12, 9, tzinfo=WIB)
    people = {row.peran: row.pengguna for row in Peran.objects.filter(perangkat_daerah=kantor).select_related("pengguna")}
    indikator = IndikatorKantor.objects.select_related("perangkat_daerah__pemda", "bidang").get(
        perangkat_daerah=kantor, kode="UM-01"
    )
    naskah = naskah_of(indikator, None, at)
    rumus = naskah.isian.rumus.replace("PP 7/2021", "UU 20/2008")
    isian = replace(
        naskah.isian, berlaku_sejak="2023-01-01", rumus=rumus, contoh=_CONTOH,
        definisi=naskah.isian.definisi.replace("PP 7/2021", "UU 20/2008"),
        diputuskan_dasar="keputusan kepala dinas 000.8/7/2023 (dikarang)",
    )  # fmt: skip
    naskah = replace(naskah, isian=isian, alasan=_ALASAN, terbaca=rumus, terbaca_pada=instant_text(at))
    save_draft(indikator, naskah, by=people["perencana"], at=at, versi=0)
    usul = submit(indikator, naskah, by=people["perencana"], at=at.replace(hour=11), versi=1)
    decide(usul, "tetapkan", by=people["kepala_dinas"], at=at.replace(hour=15), versi=usul.versi)
