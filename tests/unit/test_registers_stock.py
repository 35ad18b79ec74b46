"""Stock registers, exports of SIDT and ODS, region names, and the bounds that a declaration may set."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
import yaml

from tolok.registers.canonical import entity_id
from tolok.registers.delivery import CheckedDelivery, check_delivery
from tolok.registers.delivery_header import DeliveryHeader, HeaderHints, choose_schema
from tolok.registers.load import load_schemas
from tolok.registers.places import place_reader
from tolok.registers.schema import schema_from_yaml
from tolok.registers.sheets import read_tables
from tolok.registers.sources import source_from_bytes
from tolok.registers.wilayah import load_tree
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok_koperasi import FOLDER

SCHEMAS, TREE = load_schemas(FOLDER / "register"), load_tree()
USAHA = SCHEMAS["usaha"]
NOW = datetime(2024, 1, 31, tzinfo=UTC)
SIDT = (
    "id_data_badan_usaha,nik_pengusaha,nama_pengusaha,jenis_kelamin,is_disabilitas,tanggal_lahir,pendidikan_formal,"
    "kontak_hp,nib,nama_usaha,kegiatan_utama,produk_utama,kode_kbli,kategori_kbli,status_badan_usaha,skala_usaha,"
    "modal_pendirian,bulan_mulai_operasi,tahun_mulai_operasi,omzet_tahunan,asset,prov_usaha,kab_usaha,kec_usaha,kel_usaha,"
    "alamat_usaha,rt_usaha,rw_usaha,foto_usaha,alamat_latitude,alamat_longitude,tk_dibayar_laki,tk_dibayar_perempuan,"
    "tk_dibayar_disabil_laki,tk_dibayar_disabil_perempuan,tk_not_dibayar_laki,tk_not_dibayar_perempuan,"
    "tk_not_dibayar_disabil_laki,tk_not_dibayar_disabil_perempua"
)
ODS = (
    "nama_koperasi,no_badan_hukum,tgl_badan_hukum,no_perubahan_anggaran_dasar,tgl_perubahan_anggaran_dasar,"
    "tgl_rat_terakhir,alamat,kelurahan_desa,kecamatan,kabupaten,provinsi,bentuk_koperasi,jenis_koperasi,kelompok_koperasi,"
    "sektor_usaha,nama_ketua,nama_sekretaris,nama_bendahara,foto_ktp_ketua,jml_anggota_pria,jml_anggota_wanita,"
    "total_anggota,total_manajer,total_karyawan,no_induk_koperasi,status_nik,status_grade,hp_pengurus,email_pengurus"
)


def check(register: str, text: str, periode: str = "2023") -> CheckedDelivery:
    schema = SCHEMAS[register]
    head = DeliveryHeader(register, Period.parse(periode), "35.75", "35.75/2.17", ("35.75",), NOW, "u.csv", "0")
    return check_delivery(schema, read_tables(source_from_bytes(text.encode(), "u.csv"), schema), head, TREE)


def usaha(*rows: Mapping[str, str], periode: str = "2023") -> CheckedDelivery:
    names = ["id_data_badan_usaha", "nama_usaha", *dict.fromkeys(name for row in rows for name in row)]
    names = list(dict.fromkeys(names))
    cells = [{"id_data_badan_usaha": str(i), "nama_usaha": "W", **row} for i, row in enumerate(rows, 1)]
    return check(
        "usaha", "\n".join([";".join(names), *(";".join(cell.get(n, "") for n in names) for cell in cells)]), periode
    )


def codes(checked: CheckedDelivery) -> list[str]:
    return [issue.kode for row in checked.quarantine for issue in row.issues]


def export(head: str, **cells: str) -> str:
    return f"{head}\n{','.join(cells.get(name, '') for name in head.split(','))}\n"


def test_a_sidt_export_is_understood_as_it_comes() -> None:
    text = export(
        SIDT, id_data_badan_usaha="9001", nama_usaha="Warung Contoh", nib="0220001234567", kode_kbli="01134",
        kategori_kbli="A", jenis_kelamin="PEREMPUAN", is_disabilitas="Tidak", omzet_tahunan="1.250.000.000", asset="5000000",
        skala_usaha="Mikro", kel_usaha="GENTONG", kec_usaha="Gadingrejo", tk_dibayar_laki="1",
        tk_not_dibayar_disabil_perempua="2", nik_pengusaha="3575010101010001", tahun_mulai_operasi="2015",
    )  # fmt: skip
    assert choose_schema(source_from_bytes(text.encode(), "u.csv"), HeaderHints(), SCHEMAS) == USAHA
    checked = check("usaha", text)
    [row] = checked.clean.to_pylist()
    assert row["entitas"] == entity_id("35.75", "usaha", "id_data_badan_usaha", "9001")
    assert (row["periode"], row["wilayah"], row["berlaku_sampai"]) == (20230101, "35.75.01.1002", None)
    assert (row["omset"], row["skala_usaha"], row["kode_kbli"]) == (1_250_000_000, "mikro", "01134")
    assert (row["jenis_kelamin"], row["disabilitas"], row["tk_tidak_dibayar_disabil_perempuan"]) == ("Perempuan", False, 2)
    assert "3575010101010001" not in repr(row)
    unused = next(issue for issue in checked.report.issues if issue.kode == "TLK-R031")
    assert all(f"`{name}`" in unused.mengapa for name in ("prov_usaha", "kab_usaha", "kec_usaha", "foto_usaha"))


def test_an_ods_export_is_understood_as_it_comes() -> None:
    text = export(
        ODS, nama_koperasi="Koperasi Contoh", no_badan_hukum="1/BH/X/2001", no_induk_koperasi="3575019000000001",
        tgl_badan_hukum="12/10/2001", kelurahan_desa="Tapaan", jenis_koperasi="SIMPAN PINJAM", status_nik="bersertifikat",
        status_grade="b", total_karyawan="3", kelompok_koperasi="kpri/kpn",
    )  # fmt: skip
    [row] = check("koperasi", text).clean.to_pylist()
    assert (row["wilayah"], row["jenis_koperasi"], row["sertifikat_nik"]) == (
        "35.75.03.1003",
        "Simpan Pinjam",
        "Bersertifikat",
    )
    assert (row["grade"], row["kelompok_koperasi"], row["tanggal_badan_hukum"]) == ("B", "KPRI/KPN", date(2001, 10, 12))
    assert choose_schema(source_from_bytes(text.encode(), "k.csv"), HeaderHints(), SCHEMAS).nama == "koperasi"


@pytest.mark.parametrize(("periode", "hari"), [("2023", 20230101), ("2023-TW1", 20230101), ("2023-TW3", 20230701)])
def test_without_a_first_day_a_row_holds_from_the_first_day_of_the_period(periode: str, hari: int) -> None:
    assert usaha({"berlaku_dari": ""}, {}, periode=periode).clean.column("periode").to_pylist() == [hari, hari]


def test_a_thing_may_have_two_rows_of_different_days_in_one_delivery_but_not_of_one_day() -> None:
    one = {"id_data_badan_usaha": "7", "berlaku_dari": "2020-03-01", "kode_wilayah": "35.75.01.1001"}
    moved = {**one, "berlaku_dari": "15/08/2023", "kode_wilayah": "35.75.02.1001"}
    assert usaha(one, moved).clean.column("periode").to_pylist() == [20200301, 20230815]
    assert codes(usaha(one, {**one, "kode_wilayah": ""})) == ["TLK-R029", "TLK-R029"]
    assert usaha(one, one).report.rangkap == 1


def test_days_of_validity_lie_inside_the_period_and_in_order() -> None:
    late = {"berlaku_dari": "2024-01-01"}
    turned = {"berlaku_dari": "2023-05-01", "berlaku_sampai": "2023-04-30"}
    ended = {"berlaku_dari": "2023-05-01", "berlaku_sampai": "2023-05-01"}
    assert codes(usaha(late, turned, ended)) == ["TLK-R026", "TLK-R049"]


@pytest.mark.parametrize(
    ("tulis", "kode"),
    [
        ("Gentong", "35.75.01.1002"), ("Kel. Gentong", "35.75.01.1002"), ("KELURAHAN  gentong", "35.75.01.1002"),
        ("Tambaan", "35.75.04.1002"), ("Tamba\u2019an", "35.75.04.1002"), ("Bugul kidul", "35.75.03.1009"),
        ("Gadingrejo", "35.75.01.1009"),
    ],
)  # fmt: skip
def test_a_name_that_one_kelurahan_of_the_city_bears_is_its_code(tulis: str, kode: str) -> None:
    checked = usaha({"kode_wilayah": tulis})
    assert checked.clean.column("wilayah").to_pylist() == [kode]
    assert {"lembar": "", "kolom": "kode_wilayah", "dibaca_dari_nama": 1} in checked.report.keputusan


def test_other_names_are_asked_about_and_never_mended() -> None:
    checked = usaha({"kode_wilayah": "Gentonk"}, {"kode_wilayah": "Margahayu"}, {"kode_wilayah": "Kec. Gadingrejo Timur"})
    assert codes(checked) == ["TLK-R024"] * 3
    saran = checked.quarantine[0].issues[0].saran
    assert "Maksud Anda `Gentong`?" in saran and "35.75.01.1002" in saran


def test_a_name_that_two_regions_bear_is_asked() -> None:
    read = place_reader(TREE, "35.75", None, date(2023, 12, 31))
    fault = read("Purworejo")
    assert not isinstance(fault, str) and fault.kode == "TLK-R048"
    assert "35.75.02.1006" in fault.mengapa and "35.75.02 " in fault.mengapa


@pytest.mark.parametrize("tulis", ["35.75.01", "357501", "35.75"])
def test_a_code_of_another_level_is_not_counted_below_it(tulis: str) -> None:
    assert codes(usaha({"kode_wilayah": tulis})) == ["TLK-R047"]


def test_values_below_the_smallest_are_set_aside() -> None:
    assert codes(usaha({"omset": "-5"}, {"omset": "0"}, {"bulan_mulai_operasi": "0"})) == ["TLK-R046", "TLK-R046"]
    skm = "nomor_responden,tahun,tanggal_isi,u1,u2\nR1,2023,2023-05-01,0,1\nR2,2023,2023-05-01,4,5\n"
    assert codes(check("skm", skm)) == ["TLK-R046", "TLK-R016"]


def test_numbers_of_unusual_length_are_noted_and_counted() -> None:
    checked = usaha({"kode_kbli": "1134"}, {"kode_kbli": "01134"}, {"nib": "123"})
    notes = {issue.apa: issue for issue in checked.report.issues if issue.kode == "TLK-R052"}
    assert checked.report.bersih == 3
    assert len(notes) == 2 and all(issue.bobot == "catatan" for issue in notes.values())
    assert "baris 2" in next(issue.mengapa for apa, issue in notes.items() if "KBLI" in apa)


def declare(**change: object) -> None:
    raw = yaml.safe_load((FOLDER / "register" / "usaha.yaml").read_text(encoding="utf-8"))
    schema_from_yaml({**raw, **change}, "usaha.yaml")


@pytest.mark.parametrize(
    ("change", "kata"),
    [
        ({"berlaku_dari": "nama_usaha"}, "tanggal"), ({"berlaku_sampai": "entah"}, "entah"), ({"panel": True}, "panel"),
        ({"jenis": "arus", "periode": "tahun_mulai_operasi"}, "stok"),
        ({"turunan": {"omset": {"label": "x", "rumus": "aset"}}}, "dua kali"),
    ],
)  # fmt: skip
def test_a_stock_register_that_contradicts_itself_does_not_load(change: dict[str, object], kata: str) -> None:
    with pytest.raises(IssueError) as caught:
        declare(**change)
    assert kata in " ".join(issue.mengapa for issue in caught.value.issues)


def test_a_stock_register_names_its_days_and_keeps_them_out_of_the_fields() -> None:
    assert (USAHA.periode, USAHA.berlaku_dari, USAHA.berlaku_sampai) == ("berlaku_dari", "berlaku_dari", "berlaku_sampai")
    assert "berlaku_sampai" in {k.nama for k in USAHA.stored} and "berlaku_dari" not in {k.nama for k in USAHA.stored}
