"""The yearly report of the demonstration: its figures are those of the selectors, as known at its instant, and no others."""

import re
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from services.ukur_bersama import AT, LATER, type_in
from tolok.services.anggaran import efficiency, serapan_of
from tolok.services.cetak_lkjip import dokumen, laporan_of
from tolok.services.laporan_bahan import bahan_of
from tolok.services.naskah_laporan import write_naskah
from tolok.services.penjelasan import penjelasan_of
from tolok.services.permintaan_cetak import PermintaanCetak
from tolok.services.persetujuan import take_step
from tolok.services.selectors import figures_of, known_results, targets_of
from tolok.services.target import set_targets
from tolok.store.models import IndikatorKantor, PerangkatDaerah, PerjanjianKinerja, Realisasi
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.number import format_angka, parse_fraction
from tolok.values.period import Period
from tolok.writing.docx import write_docx
from tolok.writing.lkjip_data import Lkjip
from tolok.writing.pdf import write_pdf
from tolok.writing.sheet import Heading, Missing, Sheet


def asked(kantor: PerangkatDaerah, tahun: int, at: datetime = AT, **more) -> PermintaanCetak:
    return PermintaanCetak(kantor, "lkjip", tahun, at, **more)


def laporan(kantor: PerangkatDaerah, tahun: int, at: datetime = AT, draf: bool = False) -> Lkjip:
    return laporan_of(bahan_of(kantor, tahun, at, draf))


def words(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple | list):
        return [text for one in value for text in words(one)]
    if is_dataclass(value):
        return [text for one in fields(value) if one.name != "svg" for text in words(getattr(value, one.name))]
    return []


def text(sheet: Sheet) -> str:
    return "\n".join(words(sheet))


@pytest.mark.parametrize(("slug", "tahun"), [("35.75/2.17", 2022), ("35.75/2.17", 2023), ("32.75/2.17", 2023)])
def test_every_figure_equals_that_of_the_selectors(slug, tahun, db) -> None:
    kantor = PerangkatDaerah.objects.select_related("pemda").get(kode=slug)
    found = {one.kode: one for one in laporan(kantor, tahun).indikator}
    figures = figures_of(kantor, Period(tahun), AT)
    assert [figure.indikator.kode for figure in figures] == list(found) != []
    for figure in figures:
        one, row = found[figure.indikator.kode], figure.terbit.realisasi if figure.terbit else None
        if row is None:
            assert (one.kini.realisasi.tampil, one.kini.realisasi.alasan) == ("", "belum terbit")
            assert one.kini.vintage == one.kini.capaian.tampil == ""
            continue
        desimal = row.definisi.isi["desimal"]
        assert one.kini.realisasi.tampil == row.tampil
        assert one.kini.target.tampil == format_angka(parse_fraction(row.target), desimal)
        assert (one.kini.capaian.tampil, one.kini.predikat) == (row.capaian["tampil"], row.capaian["predikat"])
        before = {other.tahun: other for other in known_results(figure.indikator, range(tahun - 4, tahun), AT)}
        assert [year.tahun for year in one.tahun[:-1]] == sorted(before)
        for gap in one.banding:
            exact = parse_fraction(row.nilai) - parse_fraction(before[gap.tahun].nilai)
            assert gap.selisih.tampil == format_angka(exact, desimal)
        serapan = serapan_of(figure.indikator, Period(tahun), AT)
        good = efficiency(parse_fraction(row.capaian["nilai"]), serapan)
        assert one.efisiensi.selisih.tampil == (good.tampil if good else "")
        said = {jenis: told.isi for jenis, told in penjelasan_of(row, AT).items()}
        assert {name: value for name, value in vars(one.sebab).items() if value} == said


def test_progress_is_held_against_the_last_target_that_is_known(kantor) -> None:
    last = targets_of(list(IndikatorKantor.objects.filter(perangkat_daerah=kantor)), [2024], AT)
    for one in laporan(kantor, 2022).indikator:
        indikator = IndikatorKantor.objects.get(perangkat_daerah=kantor, kode=one.kode)
        assert one.jangka_menengah is not None
        assert (one.jangka_menengah.tahun, one.jangka_menengah.nilai.nilai) == ("2024", last[indikator.pk, 2024])
        share = one.kini.realisasi.nilai / last[indikator.pk, 2024] * 100
        assert one.jangka_menengah.kemajuan.tampil == format_angka(share, 2)


def test_a_later_target_moves_the_yardstick_and_the_year_itself_says_that_nothing_follows(kantor, orang) -> None:
    row = IndikatorKantor.objects.select_related("perangkat_daerah").get(perangkat_daerah=kantor, kode="KOP-03")
    (here,) = [one for one in laporan(kantor, 2024, draf=True).indikator if one.kode == "KOP-03"]
    assert "Target sesudah tahun 2024 belum dicatat" in here.jangka_menengah.catatan
    set_targets(row, {Period(2026): "9"}, "Renstra 2025-2029 (dikarang)", by=orang("yusuf"), at=AT)
    (now,) = [one for one in laporan(kantor, 2024, LATER, True).indikator if one.kode == "KOP-03"]
    assert (now.jangka_menengah.tahun, now.jangka_menengah.catatan) == ("2026", "")


def test_the_document_carries_every_published_vintage_with_its_proof(kantor) -> None:
    found = dokumen(asked(kantor, 2023))
    rows = Realisasi.objects.filter(
        indikator__perangkat_daerah=kantor, tahun__in=(2022, 2023), triwulan=0, status="diterbitkan"
    )
    assert len(found.angka) == rows.count() == len(found.sheet.meta.vintage)
    assert {(one.kode, one.periode, one.tampil) for one in found.angka} == {
        (row.indikator.kode, str(row.tahun), row.tampil) for row in rows
    }
    printed = text(found.sheet)
    for row in rows:
        assert row.hash_potret in printed
        assert row.definisi_id in printed


