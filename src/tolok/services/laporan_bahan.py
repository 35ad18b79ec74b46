"""What a yearly report is made from, read in a fixed number of queries: figures, targets, words, programs, agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from tolok.measurement.capaian import KebijakanCapaian
from tolok.services import paket
from tolok.services.anggaran import Buku, ledger_of
from tolok.services.iku import bidang_of, definitions_at
from tolok.services.naskah_laporan import naskah_of
from tolok.services.program import SimpulProgram, program_tree
from tolok.services.target import targets_at
from tolok.services.terbitan import reading_instant
from tolok.store.models import (
    Bidang,
    IndikatorKantor,
    NaskahLaporan,
    Penjelasan,
    PerangkatDaerah,
    PerjanjianKinerja,
    Realisasi,
)
from tolok.values.period import Period

TAHUN_TREN = 5
"""Years that stand beside each other in a report, its own included."""
_TAHUN_KE_DEPAN = 10


@dataclass(frozen=True)
class Bahan:
    """Everything of one office and year as known at `at`. Keys of figures and targets are (indikator, year).

    `terbit`: the published vintage in force. `kerja`: the newest vintage of the year itself, for a draft; empty else.
    """

    kantor: PerangkatDaerah
    tahun: int
    at: datetime
    draf: bool
    indikator: Sequence[IndikatorKantor]
    terbit: Mapping[tuple[int, int], Realisasi]
    kerja: Mapping[int, Realisasi]
    isi: Mapping[int, Mapping[str, Any]]
    target: Mapping[tuple[int, int], Fraction]
    penjelasan: Mapping[int, Mapping[str, Penjelasan]]
    naskah: Mapping[str, NaskahLaporan]
    pohon: Sequence[SimpulProgram]
    buku: Buku
    bidang: Sequence[Bidang]
    perjanjian: PerjanjianKinerja | None
    target_perjanjian: Mapping[tuple[int, int], Fraction]
    kebijakan: KebijakanCapaian

    @property
    def period(self) -> Period:
        return Period(self.tahun)

    def row(self, indikator: IndikatorKantor) -> Realisasi | None:
        """The vintage that the report prints for its year."""
        return self.terbit.get((indikator.pk, self.tahun)) or self.kerja.get(indikator.pk)


def bahan_of(kantor: PerangkatDaerah, tahun: int, at: datetime, draf: bool = False) -> Bahan:
    """Read everything; the number of queries does not grow with the number of IKU, years or programs."""
    found = IndikatorKantor.objects.filter(perangkat_daerah=kantor).select_related("bidang", "perangkat_daerah__pemda")
    indikator = list(found.order_by("urut", "id"))
    rows = _rows(indikator, tahun, at)
    terbit = {
        (row.indikator_id, row.tahun): row for row in rows if row.diterbitkan_pada is not None and row.diterbitkan_pada <= at
    }
    kerja = {row.indikator_id: row for row in rows if row.tahun == tahun} if draf else {}
    agreed = _agreement(kantor, tahun, at)
    years = range(tahun - TAHUN_TREN, tahun + _TAHUN_KE_DEPAN + 1)
    shown = [row for one in indikator if (row := terbit.get((one.pk, tahun)) or kerja.get(one.pk))]
    return Bahan(
        kantor=kantor,
        tahun=tahun,
        at=at,
        draf=draf,
        indikator=indikator,
        terbit=terbit,
        kerja=kerja,
        isi=_meanings(indikator, rows, tahun, at),
        target=targets_at(indikator, years, at),
        penjelasan=_explanations(shown, tahun, at),
        naskah=naskah_of(kantor, tahun, at),
        pohon=program_tree(kantor, Period(tahun)),
        buku=ledger_of(kantor, tahun, at),
        bidang=bidang_of(kantor),
        perjanjian=agreed,
        target_perjanjian=targets_at(indikator, [tahun], agreed.diketahui) if agreed else {},
        kebijakan=paket.kebijakan().berlaku(date(tahun, 12, 31)),
    )


def _rows(indikator: Sequence[IndikatorKantor], tahun: int, at: datetime) -> list[Realisasi]:
    """Every yearly vintage of the last years, by number, without its sheet."""
    known = {one.pk: one for one in indikator}
    span = range(tahun - TAHUN_TREN + 1, tahun + 1)
    found = Realisasi.objects.filter(indikator__in=indikator, tahun__in=span, triwulan=0, dihitung_pada__lte=at)
    rows = list(found.select_related("definisi").defer("lembar").order_by("nomor"))
    for row in rows:
        row.indikator = known[row.indikator_id]  # they come with office and bidang; one query less for each
    return rows


def _meanings(
    indikator: Sequence[IndikatorKantor], rows: Sequence[Realisasi], tahun: int, at: datetime
) -> dict[int, Mapping[str, Any]]:
    """Indikator → what it measures: as frozen with its newest figure, else as the definition of the year says."""
    frozen = {row.indikator_id: row.definisi.isi for row in sorted(rows, key=lambda row: (row.tahun, row.nomor))}
    bare = [one for one in indikator if one.pk not in frozen]
    known = definitions_at(bare, tahun, at) if bare else {}
    names = ("satuan_tampil", "desimal", "arah", "definisi", "sumber_data")
    for one in bare:
        found = known.get(one.kode)
        frozen[one.pk] = {name: getattr(found, name) for name in names} if found else {}
    return frozen


def _explanations(rows: Sequence[Realisasi], tahun: int, at: datetime) -> dict[int, dict[str, Penjelasan]]:
    """Indikator → kind → the words that stand beside the printed vintage: what was carried on up to it, as it was frozen."""
    mine = {row.indikator_id: row for row in rows}
    known = Penjelasan.objects.filter(
        realisasi__indikator__in=list(mine), realisasi__tahun=tahun, realisasi__triwulan=0, pada__lte=at
    )
    found: dict[int, dict[str, Penjelasan]] = {}
    for one in known.select_related("realisasi").defer("realisasi__lembar").order_by("id"):
        row = mine[one.realisasi.indikator_id]
        if one.realisasi.nomor <= row.nomor and one.pada <= reading_instant(row, at):
            found.setdefault(row.indikator_id, {})[one.jenis] = one
    return found


def _agreement(kantor: PerangkatDaerah, tahun: int, at: datetime) -> PerjanjianKinerja | None:
    """The newest Perjanjian Kinerja of the head of the office for a year, Perubahan included."""
    found = PerjanjianKinerja.objects.filter(perangkat_daerah=kantor, tahun=tahun, jenjang="kepala", diketahui__lte=at)
    return found.order_by("-nomor", "-id").first()
