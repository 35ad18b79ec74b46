"""Invented cooperatives: who they are, their yearly figures, and their assessments; volumes add up to what is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tolok.contoh.acak import Tempat, apportion, day_in, lognormal, stream
from tolok.contoh.bentuk import Row, Sel, Ukuran, daftar_kata

REGISTER = "koperasi_tahunan"
KESEHATAN = "kesehatan_koperasi"
INDUK = "koperasi"
_JENIS = {"Konsumen": 64, "Produsen": 16, "Simpan Pinjam": 13, "Pemasaran": 3, "Jasa": 4}
_KELOMPOK = ("KSU", "KPRI/KPN", "Kopkar", "Kopwan", "Koppontren", "Kopas", "Lain-lain")
_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_SKOR = {"sehat": (8000, 9450), "cukup sehat": (6600, 7999), "dalam pengawasan": (5100, 6599)}
_SKOR["dalam pengawasan khusus"] = (3200, 5099)
_KURANG = ("cukup sehat", "cukup sehat", "cukup sehat", "dalam pengawasan", "dalam pengawasan khusus")
_TANPA_WILAYAH_KECIL = 25
"""Those without a region are as many times smaller, so that "tanpa wilayah" holds little of the city's volume."""

ByTahun = dict[int, list[Row]]


@dataclass(frozen=True)
class KoperasiContoh:
    """One cooperative over all years. `tanpa_volume`: it never reports its volume of business; `tertib`: 0 to 1, how
    sure it is to hold its RAT and to be assessed. Its `nomor_induk` is known from the year `nomor_sejak` on."""

    nomor_induk: str
    nomor_sejak: int
    nomor_badan_hukum: str
    nama: str
    jenis: str
    kode_wilayah: str | None
    bobot: int
    permil_ntb: int
    tertib: float
    tanpa_volume: bool

    def nomor_pada(self, tahun: int) -> str | None:
        return self.nomor_induk if tahun >= self.nomor_sejak else None


@dataclass(frozen=True)
class KoperasiByTahun:
    """The rows of each of the three registers by year, wrong ones last."""

    tahunan: ByTahun
    kesehatan: ByTahun
    induk: ByTahun


def koperasi_by_tahun(seed: int, pemda: str, daftar_kelurahan: Sequence[str], ukuran: Sequence[Ukuran]) -> KoperasiByTahun:
    """Everything about an office's cooperatives; the volumes of a year add up to `volume` rupiah exactly."""
    induk = draw_koperasi(seed, pemda, daftar_kelurahan, sum(u.count("baru") + len(u.cacat) for u in ukuran))
    tempat = Tempat(stream(seed, pemda, "tempat koperasi"), daftar_kelurahan, setiap=70)
    hasil = KoperasiByTahun({}, {}, {})
    berlaku: dict[int, Row] = {}
    ada: list[int] = []
    dikenal = 0
    for satu in ukuran:
        chance = stream(seed, pemda, REGISTER, satu.tahun)
        keluar = sorted(chance.sample([i for i in ada if not induk[i].tanpa_volume], satu.count("keluar")))
        ada = [i for i in ada if i not in keluar] + list(range(dikenal, dikenal + satu.count("baru")))
        baru = list(range(dikenal, dikenal + satu.count("baru") + len(satu.cacat)))
        tahunan, kesehatan = _rows(chance, [induk[i] for i in ada], satu)
        for i, cacat in zip(baru[satu.count("baru") :], satu.cacat, strict=True):
            row = _row(chance, induk[i], satu.tahun, lognormal(chance, 310_000_000, 1.0))
            tahunan.append({**row, cacat.kolom: cacat.tulis})
        dikenal = baru[-1] + 1 if baru else dikenal
        hasil.tahunan[satu.tahun], hasil.kesehatan[satu.tahun] = tahunan, kesehatan
        known = stream(seed, pemda, INDUK, satu.tahun)
        hasil.induk[satu.tahun] = _induk_rows(known, tempat, induk, berlaku, satu.tahun, baru, keluar)
    return hasil


