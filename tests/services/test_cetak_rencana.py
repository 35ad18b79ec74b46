"""Documents of the plan as services gather them: only what was published, as known on a day, and nothing invented."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime

import pytest

from tolok.services import cetak_iku, cetak_kartu, cetak_matrik, cetak_renaksi, paket
from tolok.services.permintaan_cetak import PermintaanCetak
from tolok.services.persetujuan import take_step
from tolok.services.rencana_cetak import plan_years
from tolok.services.tanda_tangan import head_at, head_signature
from tolok.store.models import IndikatorKantor, Pengguna, Peran, Realisasi, RencanaAksi, Target
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok.writing.keputusan import TITIK
from tolok.writing.sheet import Formula, Sheet, Signature, Table

AT = datetime(2025, 3, 3, 10, tzinfo=WIB)
LATER = datetime(2026, 3, 3, 10, tzinfo=WIB)
DOKUMEN = (cetak_iku, cetak_matrik, cetak_kartu, cetak_renaksi)


def ask(kantor, jenis: str, tahun: int = 2024, at: datetime = AT, **more) -> PermintaanCetak:
    return PermintaanCetak(kantor, jenis, tahun, at, **more)


def words_of(thing: object) -> Iterator[str]:
    """Every word of a sheet, in order."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from words_of(one)
    elif is_dataclass(thing):
        for part in fields(thing):
            yield from words_of(getattr(thing, part.name))


def text_of(sheet: Sheet) -> str:
    return "\n".join(words_of(sheet.blocks))


def row_of(sheet: Sheet, begin: str, at: int = 0) -> list[str]:
    """The words of the row of one table in which a cell begins so."""
    table = [block for block in sheet.blocks if isinstance(block, Table)][at]
    for row in (row for group in table.groups for row in group.rows):
        cells = [" ".join(words_of(cell.pieces)) for cell in row.cells]
        if any(cell.startswith(begin) for cell in cells):
            return cells
    raise AssertionError(begin)


def publish_quarter(angka: Realisasi) -> Realisasi:
    """The two last steps on a figure of the running quarter that waits for the kepala dinas."""
    for day, (aksi, username) in enumerate((("setujui", "ratna"), ("terbitkan", "yusuf")), start=1):
        angka.refresh_from_db()
        take_step(
            aksi, by=Pengguna.objects.get(username=username), slug="35.75-2.17", kode=angka.indikator.kode,
            period=Period(angka.tahun, angka.triwulan), nomor=angka.nomor, versi=angka.versi,
            at=datetime(2025, 2, 10 + day, 9, tzinfo=WIB),
        )  # fmt: skip
    angka.refresh_from_db()
    return angka


# --- IKU --------------------------------------------------------------------------------------------------------------


def test_a_year_without_a_published_figure_is_a_plan_with_targets_and_last_figures(kantor) -> None:
    made = cetak_iku.dokumen(ask(kantor, "iku"))
    text = text_of(made.sheet)
    assert "Realisasi 2023" in text
    assert "Realisasi 2024" not in text
    assert "belum terbit" not in text
    row = row_of(made.sheet, "Persentase pertumbuhan volume usaha")
    assert ("7,73" in row, "6,50" in row) == (True, True)
    assert {(one.kode, one.periode, one.tampil) for one in made.angka} == {
        ("TK-01", "2023", "73,46"), ("TK-02", "2023", "100,00"), ("KOP-03", "2023", "7,73"),
    }  # fmt: skip
    assert made.sheet.meta.vintage == ("TK-01/2023/1", "TK-02/2023/1", "KOP-03/2023/1")
    assert made.sheet.meta.diketahui == "3 Mar 2025, 10.00 WIB"


def test_an_iku_that_nobody_computed_yet_is_printed_from_the_definition_in_force(kantor) -> None:
    assert not Realisasi.objects.filter(tahun=2025).exists()
    made = cetak_iku.dokumen(ask(kantor, "iku", 2025))
    row = row_of(made.sheet, "Persentase pertumbuhan volume usaha")
    assert any("Perubahan jumlah volume usaha" in cell for cell in row)
    table = next(block for block in made.sheet.blocks if isinstance(block, Table))
    drawn = [piece for group in table.groups for line in group.rows for cell in line.cells for piece in cell.pieces]
    assert sum(isinstance(piece, Formula) and bool(piece.denominator) for piece in drawn) >= 4


