"""The invented offices: repeatable to the byte, and exactly the figures that the printed documents need."""

import csv
import hashlib
import json
import re
from collections import Counter
from datetime import date, datetime
from fractions import Fraction

import pytest
import yaml
from python_calamine import load_workbook

from tolok.contoh import load_kantor, write_contoh
from tolok.registers.folder import receive_folder, rows_known_at
from tolok.registers.load import load_schemas
from tolok.registers.wilayah import load_tree
from tolok.values.issue import IssueError
from tolok_koperasi import FOLDER

PASURUAN, BEKASI = "35.75", "32.75"
MIKRO = 2_000_000_000
CATATAN = "Data contoh, dikarang"
# The order of the columns in every file, written out here so that nothing of the project reads for the test.
COLUMNS = {
    "usaha_monev": [
        "id", "nib", "nama", "nik", "pemilik", "tahun", "tanggal", "wilayah", "omset", "aset", "laki", "perempuan", "kredit",
        "ntb",
    ],
    "koperasi_tahunan": [
        "induk", "bh", "nama", "tahun", "wilayah", "jenis", "rat", "status_rat", "tanggal_rat", "peserta", "audit",
        "anggota_l", "anggota_p", "manajer", "karyawan", "modal_sendiri", "modal_luar", "aset", "volume", "shu", "pegawai",
        "pengurus", "shu_sebelum_pajak", "susut",
    ],
    "kesehatan_koperasi": ["induk", "bh", "nama", "tahun", "tanggal", "wilayah", "metode", "skor", "predikat"],
    "temuan": ["nomor", "tahun", "tanggal", "asal", "uraian"],
    "rekomendasi": [
        "nomor", "rekomendasi", "tahun", "tanggal", "asal", "uraian", "status", "tanggal_tl", "nilai", "nilai_tl",
    ],
    "lke": ["kode", "tahun", "komponen", "sub", "grade", "nilai", "bobot"],
    "skm": [
        "nomor", "tahun", "tanggal", "u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9",
        "layanan", "jenis_kelamin", "usia", "pendidikan", "pekerjaan", "saran",
    ],
    "data": ["kode", "tahun", "triwulan", "wilayah", "nilai", "status", "bukti"],
}  # fmt: skip


@pytest.fixture(scope="module")
def contoh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contoh")
    return folder, write_contoh(folder)


def _lines(path):
    if path.suffix == ".xlsx":
        return load_workbook(str(path)).get_sheet_by_index(0).to_python()
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";" if ";" in text.splitlines()[0] else ","))


def _table(path):
    """Header row and data rows of a file; the header is the first row that fills the register's width."""
    width = len(COLUMNS[path.name.rsplit("_", 1)[0]])
    lines = _lines(path)
    first = next(n for n, line in enumerate(lines) if sum(cell not in ("", None) for cell in line) == width)
    return lines[first], lines[first + 1 :]


def _rows(contoh, pemda, register, tahun, *, dengan_karantina=False):
    folder, report = contoh
    [berkas] = [b for b in report.berkas if (b.pemda, b.register, b.tahun) == (pemda, register, tahun)]
    rows = [dict(zip(COLUMNS[register], line, strict=True)) for line in _table(folder / berkas.berkas)[1]]
    assert len(rows) == berkas.baris
    return rows if dengan_karantina else rows[: len(rows) - len(berkas.karantina)]


def _rupiah(cell):
    """`Rp 1.234`, `1.234`, `1234` or 1234.0 as a whole number; None for an empty cell."""
    if cell in ("", None):
        return None
    return int(cell) if isinstance(cell, int | float) else int(cell.removeprefix("Rp ").replace(".", ""))


