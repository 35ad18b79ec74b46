"""The stock register of invented enterprises: everything at first, then each year who came, moved or closed."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from tolok.contoh.acak import Tempat, day_in, lognormal, stream
from tolok.contoh.bentuk import Row, daftar_kata
from tolok.contoh.usaha import BATAS_MIKRO, Usaha, draw_omset

REGISTER = "usaha"
BARU, PINDAH, TUTUP = 80, 60, 120
"""One in so many of the known enterprises is new, moves, or closes in a year."""


def induk_by_tahun(
    seed: int, pemda: str, daftar_kelurahan: Sequence[str], induk: Sequence[Usaha], daftar_tahun: Sequence[int]
) -> dict[int, list[Row]]:
    """The stock deliveries by year. `induk`: every enterprise that is ever known; the last ones are the newcomers."""
    tempat = Tempat(stream(seed, pemda, "tempat usaha"), daftar_kelurahan, setiap=150)
    per_tahun = len(induk) // BARU
    awal = len(induk) - per_tahun * (len(daftar_tahun) - 1)
    berlaku: dict[int, Row] = {}
    hasil: dict[int, list[Row]] = {}
    for nomor, tahun in enumerate(daftar_tahun):
        chance = stream(seed, pemda, REGISTER, tahun)
        rows = _changes(chance, tempat, berlaku, tahun) if nomor else []
        first = awal + per_tahun * (nomor - 1) if nomor else 0
        for i in range(first, awal + per_tahun * nomor):
            row = _row(chance, induk[i], tahun, day_in(chance, tahun) if nomor else date(tahun, 1, 1))
            berlaku[i] = row
            rows.append(row)
        hasil[tahun] = rows
    return hasil


def _changes(chance: Random, tempat: Tempat, berlaku: dict[int, Row], tahun: int) -> list[Row]:
    rows = []
    for i in chance.sample(sorted(berlaku), len(berlaku) // TUTUP):
        row = berlaku.pop(i)
        rows.append({**row, "berlaku_sampai": date(tahun, 1, 2) + timedelta(days=chance.randrange(360))})
    for i in chance.sample(sorted(berlaku), len(berlaku) // PINDAH):
        row = {**berlaku[i], "kode_wilayah": tempat.other(chance), "berlaku_dari": day_in(chance, tahun)}
        berlaku[i] = row
        rows.append(row)
    return rows


def _row(chance: Random, usaha: Usaha, tahun: int, mulai: date) -> Row:
    kode, kategori, kegiatan = chance.choice(daftar_kata("kbli")).split(",")
    kecil = chance.random() < 0.004
    omset = BATAS_MIKRO + lognormal(chance, 900_000_000, 0.7) if kecil else draw_omset(chance)
    return {
        "id_data_badan_usaha": usaha.nomor,
        "nik_penduduk": usaha.nik,
        "nama_pemilik": usaha.pemilik,
        "jenis_kelamin": "Perempuan" if int(usaha.nik[6:8]) > 40 else "Laki-laki",
        "disabilitas": chance.random() < 0.02,
        "tanggal_lahir": date(1900 + int(usaha.nik[10:12]), int(usaha.nik[8:10]), int(usaha.nik[6:8]) % 40),
        "pendidikan": chance.choice(daftar_kata("pendidikan")),
        "nomor_telepon": f"080000{chance.randrange(10**6):06d}",
        "nib": usaha.nib,
        "nama_usaha": usaha.nama,
        "berlaku_dari": mulai,
        "berlaku_sampai": None,
        "kegiatan_utama": kegiatan,
        "produk_utama": usaha.nama.split(" ", 1)[0],
        "kode_kbli": kode,
        "kategori_kbli": kategori,
        "status_badan_usaha": "Perseorangan",
        "skala_usaha": "kecil" if kecil else "mikro",
        "modal_pendirian": omset // 12,
        "bulan_mulai_operasi": chance.randrange(1, 13),
        "tahun_mulai_operasi": min(tahun, 1995 + chance.randrange(26)),
        "omset": omset,
        "aset": omset * usaha.permil_ntb // 900,
        "kode_wilayah": usaha.kode_wilayah,
        "alamat_usaha": f"Jalan Contoh {chance.randrange(1, 200)}",
        "rt_usaha": f"{chance.randrange(1, 13):03d}",
        "rw_usaha": f"{chance.randrange(1, 10):03d}",
        **_pekerja_dan_izin(usaha, kategori),
    }


def _pekerja_dan_izin(usaha: Usaha, kategori: str) -> Row:
    dibayar, baik = usaha.tenaga_kerja - 1, usaha.permil_ntb
    return {
        "lintang": None,
        "bujur": None,
        "tk_dibayar_laki": dibayar // 2,
        "tk_dibayar_perempuan": dibayar - dibayar // 2,
        "tk_dibayar_disabil_laki": 0,
        "tk_dibayar_disabil_perempuan": 0,
        "tk_tidak_dibayar_laki": baik % 2,
        "tk_tidak_dibayar_perempuan": 1 - baik % 2,
        "tk_tidak_dibayar_disabil_laki": 0,
        "tk_tidak_dibayar_disabil_perempuan": 0,
        "sertifikat_halal": baik > 420,
        "pirt": baik > 380 and kategori == "C",
        "bpom": baik > 540,
        "merek_terdaftar": baik > 500,
        "pemasaran_digital": baik > 360,
    }