def _rows(chance: Random, daftar: list[KoperasiContoh], ukuran: Ukuran) -> tuple[list[Row], list[Row]]:
    """Those assessed are among those that held their RAT, those healthy among those assessed."""
    melapor = [k for k in daftar if not k.tanpa_volume]
    weights = [max(1, int(k.bobot * chance.lognormvariate(0.0, 0.12))) for k in melapor]
    volume = dict(zip(melapor, apportion(weights, ukuran.count("volume")), strict=True))
    urutan = sorted(melapor, key=lambda k: -(k.tertib + 0.15 * chance.random()))
    rat, dinilai, sehat = (set(urutan[: ukuran.count(nama)]) for nama in ("rat", "dinilai", "sehat"))
    rows, kesehatan = [], []
    for k in daftar:
        row = _row(chance, k, ukuran.tahun, volume.get(k))
        if k in rat:
            day = date(ukuran.tahun + 1, 1, 2) + timedelta(days=chance.randrange(88))
            row |= {"rat": True, "status_rat": "Verified", "tanggal_rat": day, "peserta_rat": 12 + int(40 * k.tertib)}
        elif chance.random() < 0.2:
            row["status_rat"] = chance.choice(("Drafted", "Reported", "Rejected"))
        rows.append(row)
        if k in dinilai:
            kesehatan.append(_penilaian(chance, k, ukuran.tahun, "sehat" if k in sehat else chance.choice(_KURANG)))
    return rows, kesehatan


def _row(chance: Random, koperasi: KoperasiContoh, tahun: int, volume: int | None) -> Row:
    ntb = None if volume is None else volume * koperasi.permil_ntb // 1000
    anggota = 20 + int(180 * koperasi.tertib) + chance.randrange(12)
    return {
        "nomor_induk_koperasi": koperasi.nomor_pada(tahun),
        "nomor_badan_hukum": koperasi.nomor_badan_hukum,
        "nama_koperasi": koperasi.nama,
        "tahun_buku": tahun,
        "kode_wilayah": koperasi.kode_wilayah,
        "jenis_koperasi": koperasi.jenis,
        "rat": False,
        "status_rat": None,
        "tanggal_rat": None,
        "peserta_rat": None,
        "diaudit": koperasi.tertib > 0.8,
        "anggota_laki": anggota * 2 // 5,
        "anggota_perempuan": anggota - anggota * 2 // 5,
        "manajer": 1 if koperasi.tertib > 0.5 else 0,
        "karyawan": int(6 * koperasi.tertib) + chance.choice((0, 1, 1, 1, 2)),
        **_keuangan(chance, volume, ntb),
    }


def _keuangan(chance: Random, volume: int | None, ntb: int | None) -> Row:
    """The accounts; the four parts of the value added make up exactly `ntb` (income method)."""
    if volume is None or ntb is None:
        names = ("modal_sendiri", "modal_luar", "aset", "volume_usaha", "shu", *_BAGIAN_NTB)
        return dict.fromkeys(names)
    pegawai, pengurus, susut = ntb * 42 // 100, ntb * 18 // 100, ntb * 9 // 100
    shu = ntb - pegawai - pengurus - susut
    sendiri, luar = volume * chance.randrange(30, 70) // 100, volume * chance.randrange(10, 60) // 100
    accounts: Row = {
        "modal_sendiri": sendiri,
        "modal_luar": luar,
        "aset": sendiri + luar,
        "volume_usaha": volume,
        "shu": shu * 9 // 10,
        **dict(zip(_BAGIAN_NTB, (pegawai, pengurus, shu, susut), strict=True)),
    }
    return accounts | dict.fromkeys(kolom for kolom, (pembagi, sisa) in _TAK_LENGKAP.items() if volume % pembagi == sisa)