def _omset(contoh, pemda, tahun):
    rows = _rows(contoh, pemda, "usaha_monev", tahun)
    omset = {str(row["id"] or row["nib"]): _rupiah(row["omset"]) for row in rows}
    assert len(omset) == len(rows)
    return omset


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(contoh, tmp_path):
    folder, _ = contoh

    def digests(place):
        found = [path for path in place.rglob("*") if path.is_file()]
        return {str(path.relative_to(place)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}

    write_contoh(tmp_path / "a")
    write_contoh(tmp_path / "b", seed=7)
    assert digests(folder) == digests(tmp_path / "a")
    other = digests(tmp_path / "b")
    assert other.keys() == digests(folder).keys()
    drawn = [name for name in other if "data" not in name and "lke" not in name and not name.endswith(".yaml")]
    assert all(other[name] != digests(folder)[name] for name in drawn)


def test_pasuruan_2023_has_exactly_87_of_2000_that_outgrow_micro_and_666_that_grow(contoh):
    lalu, kini = _omset(contoh, PASURUAN, 2022), _omset(contoh, PASURUAN, 2023)
    panel = [(lalu[i], kini[i]) for i in kini if kini[i] is not None and lalu.get(i) is not None]
    assert len(panel) == 2000
    assert all(sebelum <= MIKRO for sebelum, _ in panel)
    naik = [pasangan for pasangan in panel if pasangan[1] > MIKRO]
    tumbuh = [pasangan for pasangan in panel if pasangan[1] > pasangan[0]]
    assert (Fraction(len(naik), 20), Fraction(len(tumbuh), 20)) == (Fraction(87, 20), Fraction(333, 10))
    assert set(naik) <= set(tumbuh)


def test_pasuruan_2023_leaves_out_31_new_12_without_turnover_and_9_without_last_years(contoh):
    lalu, kini = _omset(contoh, PASURUAN, 2022), _omset(contoh, PASURUAN, 2023)
    sebab = Counter(
        "tidak ada" if i not in lalu else "kosong" if kini[i] is None else "lalu kosong"
        for i in kini
        if i not in lalu or kini[i] is None or lalu[i] is None
    )
    assert sebab == {"tidak ada": 31, "kosong": 12, "lalu kosong": 9}
    assert len(kini) == 2052


def test_other_seeds_keep_the_printed_figures(tmp_path):
    report = write_contoh(tmp_path, seed=11, usaha=200)
    lalu, kini = _omset((tmp_path, report), PASURUAN, 2022), _omset((tmp_path, report), PASURUAN, 2023)
    panel = [(lalu[i], kini[i]) for i in kini if kini[i] is not None and lalu.get(i) is not None]
    assert (len(panel), sum(k > MIKRO for _, k in panel), sum(k > s for s, k in panel)) == (2000, 87, 666)


def test_usaha_sizes_bekasi_alone_and_too_few_are_refused_with_advice(tmp_path):
    report = write_contoh(tmp_path, usaha=900)
    banyak = {(b.pemda, b.tahun): b.baris for b in report.berkas if b.register == "usaha_monev"}
    assert all(760 < banyak[BEKASI, tahun] < 860 for tahun in range(2021, 2025))
    terdaftar = sum(b.baris for b in report.berkas if (b.pemda, b.register) == (BEKASI, "usaha"))
    assert 900 < terdaftar < 1100
    assert banyak[PASURUAN, 2023] == 2052 + 3
    with pytest.raises(IssueError) as refused:
        write_contoh(tmp_path, usaha=10)
    assert refused.value.issues[0].kode == "TLK-R090"


def test_pasuruans_volume_of_business_grows_by_exactly_7_73_per_cent(contoh):
    volume = {}
    for tahun in (2022, 2023):
        rows = _rows(contoh, PASURUAN, "koperasi_tahunan", tahun)
        volume[tahun] = {row["bh"]: _rupiah(row["volume"]) for row in rows}
    lalu, kini = (sum(v or 0 for v in volume[tahun].values()) for tahun in (2022, 2023))
    assert (lalu, kini) == (148_340_000_000, 159_806_682_000)
    assert Fraction(kini - lalu, lalu) * 100 == Fraction(773, 100)
    kosong = {tahun: {i for i, v in volume[tahun].items() if v is None} for tahun in volume}
    assert kosong[2022] == kosong[2023]
    assert len(kosong[2023]) == 5
    assert volume[2022].keys() == volume[2023].keys()


def test_the_counts_of_assessed_cooperatives_are_those_of_the_series(contoh):
    dinilai = {}
    for tahun in range(2021, 2025):
        assessed = _rows(contoh, PASURUAN, "kesehatan_koperasi", tahun)
        dinilai[tahun] = len({row["bh"] for row in assessed})
        assert len(assessed) == dinilai[tahun]
        assert all(row["predikat"] for row in assessed)
        rat = {row["bh"] for row in _rows(contoh, PASURUAN, "koperasi_tahunan", tahun) if row["rat"] == "Ya"}
        assert {row["bh"] for row in assessed} <= rat
    assert dinilai == {2021: 96, 2022: 104, 2023: 111, 2024: 118}


def test_the_findings_of_pasuruan_are_followed_up_12_of_14_17_of_17_and_14_of_16(contoh):
    hasil = {}
    for tahun in (2022, 2023, 2024):
        rows = _rows(contoh, PASURUAN, "temuan", tahun)
        assert {row["asal"] for row in rows} == {"APEP", "APIP"}
        status = {row["nomor"]: set() for row in rows}
        for row in _rows(contoh, PASURUAN, "rekomendasi", tahun):
            status[row["nomor"]].add(row["status"])
        hasil[tahun] = (sum(all_of == {"sesuai"} for all_of in status.values()), len(rows))
    assert hasil == {2022: (12, 14), 2023: (17, 17), 2024: (14, 16)}


def test_the_cooperatives_without_a_region_hold_little_of_the_volume(contoh):
    for pemda in (PASURUAN, BEKASI):
        rows = _rows(contoh, pemda, "koperasi_tahunan", 2023)
        tanpa = sum(_rupiah(row["volume"]) or 0 for row in rows if not row["wilayah"])
        assert 0 < tanpa * 100 < sum(_rupiah(row["volume"]) or 0 for row in rows)


def test_the_four_parts_of_the_value_added_are_delivered_and_the_sum_is_not(contoh):
    for row in _rows(contoh, PASURUAN, "koperasi_tahunan", 2023):
        parts = [_rupiah(row[k]) for k in ("pegawai", "pengurus", "shu_sebelum_pajak", "susut")]
        assert all(part is None for part in parts) == (_rupiah(row["volume"]) is None)
        assert row["volume"] in ("", None) or 0 < sum(parts) < _rupiah(row["volume"])


def test_the_weights_of_the_evaluation_add_up_to_a_hundred(contoh):
    for pemda in (PASURUAN, BEKASI):
        rows = _rows(contoh, pemda, "lke", 2023)
        assert len(rows) == 12
        assert sum(Fraction(str(row["bobot"]).replace(",", ".")) for row in rows) == 100


def test_the_lhe_score_of_pasuruan_is_entered_with_its_evidence(contoh):
    nilai = {}
    for tahun in (2022, 2023, 2024):
        [row] = [r for r in _rows(contoh, PASURUAN, "data", tahun) if r["kode"] == "nilai_lhe"]
        nilai[tahun] = str(row["nilai"]).replace(".", ",")
        assert (row["status"], row["bukti"]) == ("tetap", f"LHE Inspektorat Kota Pasuruan {tahun} (contoh)")
    assert nilai == {2022: "71,20", 2023: "73,46", 2024: "74,1"}


def test_the_newest_pdrb_is_provisional_and_whole_rupiah(contoh):
    for pemda in (PASURUAN, BEKASI):
        status = {}
        for tahun in (2022, 2023, 2024):
            [row] = [r for r in _rows(contoh, pemda, "data", tahun) if r["kode"] == "pdrb_adhb"]
            assert _rupiah(row["nilai"]) > 10**12
            assert row["wilayah"] == pemda
            status[tahun] = row["status"]
        assert status == {2022: "tetap", 2023: "tetap", 2024: "sementara"}


def _indeks(rows):
    """The survey index, blanks left out unsur by unsur."""
    rerata = []
    for unsur in COLUMNS["skm"][3:12]:
        answers = [int(row[unsur]) for row in rows if row[unsur] not in ("", None)]
        assert set(answers) <= {1, 2, 3, 4}
        rerata.append(Fraction(sum(answers), len(answers)))
    return sum(rerata) / 9 * 25


def test_bekasis_survey_of_2023_is_the_printed_one_ten_times_over(contoh):
    rows = _rows(contoh, BEKASI, "skm", 2023)
    totals = [sum(int(row[f"u{n}"]) for row in rows) for n in range(1, 10)]
    assert (len(rows), totals) == (290, [1050, 1010, 1000, 1160, 1020, 1050, 1060, 1050, 1150])
    assert _indeks(rows) == Fraction(955, 29 * 9) * 25


def test_the_other_surveys_lie_between_85_and_90(contoh):
    for pemda, tahun in [(PASURUAN, 2022), (PASURUAN, 2023), (PASURUAN, 2024), (BEKASI, 2022), (BEKASI, 2024)]:
        assert 85 <= _indeks(_rows(contoh, pemda, "skm", tahun)) <= 90


def test_every_region_code_exists_and_every_kelurahan_and_nowhere_occur(contoh):
    tree = load_tree()
    for pemda in (PASURUAN, BEKASI):
        for register in ("usaha_monev", "koperasi_tahunan"):
            for tahun in range(2021, 2025):
                codes = {row["wilayah"] or "" for row in _rows(contoh, pemda, register, tahun)}
                assert "" in codes
                assert codes - {""} <= set(tree.kelurahan_of(pemda))
            first = {row["wilayah"] or "" for row in _rows(contoh, pemda, register, 2021)}
            assert first == {"", *tree.kelurahan_of(pemda)}


def test_an_enterprise_keeps_its_numbers_name_and_place_over_the_years(contoh):
    seen = {}
    for tahun in range(2021, 2025):
        for row in _rows(contoh, PASURUAN, "usaha_monev", tahun):
            same = tuple(str(row[k] or "") for k in ("nib", "nama", "nik", "pemilik", "wilayah"))
            assert seen.setdefault(str(row["id"] or row["nib"]), same) == same
    assert len(seen) == 2040 + 51 + 31 + 99


def test_no_real_person_is_named_and_no_nik_could_be_a_real_one(contoh):
    real = {  # SHA-256 of names that stand in the published documents, so that they do not stand here
        "e4df04879b57b5e734ce495545a938d99fc38d5dc2e2ff8920c67c52e5081bff",
        "d281828da7768851d90789f4e5e89e6b08fcc4b91527a409608e1af271600457",
        "0ea787a71fc755d657484ec71f3905e613c77292fbadc9191c86f29fc197c233",
    }
    kata = yaml.safe_load((FOLDER.parent / "tolok" / "contoh" / "kata.yaml").read_text(encoding="utf-8"))
    invented = {f"{d} {b} (contoh)" for d in kata["pemilik_depan"] for b in kata["pemilik_belakang"]}
    for pemda in (PASURUAN, BEKASI):
        rows = _rows(contoh, pemda, "usaha_monev", 2024, dengan_karantina=True)
        assert {row["pemilik"] for row in rows} <= invented
        assert len({row["nik"] for row in rows}) == len(rows)
        for row in rows:
            match = re.fullmatch(r"(\d{6})(\d\d)(\d\d)(\d\d)(\d{4})", row["nik"])
            assert match[1].startswith(pemda.replace(".", ""))
            assert date(1900 + int(match[4]), int(match[3]), int(match[2]) % 40)
            assert int(match[5]) >= 9000
    words = {word.casefold() for k in load_kantor() for p in k.pengguna for word in p.nama.split()}
    assert not {hashlib.sha256(word.encode()).hexdigest() for word in words} & real


def test_every_head_of_a_column_is_one_that_its_register_knows(contoh):
    folder, report = contoh
    schemas = load_schemas(FOLDER / "register")
    for berkas in report.berkas:
        if berkas.register not in COLUMNS:
            continue
        header, _ = _table(folder / berkas.berkas)
        for kolom, teks in zip(schemas[berkas.register].kolom, header, strict=True):
            assert teks.casefold() in {t.casefold() for t in (kolom.nama, kolom.label, *kolom.sinonim)}


def test_every_file_says_that_it_is_invented_and_when_it_was_known(contoh):
    folder, report = contoh
    days = {
        "usaha": 7, "skm": 8, "usaha_monev": 10, "koperasi": 11, "koperasi_tahunan": 12, "kesehatan_koperasi": 13,
        "temuan": 15, "rekomendasi": 16, "lke": 18, "data": 20,
    }  # fmt: skip
    for berkas in report.berkas:
        path = folder / berkas.berkas
        text = path.with_suffix(".kiriman.yaml").read_text(encoding="utf-8")
        assert text.startswith(f"# {CATATAN}\n")
        note = yaml.safe_load(text)
        assert (note["register"], note["periode"]) == (berkas.register, str(berkas.tahun))
        assert (note["pemda"], note["perangkat_daerah"]) == (berkas.pemda, f"{berkas.pemda}/2.17")
        assert note["cakupan"] == [berkas.pemda]
        instant = datetime.fromisoformat(note["diketahui"])
        assert (instant.year, instant.month, instant.day) == (berkas.tahun + 1, 1, days[berkas.register])
        assert instant.utcoffset().total_seconds() == 7 * 3600
        if path.suffix == ".xlsx":
            assert [CATATAN] in [[cell for cell in line if cell] for line in _lines(path)[:4]]


def test_both_kinds_of_file_and_all_registers_are_delivered(contoh):
    _, report = contoh
    delivered = {(b.pemda, b.register, b.tahun) for b in report.berkas}
    entities = ("usaha", "usaha_monev", "koperasi", "koperasi_tahunan", "kesehatan_koperasi")
    years = dict.fromkeys(entities, 2021) | dict.fromkeys(("temuan", "rekomendasi", "skm", "lke", "data"), 2022)
    expected = {(r, t) for r, first in years.items() for t in range(first, 2025)}
    assert delivered == {(pemda, r, t) for pemda in (PASURUAN, BEKASI) for r, t in expected}
    assert {(b.pemda, b.berkas.suffix) for b in report.berkas} == {
        (p, s) for p in (PASURUAN, BEKASI) for s in (".csv", ".xlsx")
    }


def test_the_rows_that_are_wrong_on_purpose_stand_last_and_say_what_the_report_says(contoh):
    folder, report = contoh
    schemas = load_schemas(FOLDER / "register")
    assert report.karantina == 14
    for berkas in report.berkas:
        if not berkas.karantina:
            continue
        names = [kolom.nama for kolom in schemas[berkas.register].kolom]
        _, lines = _table(folder / berkas.berkas)
        for cacat, line in zip(reversed(berkas.karantina), reversed(lines), strict=False):
            cell = line[names.index(cacat.kolom)]
            assert str(int(cell) if isinstance(cell, float) else cell or "") == str(cacat.tulis)


def _received(folder, report):
    expected = {b.berkas.relative_to("kiriman").as_posix(): b for b in report.berkas}
    now = datetime.fromisoformat("2025-06-01T00:00:00+07:00")
    outcome = receive_folder(folder, load_schemas(FOLDER / "register"), load_tree(), now=now)
    assert {berkas.berkas for berkas in outcome.berkas} == set(expected)
    for berkas in outcome.berkas:
        made = expected[berkas.berkas]
        wrong = Counter(cacat.kode for cacat in made.karantina)
        assert berkas.status == "diterima"
        assert {issue.bobot for issue in berkas.issues} <= {"catatan"}, berkas
        assert berkas.jumlah["karantina"] == wrong.total()
        assert berkas.jumlah["rangkap"] == made.rangkap
        assert berkas.jumlah["bersih"] == made.baris - made.rangkap - wrong.total()
        laporan = json.loads((folder / "laporan" / f"{berkas.berkas}.json").read_text(encoding="utf-8"))
        assert laporan["pemeriksaan"]["per_kode"] == wrong
    return outcome


def test_the_reader_refuses_exactly_the_wrong_rows_with_the_codes_that_the_report_names(tmp_path):
    _received(tmp_path, write_contoh(tmp_path, usaha=200))


def test_the_full_size_is_read_as_it_was_meant_dirty_files_and_corrections_included(tmp_path):
    report = write_contoh(tmp_path, usaha=400, ukuran="penuh")
    outcome = _received(tmp_path, report)
    assert {berkas.rangkap for berkas in report.berkas} == {0, 1}
    koreksi = [berkas for berkas in report.berkas if berkas.koreksi]
    assert {(b.pemda, b.register, b.tahun) for b in koreksi} == {
        (PASURUAN, "usaha_monev", 2024), (BEKASI, "koperasi_tahunan", 2022),
    }  # fmt: skip
    jumlah = {berkas.berkas: berkas.jumlah for berkas in outcome.berkas}
    assert jumlah["35.75/usaha_monev_2024_koreksi.csv"]["berubah"] > 30
    delivered = {(b.pemda, b.register, b.tahun): b.baris for b in report.berkas}
    assert (BEKASI, "skm", 2021) not in delivered and (BEKASI, "skm", 2020) in delivered
    assert delivered[PASURUAN, "temuan", 2020] == delivered[PASURUAN, "rekomendasi", 2020] == 0
    assert sum(n for (pemda, register, _), n in delivered.items() if (pemda, register) == (PASURUAN, "usaha")) > 23_000


def test_a_cooperative_that_gets_its_nik_later_stays_the_same_one(tmp_path):
    folder = tmp_path
    _received(folder, write_contoh(folder, usaha=200))
    schema = load_schemas(FOLDER / "register")["koperasi_tahunan"]
    rows = rows_known_at(folder, schema, datetime.fromisoformat("2025-06-01T00:00:00+07:00")).to_pylist()
    by_bh = {}
    for row in rows:
        by_bh.setdefault((row["pemda"], row["nomor_badan_hukum"]), {})[row["periode"]] = row
    late = [years for years in by_bh.values() if 2022 in years and years[2022]["nomor_induk_koperasi"] is None]
    assert len(late) > 10
    assert all(len({row["entitas"] for row in years.values()}) == 1 for years in by_bh.values())
    assert all(years[2023]["nomor_induk_koperasi"] for years in late if 2023 in years)


def test_enterprises_move_between_kelurahan_and_some_close(contoh):
    schema = load_schemas(FOLDER / "register")["usaha"]
    folder, _ = contoh
    names = [kolom.nama for kolom in schema.kolom]
    lines = _lines(folder / "kiriman" / PASURUAN / "usaha_2024.csv")
    assert lines[0] == names
    rows = [dict(zip(names, line, strict=True)) for line in lines[1:]]
    assert any(row["berlaku_sampai"] for row in rows)
    assert any(row["berlaku_dari"].startswith("2024") and int(row["tahun_mulai_operasi"]) < 2021 for row in rows)


def test_the_offices_promise_what_their_document_prints():
    pasuruan, bekasi = load_kantor()
    cetak = {t.indikator: t.nilai for t in pasuruan.target if t.tahun == 2024}
    assert cetak == {
        "KOP-01": Fraction(17, 2),
        "UM-01": Fraction(3054, 100),
        "TK-01": 75,
        "TK-02": 100,
        "KOP-03": Fraction(13, 2),
        "UM-02": Fraction(3636, 100),
    }
    assert not any(t.dikarang for t in pasuruan.target if t.tahun == 2024)
    assert all(t.dikarang for t in pasuruan.target if t.tahun < 2024)
    assert {t.indikator for t in bekasi.target} == {"EKO-01", "TK-03"}
    assert all(t.dikarang for t in bekasi.target)


def test_each_office_has_the_four_parts_of_an_approval_played_by_four_people():
    for kantor in load_kantor():
        played = Counter(p.peran for p in kantor.pengguna)
        assert min(played[role] for role in ("operator", "verifikator", "kepala_dinas", "perencana")) >= 1
        assert (played["inspektorat"], played["admin_pemda"], played["kepala_dinas"]) == (1, 1, 1)
        known = {bidang.kode for bidang in kantor.bidang}
        assert {p.bidang for p in kantor.pengguna if p.bidang} | {t.bidang for t in kantor.target} <= known
        listed = [kode for sasaran in kantor.sasaran for kode in sasaran.indikator]
        assert sorted(listed) == sorted({t.indikator for t in kantor.target})
    names = [p.nama_pengguna for kantor in load_kantor() for p in kantor.pengguna]
    assert len(set(names)) == len(names)
