"""Documents of measurement: every printed number is that of the selectors and the API, and nothing unpublished slips in."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from services.ukur_bersama import pdf as attach
from services.ukur_bersama import type_in
from tolok.measurement.capaian import Capaian, rata_rata_capaian
from tolok.measurement.tenggat import offered
from tolok.services import cetak_lembar, cetak_lhe, cetak_pengukuran, paket
from tolok.services.anggaran import ledger_of, serapan_of_node, set_anggaran
from tolok.services.contoh_ukur import explain_forced
from tolok.services.koreksi import cell_text, correct_row, editable
from tolok.services.lke import Penetapan, criteria_of, establish, grade_sub, sheet_of, weights
from tolok.services.periode import open_period
from tolok.services.permintaan_cetak import Dokumen, PermintaanCetak
from tolok.services.persetujuan import take_step
from tolok.services.program import program_tree
from tolok.services.selectors import figures_of
from tolok.services.temuan import findings_of
from tolok.store.models import NilaiLke, Pengguna, Peran, PerangkatDaerah, Program, Realisasi, register_model, schemas
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.number import format_angka, parse_fraction
from tolok.values.period import Period
from writing.ukur_example import cells_of, missing_in, tables_of, words_in

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
KANTOR = ("35.75/2.17", "32.75/2.17")
LANGKAH = (("ajukan", "operator"), ("verifikasi", "verifikator"), ("setujui", "kepala_dinas"), ("terbitkan", "perencana"))


def office(kode: str) -> PerangkatDaerah:
    return PerangkatDaerah.objects.select_related("pemda").get(kode=kode)


def asked(kantor, tahun: int, at=AT, **more) -> PermintaanCetak:
    return PermintaanCetak(kantor, "ukur", tahun, at, **more)


def ukur(kantor, tahun: int, **more) -> Dokumen:
    return cetak_pengukuran.dokumen(asked(kantor, tahun, **more))


def lembar(kantor, tahun: int, kode: str, **more) -> Dokumen:
    return cetak_lembar.dokumen(asked(kantor, tahun, indikator=kode, **more))


def lhe(kantor, tahun: int, **more) -> Dokumen:
    return cetak_lhe.dokumen(asked(kantor, tahun, **more))


def by_kode(sheet) -> dict[str, list[str]]:
    """Kode → the cells behind the name of its Indikator, of the first table of figures."""
    found = {}
    for row in cells_of(tables_of(sheet)[0]):
        place = next((n for n, text in enumerate(row[:2]) if re.search(r" [A-Z]+-\d+$", text)), None)
        if place is not None:
            found[row[place].rsplit(" ", 1)[1]] = row[place + 1 :]
    return found


def refusal(make, *args, **more) -> str:
    with pytest.raises(IssueError) as caught:
        make(*args, **more)
    return str(caught.value.issues[0].kode)


def publish(row: Realisasi, at=AT) -> Realisasi:
    """The four steps, each by its own person; the last at `at`."""
    kantor = row.indikator.perangkat_daerah
    explain_forced(row, at - timedelta(days=4, minutes=5))
    for day, (aksi, peran) in enumerate(LANGKAH):
        row.refresh_from_db()
        held = Peran.objects.filter(perangkat_daerah=kantor, peran=peran, bidang=None).select_related("pengguna")
        take_step(
            aksi, by=held.order_by("id")[0].pengguna, slug=kantor.slug, kode=row.indikator.kode,
            period=Period(row.tahun, row.triwulan), nomor=row.nomor, versi=row.versi, at=at - timedelta(days=3 - day),
        )  # fmt: skip
    row.refresh_from_db()
    return row


def correct_volume(kantor, by: Pengguna, at: datetime) -> None:
    """One cooperative's volume of 2023, written wrong, is corrected."""
    rows = register_model("koperasi_tahunan").objects.filter(perangkat_daerah=kantor.kode, periode=2023)
    row = rows.filter(diketahui_sampai=None).exclude(volume_usaha=None).order_by("entitas")[0]
    typed = {one.nama: cell_text(one, getattr(row, one.nama)) for one in editable(schemas()["koperasi_tahunan"])}
    typed["volume_usaha"] = format_angka(row.volume_usaha + 1_000_000)
    correct_row(row, typed, "volume usaha satu koperasi salah ketik", kantor=kantor, by=by, at=at)


