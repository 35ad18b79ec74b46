"""The action plan of a year: targets by quarter and the activities of each IKU; of a past year also what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction

from tolok.services.iku import definitions_at
from tolok.services.penjelasan import penjelasan_of
from tolok.services.permintaan_cetak import AngkaCetak, Dokumen, PermintaanCetak, angka_cetak
from tolok.services.renaksi import AksiIku, renaksi_at
from tolok.services.rencana_cetak import BELUM, no_iku, plan_meta, signed_today, target_text
from tolok.services.selectors import AngkaKantor, figures_of
from tolok.services.target import TRIWULAN, targets_at
from tolok.store.models import IndikatorKantor, Penjelasan, Realisasi, RencanaAksi
from tolok.values.instant import WIB
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka
from tolok.values.period import ROMAN, Period
from tolok.writing.renaksi import Aksi, RenaksiRow, RenaksiSheet, renaksi_sheet

_PERIODS = (0, *TRIWULAN)


@dataclass(frozen=True)
class _Book:
    """Everything that the rows are made from: figures and targets by (indikator, quarter; 0 the year), explanations."""

    figures: Mapping[tuple[int, int], AngkaKantor]
    targets: Mapping[tuple[int, int], Fraction]
    told: Mapping[int, Mapping[str, Penjelasan]]
    desimal: Mapping[str, int]
    satuan: Mapping[str, str]
    draf: bool

    def row(self, pk: int, triwulan: int) -> Realisasi | None:
        """The published figure; in a draft, where there is none, the newest working one."""
        figure = self.figures.get((pk, triwulan))
        if figure is None:
            return None
        vintage = figure.terbit or (figure.kini if self.draf else None)
        return vintage.realisasi if vintage else None


def dokumen(request: PermintaanCetak) -> Dokumen:
    """The office's action plan of a year as known at an instant, its second table once the year is over.

    IssueError TLK-P040 for an office without any IKU, TLK-P042 for a year without any activity.
    """
    kantor = request.kantor
    plan = renaksi_at(kantor, request.tahun, request.at)
    if not plan:
        raise no_iku(kantor)
    if not any(one.aksi for one in plan):
        raise _nothing(request)
    done = request.tahun < request.at.astimezone(WIB).year
    book = _book([one.indikator for one in plan], request, done)
    rows = tuple(_row(one, book, done) for one in plan)
    costs = [aksi.anggaran for one in plan for aksi in one.aksi if aksi.anggaran is not None]
    published = _published(plan, book)
    data = RenaksiSheet(
        pemda=f"Pemerintah {kantor.pemda.nama}",
        perangkat_daerah=f"{kantor.nama} {kantor.pemda.nama}",
        tahun=request.tahun,
        meta=plan_meta(request, [asdict(row) for row in rows], published),
        rows=rows,
        jumlah=format_angka(sum(costs)) if costs else "",
        terlaksana=done,
        signature=signed_today(request),
    )
    return Dokumen(renaksi_sheet(data), tuple(_printed(row, book) for row in published))


def _nothing(request: PermintaanCetak) -> IssueError:
    where = f"{request.kantor.nama} {request.kantor.pemda.nama}"
    what, why = f"Belum ada rencana aksi {request.tahun}.", "Tidak satu IKU pun punya aksi pada tahun itu."
    todo = "Tambahkan aksi di menu Indikator, bagian Rencana aksi, lalu cetak lagi."
    return IssueError(Issue("TLK-P042", "salah", where, what, why, todo))


def _book(indikator: Sequence[IndikatorKantor], request: PermintaanCetak, done: bool) -> _Book:
    tahun, at = request.tahun, request.at
    definitions = definitions_at(indikator, tahun, at)
    adds_up = {one.pk for one in indikator if one.kode in definitions and definitions[one.kode].tipe_hitung == "kumulatif"}
    figures = {}
    if done:
        for tw in _PERIODS:
            figures |= {(one.indikator.pk, tw): one for one in figures_of(request.kantor, Period(tahun, tw), at)}
    targets = {
        (pk, tw): nilai for tw in _PERIODS for (pk, _), nilai in targets_at(indikator, [tahun], at, tw, adds_up).items()
    }
    shown = [one.terbit.realisasi for one in figures.values() if one.terbit]
    told = {row.pk: penjelasan_of(row, at) for row in shown}
    desimal = {kode: one.desimal for kode, one in definitions.items()}
    satuan = {kode: one.satuan_tampil or one.satuan for kode, one in definitions.items()}
    return _Book(figures, targets, told, desimal, satuan, request.draf)


def _published(plan: Sequence[AksiIku], book: _Book) -> list[Realisasi]:
    found = [book.figures.get((one.indikator.pk, tw)) for one in plan for tw in (*TRIWULAN, 0)]
    return [figure.terbit.realisasi for figure in found if figure and figure.terbit]


def _printed(row: Realisasi, book: _Book) -> AngkaCetak:
    return angka_cetak(row, _target(row.indikator_id, row.triwulan, book, book.desimal.get(row.indikator.kode, 2)))


def _target(pk: int, triwulan: int, book: _Book, desimal: int) -> str:
    """The plan's own target of the year or of one quarter, never one in the other's place."""
    text = target_text(book.targets.get((pk, triwulan)), desimal)
    return "–" if text == BELUM and triwulan else text


def _row(one: AksiIku, book: _Book, done: bool) -> RenaksiRow:
    iku, kode = one.indikator, one.indikator.kode
    desimal = book.desimal.get(kode, 2)
    whole, first, second, third, fourth = (_target(iku.pk, tw, book, desimal) for tw in _PERIODS)
    figures = [book.row(iku.pk, tw) for tw in _PERIODS] if done else []
    return RenaksiRow(
        kode=kode,
        tujuan_sasaran=iku.tujuan_sasaran,
        indikator=iku.nama,
        satuan=book.satuan.get(kode, ""),
        target=(whole, first, second, third, fourth),
        aksi=tuple(_aksi(row) for row in one.aksi),
        realisasi=tuple((row.tampil or row.alasan) if row else "belum terbit" for row in figures),
        kendala=_told(iku.pk, "penghambat", book),
        tindak_lanjut=_told(iku.pk, "tindak_lanjut", book),
    )


def _told(pk: int, jenis: str, book: _Book) -> tuple[str, ...]:
    """What was written of each published quarter and of the year, under its name."""
    lines = []
    for tw in (*TRIWULAN, 0):
        row = book.row(pk, tw)
        one = book.told.get(row.pk, {}).get(jenis) if row else None
        if one is not None:
            lines.append(f"{f'TW {ROMAN[tw]}' if tw else 'Setahun'}: {one.isi.strip()}")
    return tuple(lines)


def _aksi(row: RencanaAksi) -> Aksi:
    return Aksi(
        uraian=row.uraian,
        keluaran=row.keluaran,
        program=f"{row.program.kode} {row.program.nama}" if row.program else "",
        triwulan=tuple(row.triwulan),
        anggaran=format_angka(row.anggaran) if row.anggaran is not None else "",
        penanggung_jawab=row.bidang.nama if row.bidang else "",
    )