def test_the_report_is_what_was_known_at_its_instant(kantor, orang, angka) -> None:
    then = dokumen(asked(kantor, 2023))
    write_naskah(kantor, 2023, "simpulan", "Ditulis kemudian.", dasar="0", by=orang("yusuf"), at=LATER)
    assert dokumen(asked(kantor, 2023)).sheet == then.sheet
    assert "Ditulis kemudian." in text(dokumen(asked(kantor, 2023, LATER)).sheet)
    early = laporan(kantor, 2022, datetime(2023, 1, 22, 10, tzinfo=WIB))
    assert {one.kini.realisasi.alasan for one in early.indikator} == {"belum terbit"}
    assert early.naskah == {}


def test_a_correction_in_approval_is_not_printed_and_the_published_vintage_stays(kantor, orang, angka) -> None:
    row = angka("KOP-03")
    take_step("buka_kembali", by=orang("yusuf"), slug=kantor.slug, kode="KOP-03", period=Period(2023), nomor=1,
              versi=row.versi, at=AT, catatan="laporan susulan dua koperasi")  # fmt: skip
    second = Realisasi.objects.get(indikator=row.indikator, tahun=2023, triwulan=0, nomor=2)
    type_in(second, orang("hendra"), nilai="9,99", at=AT + timedelta(hours=1))
    for draf in (False, True):
        (one,) = [each for each in laporan(kantor, 2023, LATER, draf).indikator if each.kode == "KOP-03"]
        assert (one.kini.realisasi.tampil, one.kini.vintage, one.kini.draf) == (row.tampil, "KOP-03/2023/1", False)


def test_a_draft_shows_working_figures_and_says_that_it_is_one(kantor) -> None:
    found = dokumen(asked(kantor, 2023, draf=True))
    assert found.sheet.meta.draf
    working = [one for one in laporan(kantor, 2023, AT, True).indikator if one.kini.draf]
    assert sorted(one.kode for one in working) == ["KOP-01", "UM-01", "UM-02"]
    assert all(one.kini.realisasi.tampil and not one.kini.vintage for one in working)
    assert not {one.kode for one in working} & {one.kode for one in found.angka if one.periode == "2023"}


def test_what_cannot_be_printed_is_said_with_what_to_do(kantor, bekasi) -> None:
    for request, kode in (
        (asked(kantor, 2023, triwulan=2), "TLK-P081"),
        (asked(kantor, 2024), "TLK-P082"),
        (asked(kantor, 2019), "TLK-P082"),
        (asked(kantor, 2019, draf=True), "TLK-P082"),
    ):
        with pytest.raises(IssueError) as told:
            dokumen(request)
        assert [one.kode for one in told.value.issues] == [kode]
        assert told.value.issues[0].saran
    IndikatorKantor.objects.filter(perangkat_daerah=bekasi).update(dihapus_pada=AT)
    with pytest.raises(IssueError, match="belum punya IKU"):
        dokumen(asked(bekasi, 2023))


def test_the_demonstration_shows_what_is_missing(kantor) -> None:
    sheet = dokumen(asked(kantor, 2022)).sheet
    lacking = [one.words for one in sheet.blocks if isinstance(one, Missing)]
    assert any(words.startswith("Simpulan belum ditulis") for words in lacking)
    assert not any(words.startswith("Kata pengantar") for words in lacking)
    assert sum(isinstance(one, Heading) and one.level == 3 for one in sheet.blocks) == 6
    assert "Rata-rata nilai AKIP kabupaten/kota (contoh, dikarang)" in text(sheet)


def test_a_perjanjian_kinerja_is_printed_with_the_targets_that_it_was_signed_with(kantor) -> None:
    assert "belum dicatat" in text(dokumen(asked(kantor, 2021 + 1)).sheet)
    PerjanjianKinerja.objects.filter(perangkat_daerah=kantor, tahun=2022).delete()
    who = {"nama": "Ratna (contoh)", "jabatan": "Kepala Dinas", "pangkat": "", "nip": ""}
    PerjanjianKinerja.objects.create(
        perangkat_daerah=kantor, jenjang="kepala", tahun=2022, tanggal=datetime(2022, 1, 17, tzinfo=WIB).date(),
        pertama=who, kedua={**who, "nama": "Adi (contoh)", "jabatan": "Wali Kota"},
        diketahui=datetime(2022, 1, 17, 9, tzinfo=WIB),
    )  # fmt: skip
    printed = text(dokumen(asked(kantor, 2022)).sheet)
    assert "ditandatangani pada 17 Januari 2022 oleh Ratna (contoh) (Kepala Dinas) dan Adi (contoh) (Wali Kota)" in printed


def test_the_number_of_queries_does_not_grow_with_years_or_indikator(kantor, bekasi) -> None:
    counts = []
    for office, tahun in ((kantor, 2022), (kantor, 2023), (bekasi, 2023)):
        with CaptureQueriesContext(connection) as queries:
            dokumen(asked(office, tahun))
        counts.append(len(queries))
    assert max(counts) - min(counts) <= 1, counts
    assert max(counts) <= 16


def test_the_same_request_is_the_same_sheet_and_prints_in_both_forms(kantor) -> None:
    first, second = dokumen(asked(kantor, 2022)), dokumen(asked(kantor, 2022))
    assert first.sheet == second.sheet
    assert write_pdf(first.sheet).startswith(b"%PDF")
    assert write_docx(first.sheet).startswith(b"PK")
    assert re.search(r"TAHUN 2022", " ".join(first.sheet.judul))