# --- pengukuran


@pytest.mark.parametrize("kode", KANTOR)
def test_every_figure_of_a_year_is_that_of_the_api(kode, db, masuk) -> None:
    kantor = office(kode)
    person = {"35.75/2.17": "ratna", "32.75/2.17": "melinda"}[kode]
    served = masuk(person).get(f"/api/v1/kantor/{kantor.slug}/2022/iku").json()["iku"]
    printed = by_kode(ukur(kantor, 2022).sheet)
    assert set(printed) == {one["kode"] for one in served} and len(printed) >= 2
    for one in served:
        terbit = one["terbit"]
        target, realisasi, capaian, predikat = printed[one["kode"]][-4:]
        assert realisasi == terbit["tampil"]
        assert target == terbit["target_tampil"]
        assert (capaian, predikat) == (one["capaian_terbit"]["tampil"], one["capaian_terbit"]["predikat"])


def test_the_figures_for_the_qr_page_are_those_printed(kantor) -> None:
    dokumen = ukur(kantor, 2022)
    rows = by_kode(dokumen.sheet).items()
    assert [(one.kode, one.target, one.tampil, one.capaian) for one in dokumen.angka] == [(k, *row[1:4]) for k, row in rows]
    assert dokumen.sheet.meta.vintage[0] == "KOP-01/2022/1" and len(dokumen.sheet.meta.vintage) == 6


def test_what_is_not_published_stays_missing_and_out_of_the_mean(kantor) -> None:
    sheet = ukur(kantor, 2023).sheet
    rows = by_kode(sheet)
    assert rows["UM-01"][-4:] == ["4,00", "belum terbit", "n/a", "–"]
    assert rows["KOP-03"][-3:] == ["7,73", "128,83", "Sangat Tinggi"]
    last = cells_of(tables_of(sheet)[1])[-1]
    assert last[1] == "3 dari 6" and "UM-01 (belum terbit)" in last[-1]
    assert not any("4,35" in text for text in words_in(sheet))


@pytest.mark.parametrize("kode", KANTOR)
def test_the_means_are_those_of_the_policy(kode, db) -> None:
    kantor = office(kode)
    figures = figures_of(kantor, Period(2022), AT)
    frozen = {one.indikator.kode: parse_fraction(one.terbit.realisasi.capaian["nilai"]) for one in figures}
    policy = paket.kebijakan().berlaku(datetime(2022, 12, 31, tzinfo=WIB).date())
    mean = rata_rata_capaian({kode: Capaian(nilai, mentah=nilai) for kode, nilai in frozen.items()}, policy)
    last = cells_of(tables_of(ukur(kantor, 2022).sheet)[1])[-1]
    assert last[1:3] == [f"{len(frozen)} dari {len(frozen)}", format_angka(mean.nilai, 2)]
    assert any(policy.penjelasan in text for text in words_in(ukur(kantor, 2022).sheet))


@pytest.mark.parametrize("kode", KANTOR)
def test_the_money_is_that_of_the_programs_and_its_total_their_sum(kode, db) -> None:
    kantor = office(kode)
    book, nodes = ledger_of(kantor, 2022, AT), program_tree(kantor, Period(2022))
    rows = cells_of(tables_of(ukur(kantor, 2022).sheet)[-1])
    known = [serapan_of_node(node, book, Period(2022)) for node in nodes]
    for row, serapan in zip(rows, known, strict=False):
        assert row[2:] == [format_angka(serapan.pagu), format_angka(serapan.realisasi), format_angka(serapan.persen, 2)]
    pagu, spent = sum(one.pagu for one in known), sum(one.realisasi for one in known)
    assert rows[-1][1:] == [format_angka(pagu), format_angka(spent), format_angka(Fraction(spent * 100, pagu), 2)]