def test_a_draft_shows_working_figures_and_says_that_it_is_one(kantor) -> None:
    final = cetak_iku.dokumen(ask(kantor, "iku", 2023)).sheet
    draft = cetak_iku.dokumen(ask(kantor, "iku", 2023, draf=True)).sheet
    assert (final.meta.draf, draft.meta.draf) == (False, True)
    assert "4,35" in row_of(draft, "Persentase usaha mikro yang naik kelas")
    assert "belum terbit" in row_of(final, "Persentase usaha mikro yang naik kelas")
    assert [one.kode for one in cetak_iku.dokumen(ask(kantor, "iku", 2023, draf=True)).angka].count("UM-01") == 1


def test_the_decree_carries_what_the_profile_says_and_dots_where_it_says_nothing(kantor) -> None:
    text = text_of(cetak_iku.dokumen(ask(kantor, "iku")).sheet)
    assert f"NOMOR {TITIK}" in text
    assert "PER/09/M.PAN/5/2007" in text
    told = {"nomor": "188/7/2024", "tanggal": "2024-01-15", "menimbang": ["bahwa demikian;"], "mengingat": ["Perda 1/2024;"]}
    kantor.profil = {**kantor.profil, "sk_iku": told}
    text = text_of(cetak_iku.dokumen(ask(kantor, "iku")).sheet)
    for words in ("NOMOR 188/7/2024", "pada tanggal 15 Januari 2024", "bahwa demikian;", "Perda 1/2024;"):
        assert words in text
    assert "PER/09/M.PAN/5/2007" not in text
    kantor.profil = {**kantor.profil, "sk_iku": {"tanggal": "kemarin"}}
    assert f"pada tanggal {TITIK}" in text_of(cetak_iku.dokumen(ask(kantor, "iku")).sheet)


def test_the_signature_carries_rank_and_number_of_who_headed_the_office_that_day(kantor, orang) -> None:
    signed = head_signature(kantor, AT, "Pasuruan, 3 Maret 2025")
    assert signed == Signature(
        "Pasuruan, 3 Maret 2025", "Kepala Dinas Koperasi dan Usaha Mikro\nKota Pasuruan", "Ratna Widyastuti",
        "Pembina Utama Muda", "000000000000000001",
    )  # fmt: skip
    Peran.objects.filter(pengguna=orang("ratna")).update(sampai="2025-02-28")
    assert head_at(kantor, AT) is None
    Peran.objects.create(pengguna=orang("bambang"), pemda=kantor.pemda, perangkat_daerah=kantor, peran="kepala_dinas",
                         jabatan="Kepala Dinas", sifat="plt", mulai="2025-03-01")  # fmt: skip
    acting = head_signature(kantor, AT, "")
    assert (acting.nama, acting.jabatan.split("\n")[0]) == ("Bambang Sutejo", "Plt Kepala Dinas Koperasi dan Usaha Mikro")
    assert head_at(kantor, datetime(2025, 2, 1, tzinfo=WIB)).pengguna == orang("ratna")


# --- matrik -----------------------------------------------------------------------------------------------------------


def test_the_matrix_shows_targets_and_published_figures_of_every_year(kantor) -> None:
    made = cetak_matrik.dokumen(ask(kantor, "matrik"))
    row = row_of(made.sheet, "Meningkatnya kapasitas pengelolaan")
    assert row[-5:] == ["5,00", "6,00", "6,50", "5,27", "7,73"]
    assert row_of(made.sheet, "Persentase usaha mikro yang naik kelas")[-2:] == ["2,35", "belum terbit"]
    known = {}
    for one in made.angka:
        stored = Realisasi.objects.get(
            indikator__perangkat_daerah=kantor, indikator__kode=one.kode, tahun=int(one.periode), triwulan=0, nomor=one.nomor
        )
        assert (stored.status, stored.tampil) == ("diterbitkan", one.tampil)
        known[one.kode, int(one.periode)] = one.tampil
    assert len(known) == 9


def test_the_matrix_of_a_past_day_knows_what_was_known_then(kantor) -> None:
    before = datetime(2024, 1, 20, tzinfo=WIB)
    row = row_of(cetak_matrik.dokumen(ask(kantor, "matrik", at=before)).sheet, "Meningkatnya kapasitas pengelolaan")
    assert row[-4:] == ["5,00", "6,00", "6,50", "5,27"]


