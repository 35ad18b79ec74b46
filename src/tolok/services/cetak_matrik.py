"""The matrix of IKU over the years: targets of the plan, published figures, the pemda's indicator that each serves."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction

from tolok.services.permintaan_cetak import AngkaCetak, Dokumen, PermintaanCetak, angka_cetak
from tolok.services.rencana_cetak import (
    MasaRencana,
    is_published,
    plan_meta,
    plan_of_office,
    plan_years,
    profile_of,
    shown,
    signed_today,
    target_text,
    words_in_force,
    yearly_figures,
)
from tolok.services.target import targets_at
from tolok.store.models import IndikatorKantor, Realisasi
from tolok.writing.matrik import MatrikRow, MatrikSheet, matrik_sheet

_CATATAN = (
    "Target dan realisasi menurut yang diketahui pada waktu di kaki halaman. Realisasi hanya yang sudah terbit; tahun yang "
    "belum punya realisasi terbit tidak diberi kolom."
)
_CATATAN_DRAF = "Realisasi yang belum terbit adalah angka kerja dan masih dapat berubah."


def dokumen(request: PermintaanCetak) -> Dokumen:
    """The matrix of an office over the years of its Renstra. IssueError TLK-P040 for an office without any IKU."""
    kantor, indikator = request.kantor, plan_of_office(request.kantor)
    masa = plan_years(kantor, request.tahun, request.at)
    figures = yearly_figures(indikator, request, masa.tahun)
    reached = tuple(year for year in masa.tahun if any(key[1] == year for key in figures))
    targets = targets_at(indikator, masa.tahun, request.at)
    rows = tuple(_row(one, request, masa, reached, figures, targets) for one in indikator)
    profile = profile_of(kantor)
    data = MatrikSheet(
        pemda=f"Pemerintah {kantor.pemda.nama}",
        perangkat_daerah=f"{kantor.nama} {kantor.pemda.nama}",
        masa=masa.label,
        tahun=masa.tahun,
        tahun_realisasi=reached,
        meta=plan_meta(request, [asdict(row) for row in rows], figures.values()),
        rows=rows,
        visi=profile["visi"],
        misi=profile["misi"],
        catatan=_CATATAN_DRAF if request.draf else _CATATAN,
        signature=signed_today(request),
    )
    return Dokumen(matrik_sheet(data), _angka(indikator, figures, rows, masa, request))


def _row(
    one: IndikatorKantor,
    request: PermintaanCetak,
    masa: MasaRencana,
    reached: Sequence[int],
    figures: Mapping[tuple[int, int], Realisasi],
    targets: Mapping[tuple[int, int], Fraction],
) -> MatrikRow:
    isi, formula = words_in_force(one, request)
    desimal = isi.get("desimal", 2)
    city = one.indikator_kota
    return MatrikRow(
        kode=one.kode,
        jenjang=one.jenjang,
        tujuan_sasaran=one.tujuan_sasaran,
        indikator=one.nama,
        satuan=isi.get("satuan_tampil") or isi.get("satuan", ""),
        kota=f"{city.kode} {city.nama}" if city else "belum dihubungkan",
        target=tuple(target_text(targets.get((one.pk, year)), desimal) for year in masa.tahun),
        realisasi=tuple(shown(figures.get((one.pk, year))) for year in reached),
        formula=formula,
        formulasi=isi.get("definisi", "belum ada definisi"),
    )


def _angka(
    indikator: Sequence[IndikatorKantor],
    figures: Mapping[tuple[int, int], Realisasi],
    rows: Sequence[MatrikRow],
    masa: MasaRencana,
    request: PermintaanCetak,
) -> tuple[AngkaCetak, ...]:
    place = {one.pk: index for index, one in enumerate(indikator)}
    found = []
    for (pk, year), figure in sorted(figures.items(), key=lambda item: (place[item[0][0]], item[0][1])):
        if is_published(figure, request.at):
            found.append(angka_cetak(figure, rows[place[pk]].target[masa.tahun.index(year)]))
    return tuple(found)