def test_a_later_budget_changes_the_document_only_from_its_own_instant_on(kantor, orang) -> None:
    before = ukur(kantor, 2022)
    program = Program.objects.get(perangkat_daerah=kantor, kode="2.17.04")
    set_anggaran(program, 2022, {"pagu": "999.000.000"}, by=orang("yusuf"), at=AT - timedelta(days=1))
    assert ukur(kantor, 2022, at=AT - timedelta(days=2)).sheet == before.sheet
    after = ukur(kantor, 2022).sheet
    assert any("999.000.000" in text for text in words_in(after))
    assert after.meta.diketahui == "1 Feb 2026, 09.00 WIB"


def test_a_reopened_figure_prints_what_is_published_until_the_next_is(kantor, orang) -> None:
    before = ukur(kantor, 2023).sheet
    correct_volume(kantor, orang("hendra"), AT)
    drafts = Realisasi.objects.filter(indikator__kode="KOP-03", indikator__perangkat_daerah=kantor, tahun=2023)
    assert drafts.count() == 2
    assert tables_of(ukur(kantor, 2023, at=AT + timedelta(days=1)).sheet) == tables_of(before)
    publish(drafts.get(nomor=2), AT + timedelta(days=9))
    after = ukur(kantor, 2023, at=AT + timedelta(days=10))
    assert "KOP-03: terbitan 2, karena volume usaha satu koperasi salah ketik" in words_in(after.sheet)
    assert [one.nomor for one in after.angka if one.kode == "KOP-03"] == [2]
    assert ukur(kantor, 2023, at=AT).sheet == before


def test_a_triwulan_prints_the_triwulan_before_it_and_its_words(kantor, orang) -> None:
    for tw in (1, 2):
        period = Period(2024, tw)
        _, rows = open_period(kantor, period, offered(period), by=orang("yusuf"), at=AT - timedelta(days=9))
        publish(next(row for row in rows if row.indikator.kode == "TK-02"), AT - timedelta(days=4 - tw))
    dokumen = ukur(kantor, 2024, triwulan=2)
    rows = by_kode(dokumen.sheet)
    for tw, place in ((1, -6), (2, -3)):
        [figure] = figures_of(kantor, Period(2024, tw), AT, "TK-02")
        row = figure.terbit.realisasi
        target = format_angka(parse_fraction(row.target), 2)
        capaian = f"{row.capaian['tampil']} {row.capaian['predikat']}"
        assert rows["TK-02"][place : place + 3 or None] == [target, row.tampil, capaian]
    assert rows["UM-01"][-2:] == ["belum terbit", "n/a"]
    assert [one.periode for one in dokumen.angka] == ["2024-TW1", "2024-TW2"]
    told = {row[0].rsplit(" ", 1)[1]: row[1:] for row in cells_of(tables_of(dokumen.sheet)[2])}
    assert told["UM-01"] == ["belum ada"] * 3


def test_a_working_figure_stands_only_in_a_draft_and_is_called_so(kantor) -> None:
    sheet = ukur(kantor, 2024, triwulan=3, draf=True).sheet
    assert sheet.meta.draf and sheet.meta.vintage == ()
    assert any(text.startswith("Angka kerja, belum terbit: KOP-01 (draf)") for text in words_in(sheet))
    rows = by_kode(sheet)
    assert rows["TK-02"][-3:] == ["90,00", "92,31", "102,56 Sangat Tinggi"]
    assert rows["KOP-01"][-2:] == ["register tahunan", "n/a"]
    told = {row[0].rsplit(" ", 1)[1]: row[1:] for row in cells_of(tables_of(sheet)[2])}
    assert told["TK-02"][1] == "Dua temuan menunggu bukti setor dari rekanan."


def test_without_anything_published_there_is_nothing_to_print(kantor) -> None:
    assert refusal(ukur, kantor, 2024) == "TLK-P070"
    assert refusal(ukur, kantor, 2022, at=datetime(2023, 1, 1, tzinfo=WIB)) == "TLK-P070"
    assert refusal(ukur, kantor, 2019, draf=True) == "TLK-P070"