# A few reports lack one account while the others are there, as real ones do: kolom → volume % divisor that leaves it out.
_TAK_LENGKAP = {"modal_sendiri": (31, 7), "modal_luar": (29, 3), "shu": (37, 5)}
_BAGIAN_NTB = (
    "beban_kepegawaian", "beban_gaji_pengurus_pengawas", "shu_sebelum_pajak", "beban_penyusutan_dan_amortisasi",
)  # fmt: skip


def _penilaian(chance: Random, koperasi: KoperasiContoh, tahun: int, predikat: str) -> Row:
    from_, to = _SKOR[predikat]
    return {
        "nomor_induk_koperasi": koperasi.nomor_pada(tahun),
        "nomor_badan_hukum": koperasi.nomor_badan_hukum,
        "nama_koperasi": koperasi.nama,
        "tahun": tahun,
        "tanggal_penilaian": day_in(chance, tahun),
        "kode_wilayah": koperasi.kode_wilayah,
        "metode": "Juknis 15/2021" if tahun >= 2022 else "Perdep 06/2016",
        "skor": Decimal(chance.randrange(from_, to)) / 100,
        "predikat": predikat,
    }


def _induk_rows(
    chance: Random,
    tempat: Tempat,
    induk: Sequence[KoperasiContoh],
    berlaku: dict[int, Row],
    tahun: int,
    baru: Sequence[int],
    keluar: Sequence[int],
) -> list[Row]:
    """The year's delivery of the stock register: all at first, then who came, moved, changed status or ended."""
    pertama = not berlaku
    rows: list[Row] = []
    for i in keluar:
        ended: Row = {**berlaku.pop(i), "berlaku_sampai": date(tahun, 1, 1) + timedelta(days=chance.randrange(300))}
        ended["berlaku_sampai"] = max(_day(ended["berlaku_sampai"]), _day(ended["berlaku_dari"]))
        rows.append(ended)
    for i in [] if pertama else chance.sample(sorted(berlaku), max(1, len(berlaku) // 60)):
        lama = berlaku[i]
        changed: Row = {**lama, "berlaku_dari": day_in(chance, tahun), "nomor_induk_koperasi": induk[i].nomor_pada(tahun)}
        if chance.random() < 0.5:
            changed["kode_wilayah"] = tempat.other(chance)
        else:
            changed["status"] = "aktif" if lama["status"] == "tidak aktif" else "tidak aktif"
        berlaku[i] = changed
        rows.append(changed)
    for i in baru:
        berlaku[i] = _induk_row(chance, induk[i], tahun, date(tahun, 1, 1) if pertama else day_in(chance, tahun))
        rows.append(berlaku[i])
    return rows


def _day(sel: Sel) -> date:
    if not isinstance(sel, date):
        raise TypeError(f"bukan tanggal: {sel!r}")
    return sel


def _induk_row(chance: Random, koperasi: KoperasiContoh, tahun: int, mulai: date) -> Row:
    ksp = koperasi.jenis == "Simpan Pinjam" or chance.random() < 0.3
    anggota = 20 + int(180 * koperasi.tertib)
    return {
        "nomor_induk_koperasi": koperasi.nomor_pada(tahun),
        "nomor_badan_hukum": koperasi.nomor_badan_hukum,
        "tanggal_badan_hukum": date(int(koperasi.nomor_badan_hukum[-4:]), chance.randrange(1, 13), chance.randrange(1, 29)),
        "nomor_perubahan_anggaran_dasar": None,
        "tanggal_perubahan_anggaran_dasar": None,
        "nama_koperasi": koperasi.nama,
        "berlaku_dari": mulai,
        "berlaku_sampai": None,
        "kode_wilayah": koperasi.kode_wilayah,
        "bentuk_koperasi": "Primer",
        "jenis_koperasi": koperasi.jenis,
        "kelompok_koperasi": "KSP" if koperasi.jenis == "Simpan Pinjam" else chance.choice(_KELOMPOK),
        "pola_pengelolaan": "Syariah" if chance.random() < 0.15 else "Konvensional",
        "sektor_usaha": "Riil + USP Konvensional" if ksp else "Riil",
        "simpan_pinjam": ksp,
        "izin_simpan_pinjam": ksp and koperasi.tertib > 0.35,
        "kdkmp": False,
        "status": "aktif" if koperasi.tertib > 0.3 else "tidak aktif",
        "sertifikat_nik": "Bersertifikat" if koperasi.tertib > 0.55 else "Belum Bersertifikat",
        "sertifikat_nik_sampai": date(tahun + 2, 6, 30) if koperasi.tertib > 0.55 else None,
        "grade": ("D", "C2", "C1", "B", "A")[min(4, int(koperasi.tertib * 5))],
        "tanggal_rat_terakhir": date(tahun, 3, 1 + int(27 * koperasi.tertib)) if koperasi.tertib > 0.4 else None,
        "anggota_laki": anggota * 2 // 5,
        "anggota_perempuan": anggota - anggota * 2 // 5,
        "anggota_seluruhnya": anggota,
        "manajer": 1 if koperasi.tertib > 0.5 else 0,
        "karyawan": 1 + int(6 * koperasi.tertib),
        "alamat": f"Jalan Contoh {chance.randrange(1, 200)}",
        "nama_ketua": _pengurus(chance),
        "nama_sekretaris": _pengurus(chance),
        "nama_bendahara": _pengurus(chance),
        "hp_pengurus": f"080000{chance.randrange(10**6):06d}",
        "email_pengurus": f"koperasi{chance.randrange(10**6):06d}@contoh.invalid",
    }


def _pengurus(chance: Random) -> str:
    return f"{chance.choice(daftar_kata('pemilik_depan'))} {chance.choice(daftar_kata('pemilik_belakang'))} (contoh)"


def draw_koperasi(seed: int, pemda: str, daftar_kelurahan: Sequence[str], banyak: int) -> list[KoperasiContoh]:
    """The first `banyak` cooperatives of an office; a longer list begins with a shorter one."""
    tempat = Tempat(stream(seed, pemda, "tempat koperasi"), daftar_kelurahan, setiap=70)
    chance = stream(seed, pemda, REGISTER)
    daftar_nama: set[str] = set()
    return [_koperasi(chance, pemda, tempat, i, daftar_nama) for i in range(banyak)]


def _koperasi(chance: Random, pemda: str, tempat: Tempat, i: int, daftar_nama: set[str]) -> KoperasiContoh:
    jenis = chance.choices(list(_JENIS), list(_JENIS.values()))[0]
    angka_pemda = pemda.replace(".", "")
    nomor_badan_hukum = f"{i + 1:04d}/BH/{chance.choice(_ROMAWI)}/{chance.randrange(1985, 2020)}"
    nama = _nama(chance, jenis, daftar_nama)
    kode_wilayah = tempat.draw(chance, i)
    bobot = lognormal(chance, 1_000_000, 1.1)
    return KoperasiContoh(
        nomor_induk=f"{angka_pemda}9{i + 1:08d}",
        nomor_sejak=2023 if i % 15 == 14 else 0,
        nomor_badan_hukum=nomor_badan_hukum,
        nama=nama,
        jenis=jenis,
        kode_wilayah=kode_wilayah,
        bobot=bobot if kode_wilayah else max(1, bobot // _TANPA_WILAYAH_KECIL),
        permil_ntb=chance.randrange(180, 381),
        tertib=chance.random(),
        tanpa_volume=i % 44 == 43,
    )


def _nama(chance: Random, jenis: str, daftar_nama: set[str]) -> str:
    """A name that no other cooperative of the office bears; registered names are unique."""
    while True:
        lists = (f"koperasi/{jenis}", "sebutan_koperasi_depan", "sebutan_koperasi_belakang")
        nama = " ".join(chance.choice(daftar_kata(satu)) for satu in lists)
        if nama in daftar_nama:
            nama = f"{nama} {chance.choice(_ROMAWI)}"
        if nama not in daftar_nama:
            daftar_nama.add(nama)
            return nama
