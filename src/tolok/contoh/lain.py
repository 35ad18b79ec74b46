"""Invented audit findings, survey answers and figures from outside."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from tolok.contoh.acak import day_in, lognormal, stream
from tolok.contoh.bentuk import Row, Sel, Ukuran, daftar_kata
from tolok.values.number import parse_angka, round_half_away

DAFTAR_UNSUR = tuple(f"u{nomor}" for nomor in range(1, 10))
DAFTAR_ANGKA = (
    "pdrb_adhb", "nilai_lhe", "pdrb_adhk", "pdrb_ekraf", "penduduk", "luas_wilayah", "angkatan_kerja", "wirausaha",
)  # fmt: skip


LAYANAN = {
    "pendampingan-nib": "Pendampingan NIB",
    "rekomendasi-izin-koperasi": "Rekomendasi izin koperasi",
    "pelatihan-usaha-mikro": "Pelatihan usaha mikro",
}
"""Services that are surveyed, by the code in the register."""
_PROFIL: dict[str, tuple[tuple[str, int], ...]] = {
    "jenis_kelamin": (("Laki-laki", 45), ("Perempuan", 55)),
    "kelompok_usia": (("20-29 tahun", 22), ("30-39 tahun", 33), ("40-49 tahun", 30), ("50 tahun ke atas", 15)),
    "pendidikan": (("SMP", 15), ("SMA", 52), ("Diploma", 10), ("S1", 23)),
    "pekerjaan": (("Swasta", 20), ("Wirausaha", 68), ("Lainnya", 12)),
}


_STATUS_LAIN = ("belum sesuai", "belum ditindaklanjuti", "tidak dapat ditindaklanjuti")


def rows_temuan(seed: int, pemda: str, ukuran: Ukuran) -> tuple[list[Row], list[Row]]:
    """`apep` + `apip` findings of one year, wrong ones last, and their recommendations.

    Of `selesai` findings every recommendation is followed as advised; the others have at least one that is not.
    """
    chance = stream(seed, pemda, "temuan", ukuran.tahun)
    daftar_asal = ["APEP"] * ukuran.count("apep") + ["APIP"] * ukuran.count("apip")
    selesai = set(chance.sample(range(len(daftar_asal)), ukuran.count("selesai")))
    rows = [_temuan(chance, ukuran.tahun, i, asal) for i, asal in enumerate(daftar_asal)]
    rekomendasi = [one for i, row in enumerate(rows) for one in _rekomendasi(chance, row, i in selesai)]
    for cacat in ukuran.cacat:
        rows.append({**_temuan(chance, ukuran.tahun, len(rows), "APIP"), cacat.kolom: cacat.tulis})
    return rows, rekomendasi


def _temuan(chance: Random, tahun: int, i: int, asal: str) -> Row:
    return {
        "nomor_temuan": f"{asal}/{tahun}/{i + 1:03d}",
        "tahun": tahun,
        "tanggal_lhp": day_in(chance, tahun),
        "asal": asal,
        "uraian": chance.choice(daftar_kata("temuan")),
    }


def _rekomendasi(chance: Random, temuan: Row, selesai: bool) -> list[Row]:
    banyak = chance.choice((1, 1, 2, 3))
    status = ["sesuai" if selesai or chance.random() < 0.5 else chance.choice(_STATUS_LAIN) for _ in range(banyak)]
    if not selesai and all(one == "sesuai" for one in status):
        status[-1] = "belum sesuai"
    rows: list[Row] = []
    for nomor, satu in enumerate(status, 1):
        nilai = lognormal(chance, 18_000_000, 0.9) if chance.random() < 0.4 else 0
        lhp = temuan["tanggal_lhp"]
        tuntas = lhp + timedelta(days=chance.randrange(10, 58)) if satu == "sesuai" and isinstance(lhp, date) else None
        rows.append(
            {
                **{nama: temuan[nama] for nama in ("nomor_temuan", "tahun", "tanggal_lhp", "asal")},
                "nomor_rekomendasi": str(nomor),
                "uraian": chance.choice(daftar_kata("rekomendasi")),
                "status": satu,
                "tanggal_tindak_lanjut": tuntas,
                "nilai_rekomendasi": nilai,
                "nilai_tindak_lanjut": nilai if satu == "sesuai" else 0,
            }
        )
    return rows


_KOMPONEN = {
    "Perencanaan Kinerja": 30,
    "Pengukuran Kinerja": 30,
    "Pelaporan Kinerja": 15,
    "Evaluasi Akuntabilitas Kinerja Internal": 25,
}
_BAGIAN = {"Keberadaan": 20, "Kualitas": 30, "Pemanfaatan": 50}
_GRADE = {"A": 90, "BB": 80, "B": 70, "CC": 60}


def rows_lke(seed: int, pemda: str, ukuran: Ukuran) -> list[Row]:
    """The twelve sub-komponen of one year's evaluation with their grades (PermenPANRB 88/2021)."""
    chance = stream(seed, pemda, "lke", ukuran.tahun)
    rows: list[Row] = []
    for nomor, (komponen, bobot) in enumerate(_KOMPONEN.items(), 1):
        for huruf, (bagian, persen) in zip("abc", _BAGIAN.items(), strict=True):
            grade = chance.choices(list(_GRADE), (2, 5, 6, 1))[0]
            rows.append(
                {
                    "kode_sub_komponen": f"{nomor}.{huruf}",
                    "tahun": ukuran.tahun,
                    "komponen": komponen,
                    "sub_komponen": bagian,
                    "grade": grade,
                    "nilai": _GRADE[grade],
                    "bobot": Decimal(bobot * persen) / 100,
                }
            )
    return rows