def test_an_unbudgeted_year_says_so(kantor) -> None:
    sheet = ukur(kantor, 2022, at=datetime(2023, 2, 1, tzinfo=WIB)).sheet
    assert missing_in(sheet) == []
    Program.objects.filter(perangkat_daerah=kantor).update(berlaku_sejak=datetime(2024, 1, 1, tzinfo=WIB).date())
    assert missing_in(ukur(kantor, 2022).sheet) == ["Anggaran program tahun ini belum dicatat."]


def test_the_number_of_queries_does_not_grow_with_the_registers(kantor) -> None:
    with CaptureQueriesContext(connection) as queries:
        ukur(kantor, 2022)
    assert len(queries) < 45


# --- lembar hitung


@pytest.mark.parametrize(
    ("pemda", "kode"), [("35.75", "KOP-03"), ("35.75", "UM-01"), ("35.75", "TK-01"), ("32.75", "TK-03")]
)
def test_every_total_of_the_sheet_stands_on_paper_with_its_rows(pemda, kode, angka) -> None:
    row = angka(kode, 2022, 1, pemda)
    kantor = row.indikator.perangkat_daerah
    dokumen = lembar(kantor, 2022, kode)
    words = words_in(dokumen.sheet)
    sheet = row.lembar["wilayah"][pemda]
    for total in sheet["total"]:
        assert total["agregat"] in words
        for count in (total.get("terhitung"), total.get("tidak_memenuhi"), *total.get("dikeluarkan", {}).values()):
            assert count is None or format_angka(count) in words
        for reason in total.get("dikeluarkan", {}):
            assert f"dikecualikan: {reason.replace('_', ' ')}" in words
    for seal in (*row.lembar["potret"].values(), row.hash_potret, row.definisi_id, row.definisi.hash_ukuran):
        assert seal in words
    assert f"{row.tampil} {row.definisi.isi['satuan_tampil']}" in words
    assert any(text.endswith(f"{row.capaian['tampil']} %") for text in words)
    assert [one.tampil for one in dokumen.angka] == [row.tampil]


def test_the_four_people_stand_on_it_with_role_and_date(kantor, angka) -> None:
    steps = cells_of(tables_of(lembar(kantor, 2022, "KOP-03").sheet)[-1])
    taken = angka("KOP-03", 2022).langkah.select_related("oleh").order_by("id")
    assert [(row[0], row[1]) for row in steps] == [
        ("Diajukan", "Hendra Wijaya"), ("Diverifikasi", "Siti Maimunah"), ("Disetujui", "Ratna Widyastuti"),
        ("Diterbitkan", "Yusuf Hidayat"),
    ]  # fmt: skip
    assert [row[2] for row in steps] == [one.sebagai for one in taken]


def test_a_ladder_is_named_with_its_regulation(kantor) -> None:
    found = cells_of(tables_of(lembar(kantor, 2022, "UM-01").sheet)[3])
    assert found[0][0] == "kelas menurut PP 7/2021" and found[0][3].startswith("PP 7/2021 pasal 35")
    assert "mikro sampai 2.000.000.000" in found[0][1]


def test_the_formula_with_numbers_leads_to_the_exact_figure(kantor, angka) -> None:
    formula = tables_of(lembar(kantor, 2022, "UM-01").sheet)[1].groups[0].rows[0].cells[0].pieces[0]
    above, below = (Fraction(text.replace(".", "")) for text in (formula.numerator, formula.denominator))
    assert above / below * 100 == parse_fraction(angka("UM-01", 2022).nilai)
    assert formula.factor == "× 100"