def test_a_draft_of_the_matrix_fills_in_working_figures_but_offers_none_for_comparison(kantor) -> None:
    draft = cetak_matrik.dokumen(ask(kantor, "matrik", draf=True))
    assert "4,35" in row_of(draft.sheet, "Persentase usaha mikro yang naik kelas")
    assert draft.angka == cetak_matrik.dokumen(ask(kantor, "matrik")).angka


def test_the_years_are_those_of_the_renstra_where_the_profile_names_them(kantor) -> None:
    assert plan_years(kantor, 2024, AT).label == "Tahun 2022–2024"
    kantor.profil = {**kantor.profil, "renstra": {"awal": 2021, "akhir": 2026}}
    assert plan_years(kantor, 2024, AT) == plan_years(kantor, 2021, AT)
    assert plan_years(kantor, 2024, AT).label == "Renstra 2021–2026"
    for odd in ({"awal": "x"}, {"awal": 2026, "akhir": 2021}, {"awal": 1990, "akhir": 2026}):
        kantor.profil = {**kantor.profil, "renstra": odd}
        assert plan_years(kantor, 2024, AT).tahun == (2022, 2023, 2024)


@pytest.mark.parametrize("tahun", [2010, 2020, 2024, 2026, 2040])
def test_the_year_asked_for_is_always_among_at_most_six(kantor, tahun) -> None:
    iku = IndikatorKantor.objects.filter(perangkat_daerah=kantor).first()
    Target.objects.create(indikator=iku, tahun=2035, nilai="9", diketahui_dari=datetime(2022, 1, 1, tzinfo=WIB))
    years = plan_years(kantor, tahun, AT).tahun
    assert tahun in years
    assert len(years) <= 6
    assert list(years) == list(range(years[0], years[-1] + 1))


# --- kartu ------------------------------------------------------------------------------------------------------------


def test_a_card_says_the_definition_in_force_for_its_year_and_cites_the_version(kantor) -> None:
    text = {tahun: text_of(cetak_kartu.dokumen(ask(kantor, "kartu", tahun, LATER, indikator="KOP-03")).sheet)
            for tahun in (2023, 2024)}  # fmt: skip
    assert "Versi 1, berlaku sejak 1 Januari 2020" in text[2023]
    assert "A(n) − A(n−1)" in text[2023]
    assert "Hasilnya:" not in text[2023].split("Contoh perhitungan")[0]
    assert all("jumlah volume usaha koperasi" in one for one in text.values())


def test_every_definition_of_the_catalogue_makes_a_card(kantor) -> None:
    iku = IndikatorKantor.objects.get(perangkat_daerah=kantor, kode="KOP-03")
    for kode in paket.catalogue().indikator:
        IndikatorKantor.objects.get_or_create(
            perangkat_daerah=kantor, kode=kode, defaults={"nama": kode, "urut": 99, "jenjang": "sasaran",
            "tujuan_sasaran": "x", "sasaran": iku.sasaran, "bidang": iku.bidang},
        )  # fmt: skip
    made = cetak_kartu.dokumen(ask(kantor, "kartu"))
    text = text_of(made.sheet)
    assert text.count("Frekuensi pengukuran") == len(paket.catalogue().indikator)
    assert text.count("Contoh perhitungan") == len(paket.catalogue().indikator)


def test_an_indicator_that_nobody_defines_still_has_a_card_that_says_so(kantor) -> None:
    IndikatorKantor.objects.filter(perangkat_daerah=kantor, kode="TK-01").update(kode="XX-01")
    text = text_of(cetak_kartu.dokumen(ask(kantor, "kartu", indikator="XX-01")).sheet)
    assert text.count("belum ditulis") > 8


def test_a_code_that_the_office_does_not_use_is_refused_with_a_guess(kantor) -> None:
    with pytest.raises(IssueError) as error:
        cetak_kartu.dokumen(ask(kantor, "kartu", indikator="KOP-3"))
    (issue,) = error.value.issues
    assert (issue.kode, issue.saran) == ("TLK-P041", "Maksud Anda `KOP-03`?")


def test_a_figure_that_was_typed_or_corrected_says_so_on_its_card(kantor, angka) -> None:
    row = angka("KOP-03")
    for change in ({"cara": "diketik", "alasan_ketik": "register rusak"}, {"alasan_koreksi": "omset salah"}):
        row.cara, row.alasan_ketik, row.alasan_koreksi = "dihitung", "", ""
        for name, value in change.items():
            setattr(row, name, value)
        assert cetak_kartu._note(row).endswith(next(reversed(change.values())))