def rows_skm(seed: int, pemda: str, ukuran: Ukuran) -> list[Row]:
    """One row per respondent. `jumlah` fixes the totals of U1..U9, else they lie about `indeks`; `kosong` blanks."""
    chance = stream(seed, pemda, "skm", ukuran.tahun)
    banyak = ukuran.count("responden")
    totals = ukuran.isi.get("jumlah") or _totals(chance, banyak, str(ukuran.isi["indeks"]))
    answers = [_answers(chance, banyak, total) for total in totals]
    days = sorted(day_in(chance, ukuran.tahun) for _ in range(banyak + len(ukuran.cacat)))
    rows = [_skm(ukuran.tahun, i, days[i], [unsur[i] for unsur in answers]) for i in range(banyak)]
    for i in chance.sample(range(banyak), ukuran.count("kosong")):
        rows[i][chance.choice(DAFTAR_UNSUR)] = None
    _tell(stream(seed, pemda, "skm/profil", ukuran.tahun), rows)
    for cacat in ukuran.cacat:
        rows.append({**_skm(ukuran.tahun, len(rows), days[len(rows)], [3] * 9), cacat.kolom: cacat.tulis})
    return rows


def _tell(chance: Random, rows: Sequence[Row]) -> None:
    """Which service was used, who answered, and a suggestion now and then: a chance of its own, apart from the answers."""
    for row in rows:
        row["layanan"] = chance.choices(list(LAYANAN), (6, 3, 4))[0]
        for nama, shares in _PROFIL.items():
            row[nama] = chance.choices([one for one, _ in shares], [share for _, share in shares])[0]
        row["saran"] = chance.choice(daftar_kata("saran")) if chance.random() < 0.08 else None


def _totals(chance: Random, banyak: int, indeks: str) -> list[int]:
    """Totals of the nine unsur for answers of which the mean × 25 lies about `indeks`."""
    rerata = (parse_angka(indeks) or Fraction(0)) / 25
    return [round_half_away(banyak * (rerata + Fraction(chance.randrange(-120, 121), 1000)), 0) for _ in DAFTAR_UNSUR]


def _answers(chance: Random, banyak: int, total: int) -> list[int]:
    """`banyak` answers of 2, 3 and 4 with the given total; a total at the top leaves only fours."""
    fours = total - 3 * banyak
    twos = min(banyak // 40, (banyak - fours) // 2)
    answers = [4] * (fours + twos) + [2] * twos
    answers += [3] * (banyak - len(answers))
    chance.shuffle(answers)
    return answers


def _skm(tahun: int, i: int, day: date, answers: Sequence[int]) -> Row:
    kepala: Row = {"nomor_responden": f"R{tahun}-{i + 1:04d}", "tahun": tahun, "tanggal_isi": day}
    return {**kepala, **dict(zip(DAFTAR_UNSUR, answers, strict=True))}


def rows_data(pemda: str, ukuran: Ukuran) -> list[Row]:
    """The figures that the office enters with evidence, at the level of the kota; nothing is left to chance here."""
    rows = []
    for kode in DAFTAR_ANGKA:
        nilai, status, bukti = ukuran.isi[kode]
        exact: Sel = Decimal(nilai)
        rows.append(
            {
                "kode": kode,
                "tahun": ukuran.tahun,
                "triwulan": 0,
                "kode_wilayah": pemda,
                "nilai": exact,
                "status": status,
                "bukti": bukti,
            }
        )
    return rows