def test_a_correction_shows_both_vintages_the_reason_and_what_came_in_between(kantor, orang) -> None:
    correct_volume(kantor, orang("hendra"), AT)
    draft = Realisasi.objects.get(indikator__kode="KOP-03", indikator__perangkat_daerah=kantor, tahun=2023, nomor=2)
    assert refusal(lembar, kantor, 2023, "KOP-03", at=AT + timedelta(days=1), nomor=2) == "TLK-P072"
    publish(draft, AT + timedelta(days=9))
    later = AT + timedelta(days=10)
    new, old = (lembar(kantor, 2023, "KOP-03", at=later, nomor=n).sheet for n in (0, 1))
    words = words_in(new)
    assert "volume usaha satu koperasi salah ketik" in words
    assert any("koreksi satu baris" in text and "salah ketik" in text for text in words)
    assert any(text.endswith("digantikan terbitan 2") for text in words_in(old))
    assert lembar(kantor, 2023, "KOP-03", at=AT - timedelta(days=1)).sheet != old
    assert new.meta.vintage == ("KOP-03/2023/2",) and old.meta.vintage == ("KOP-03/2023/1",)


def test_a_typed_figure_says_so_with_its_reason_and_the_hashes_of_its_evidence(kantor, orang, angka) -> None:
    row = angka("KOP-01")
    evidence = attach(row, orang("hendra"), AT - timedelta(days=2))[0]
    typed = type_in(row, orang("hendra"), "7,10", "register koperasi belum dibuka", AT - timedelta(days=1))
    words = words_in(lembar(kantor, 2023, "KOP-01", draf=True).sheet)
    assert "Angka ini diketik, tidak dihitung dari register. Alasannya: register koperasi belum dibuka" in words
    assert evidence.sha256 in words and typed.hash_potret in words and "7,10 %" in words
    table = words_in(ukur(kantor, 2023, draf=True).sheet)
    assert "KOP-01: angka ini diketik, tidak dihitung. Alasannya: register koperasi belum dibuka" in table


def test_no_row_and_no_person_of_a_register_stands_on_it(kantor) -> None:
    text = " ".join(words_in(lembar(kantor, 2022, "UM-01").sheet))
    rows = register_model("usaha_monev").objects.filter(perangkat_daerah=kantor.kode, periode=2022)
    assert not any(row.entitas in text for row in rows[:200])
    assert not re.search(r"\b\d{16}\b", text)


def test_which_sheet_is_wanted_must_be_said_and_exist(kantor) -> None:
    assert refusal(lembar, kantor, 2022, "") == "TLK-P071"
    assert refusal(lembar, kantor, 2022, "KOP-3") == "TLK-P071"
    assert refusal(lembar, kantor, 2022, "KOP-03", nomor=9) == "TLK-P072"
    assert refusal(lembar, kantor, 2024, "KOP-03") == "TLK-P072"
    assert lembar(kantor, 2024, "KOP-03", draf=True).sheet.meta.draf


# --- LHE


@pytest.mark.parametrize("kode", KANTOR)
@pytest.mark.parametrize("tahun", [2022, 2023, 2024])
def test_every_point_of_the_report_is_that_of_the_sheet(kode, tahun, db) -> None:
    kantor = office(kode)
    sheet, document = sheet_of(kantor, tahun, AT), lhe(kantor, tahun).sheet
    rows = cells_of(tables_of(document)[0])
    values, printed = dict(sheet.bobot.jawaban), {row[0]: row for row in rows}
    for komponen in sheet.bobot.komponen:
        assert printed[komponen.kode][-1] == format_angka(sheet.nilai_evaluator.per_komponen[komponen.kode], 2)
        for sub in komponen.sub:
            given = sheet.evaluator[sub.kode].grade
            assert printed[sub.kode][-2:] == [given, format_angka(values[given] * sub.bobot / 100, 2)]
    assert rows[-1][-1] == format_angka(sheet.nilai_evaluator.nilai, 2)
    established = format_angka(parse_fraction(sheet.ditetapkan), 2)
    assert any(f"bernilai {established}, dengan predikat" in text for text in words_in(document))
    differs = sheet.nilai_evaluator.nilai != parse_fraction(sheet.ditetapkan)
    assert any("tidak sama dengan jumlah lembar kerja" in text for text in missing_in(document)) is differs


def test_the_published_score_goes_to_the_qr_page_where_it_is_the_same(kantor) -> None:
    assert [(one.kode, one.tampil) for one in lhe(kantor, 2023).angka] == [("TK-01", "73,46")]
    assert lhe(kantor, 2024).angka == ()