# --- rencana aksi -----------------------------------------------------------------------------------------------------


def test_the_action_plan_sums_what_its_activities_cost_and_knows_the_day(kantor) -> None:
    in_year = datetime(2024, 6, 3, tzinfo=WIB)
    now, before = (text_of(cetak_renaksi.dokumen(ask(kantor, "renaksi", at=at)).sheet)
                   for at in (in_year, datetime(2024, 4, 1, tzinfo=WIB)))  # fmt: skip
    assert ("1.988.000.000" in now, "1.980.000.000" in before) == (True, True)
    assert ("80 kertas kerja penilaian" in now, "75 kertas kerja penilaian" in before) == (True, True)
    assert "Realisasi rencana aksi" not in now


def test_after_the_year_it_shows_published_quarters_with_what_hindered_and_what_was_done(kantor) -> None:
    waiting = Realisasi.objects.select_related("indikator").get(
        indikator__perangkat_daerah=kantor, indikator__kode="UM-02", tahun=2024, triwulan=3
    )
    made = cetak_renaksi.dokumen(ask(kantor, "renaksi"))
    assert "Harga bahan baku" not in text_of(made.sheet)
    assert made.angka == ()
    row = publish_quarter(waiting)
    made = cetak_renaksi.dokumen(ask(kantor, "renaksi"))
    cells = row_of(made.sheet, "Persentase usaha mikro yang berkembang", at=1)
    assert cells[6:8] == ["36,00", row.tampil]
    assert cells[12] == "TW III: Harga bahan baku menahan omset usaha makanan."
    assert cells[13].startswith("TW III: Pembelian bersama")
    assert [(one.kode, one.periode, one.tampil, one.target) for one in made.angka] == [
        ("UM-02", "2024-TW3", row.tampil, "36,00")
    ]
    assert made.sheet.meta.vintage == ("UM-02/2024-TW3/1",)


def test_a_draft_of_a_past_year_shows_the_working_quarters(kantor) -> None:
    row = Realisasi.objects.get(indikator__perangkat_daerah=kantor, indikator__kode="UM-02", tahun=2024, triwulan=3)
    sheet = cetak_renaksi.dokumen(ask(kantor, "renaksi", draf=True)).sheet
    cells = row_of(sheet, "Persentase usaha mikro yang berkembang", at=1)
    assert cells[7] == row.tampil


def test_an_iku_without_activities_is_named_as_missing_and_a_year_without_any_is_refused(kantor) -> None:
    RencanaAksi.objects.filter(indikator__kode="TK-02").delete()
    assert "Belum ada rencana aksi 2024 untuk TK-02." in text_of(cetak_renaksi.dokumen(ask(kantor, "renaksi")).sheet)
    with pytest.raises(IssueError) as error:
        cetak_renaksi.dokumen(ask(kantor, "renaksi", 2025))
    assert [issue.kode for issue in error.value.issues] == ["TLK-P042"]


# --- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", DOKUMEN)
def test_an_office_without_any_iku_is_told_what_to_do(module, kantor) -> None:
    IndikatorKantor.objects.filter(perangkat_daerah=kantor).update(dihapus_pada=AT)
    with pytest.raises(IssueError) as error:
        module.dokumen(ask(kantor, "x"))
    assert [issue.kode for issue in error.value.issues] == ["TLK-P040"]


@pytest.mark.parametrize("module", DOKUMEN)
def test_the_same_request_makes_the_same_sheet_and_both_offices_have_one(module, kantor, bekasi) -> None:
    for office in (kantor, bekasi):
        request = ask(office, "x")
        assert module.dokumen(request) == module.dokumen(request)
        assert len(module.dokumen(request).sheet.meta.snapshot) == 64


@pytest.mark.parametrize("module", [cetak_matrik, cetak_kartu, cetak_renaksi])
def test_what_the_plan_says_is_sealed_by_its_hash(module, kantor) -> None:
    before = module.dokumen(ask(kantor, "x")).sheet.meta.snapshot
    iku = IndikatorKantor.objects.get(perangkat_daerah=kantor, kode="KOP-03")
    Target.objects.create(indikator=iku, tahun=2024, nilai="31/4", diketahui_dari=datetime(2025, 1, 1, tzinfo=WIB))
    assert module.dokumen(ask(kantor, "x")).sheet.meta.snapshot != before
