"""Who issued a document: letterhead, labels, titles, then signatures; a sentence that mentions an office is no title."""

import pytest

from reading.kertas import kertas
from tolok.reading.draft import Found, as_json
from tolok.reading.head import read_head
from tolok.reading.read import read
from tolok.reading.wire import reading_of


def heads(drawing: str) -> tuple[str, ...]:
    head = read_head(kertas(drawing))
    return tuple(head[key].text if key in head else "" for key in ("instansi", "pemda"))


@pytest.mark.parametrize(
    ("drawing", "instansi", "pemda"),
    [
        ("PEMERINTAH KABUPATEN TELUK\nDINAS KINCIR DAN ANGIN\nJalan Baling 5", "DINAS KINCIR DAN ANGIN", "KABUPATEN TELUK"),
        ("DINAS KINCIR,\nANGIN DAN DEBU\nKOTA CONTOH", "DINAS KINCIR, ANGIN DAN DEBU", "KOTA CONTOH"),
        ("Nama Organisasi : Badan Angin Daerah Provinsi Contoh", "Badan Angin Daerah Provinsi Contoh", "Provinsi Contoh"),
        ("Perangkat Daerah Kecamatan Hulu\nKota Contoh\n3", "Kecamatan Hulu", "Kota Contoh"),
        ("Renstra Kecamatan Hulu Tahun 2020-2024\nBAB IV", "Kecamatan Hulu", ""),
        ("INDIKATOR KINERJA KECAMATAN HULU YANG MENGACU PADA RPJMD", "KECAMATAN HULU", ""),
        ("SEKRETARIAT DAERAH KABUPATEN CONTOH TAHUN 2022", "SEKRETARIAT DAERAH KABUPATEN CONTOH", "KABUPATEN CONTOH"),
        ("RSUD dr. Rekaan", "", ""),
    ],
)  # fmt: skip
def test_the_office_and_its_pemda_are_read_from_titles(drawing: str, instansi: str, pemda: str) -> None:
    assert heads(drawing) == (instansi, pemda)


@pytest.mark.parametrize(
    "sentence",
    [
        "4.1. TUJUAN DAN SASARAN JANGKA MENENGAH KECAMATAN HULU",
        "Indikator Sasaran (IKU Dinas):",
        "2.1.1. Visi dan Misi Dinas Kincir Provinsi Contoh",
        "Produksi Angin Menurut Kecamatan dan Jenis Kincir",
        "misi 3 yang terkait tugas fungsi Satuan Polisi Pamong Praja",
        "Jumlah Kendaraan Dinas Operasional yang Dipelihara",
    ],
)
def test_a_line_that_only_mentions_an_office_is_not_its_name(sentence: str) -> None:
    head = read_head(kertas(sentence))
    assert "instansi" not in head or head["instansi"].doubt


def test_an_office_known_from_a_signature_or_from_sentences_is_doubted() -> None:
    signed = read_head(kertas("Yang bertanda tangan di bawah ini\nJabatan : Kepala Dinas Kincir Kota Contoh"))
    assert (signed["instansi"].text, bool(signed["instansi"].doubt)) == ("Dinas Kincir Kota Contoh", True)
    said = read_head(
        kertas("Urusan angin dijalankan Dinas Kincir Kota Contoh.\nTahun ini Dinas Kincir Kota Contoh bekerja.")
    )
    assert said["instansi"].text.startswith("Dinas Kincir")
    assert said["instansi"].doubt


def test_a_region_ends_where_its_name_ends() -> None:
    assert heads("Peraturan Daerah Provinsi Contoh Nomor 25 Tahun 2013")[1] == "Provinsi Contoh"
    assert heads("PEMERINTAH KOTA CONTOH TAHUN 2022")[1] == "KOTA CONTOH"
    assert heads("BUPATI TELUK REKAAN,")[1] == "Kabupaten TELUK REKAAN"
    assert heads("Kabupaten/Kota dan provinsi menyusun rencana")[1] == ""


def test_the_doubt_about_a_head_goes_with_the_reading_and_comes_back() -> None:
    told = as_json(read(kertas("Jabatan : Kepala Dinas Kincir Kota Contoh")))
    assert "instansi" in told["kepala_ragu"]
    back = reading_of(told).head["instansi"]
    assert isinstance(back, Found)
    assert back.doubt == told["kepala_ragu"]["instansi"]