def test_recommendations_are_those_of_the_register_until_the_year(kantor) -> None:
    *_, counted, told = tables_of(lhe(kantor, 2023).sheet)
    parts = [part for one in findings_of(kantor, AT) if one.baris.periode <= 2023 for part in one.rekomendasi]
    assert cells_of(counted)[-1][:3] == [
        "Seluruhnya", str(len(parts)), str(sum(part.status == "sesuai" for part in parts)),
    ]  # fmt: skip
    assert len(cells_of(told)) == sum(not part.selesai for part in parts) > 0


def test_the_inspektur_signs_and_in_his_absence_whoever_speaks_for_the_inspektorat(kantor, orang) -> None:
    last = lhe(kantor, 2024).sheet.blocks[-1]
    assert (last.nama, last.jabatan) == ("Indra Kusnadi", "Auditor Inspektorat\nKota Pasuruan")
    person = Pengguna.objects.create(username="tri", nama="Tri Handayani (dikarang)", contoh=True)
    Peran.objects.create(pengguna=person, pemda=kantor.pemda, peran="inspektorat", jabatan="Inspektur")
    assert lhe(kantor, 2024).sheet.blocks[-1].jabatan == "Inspektur\nKota Pasuruan"


def grade_all(kantor, by, subs) -> None:
    for sub in subs:
        here = NilaiLke.objects.filter(perangkat_daerah=kantor, tahun=2025, sub=sub, penilai="evaluator").last()
        typed = {
            "grade": "B", "kriteria": [one.nomor for one in criteria_of(sub)][:-1], "catatan": f"Perbaiki {sub} segera.",
            "bukti": "", "dasar": str(here.pk if here else 0),
        }  # fmt: skip
        grade_sub(kantor, 2025, sub, "evaluator", typed, by=by, at=AT - timedelta(days=1))


def test_an_incomplete_evaluation_prints_as_a_draft_only_and_without_a_total(kantor, orang) -> None:
    assert refusal(lhe, kantor, 2025) == "TLK-P074"
    subs = [sub.kode for one in weights(2025).komponen for sub in one.sub]
    grade_all(kantor, orang("indra"), subs[:-1])
    assert refusal(lhe, kantor, 2025) == "TLK-P075"
    sheet = lhe(kantor, 2025, draf=True).sheet
    assert missing_in(sheet)[0] == f"Nilai akhir belum ada: belum dinilai {subs[-1]}."
    assert cells_of(tables_of(sheet)[0])[-1][-1] == "belum lengkap" and sheet.meta.draf


def test_an_established_evaluation_prints_its_words_and_open_criteria(kantor, orang) -> None:
    subs = [sub.kode for one in weights(2025).komponen for sub in one.sub]
    grade_all(kantor, orang("indra"), subs)
    assert refusal(lhe, kantor, 2025) == "TLK-P075"
    establish(kantor, 2025, Penetapan("700/33/2026", "2026-01-30"), by=orang("indra"), at=AT)
    words = words_in(lhe(kantor, 2025).sheet)
    assert "LHE 700/33/2026 tanggal 30-01-2026" in words and "Perbaiki 4.c segera." in words
    assert f"• {criteria_of('1.a')[-1].isi}" in words and f"• {criteria_of('1.a')[0].isi}" not in words
    assert any("bernilai 70,00, dengan predikat B (Baik)." in text for text in words)


def test_the_same_request_makes_the_same_document_whatever_happens_later(kantor, orang) -> None:
    kinds = (cetak_pengukuran, cetak_lhe)
    first = [kind.dokumen(asked(kantor, 2023)) for kind in kinds] + [lembar(kantor, 2023, "KOP-03")]
    correct_volume(kantor, orang("hendra"), AT + timedelta(days=1))
    again = [kind.dokumen(asked(kantor, 2023)) for kind in kinds] + [lembar(kantor, 2023, "KOP-03")]
    assert first == again
    assert [replace(one.sheet.meta, periksa="").draf for one in first] == [False] * 3
