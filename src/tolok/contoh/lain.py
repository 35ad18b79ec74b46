"""Invented audit findings, survey answers and figures from outside."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from tolok.contoh.acak import day_in, stream
from tolok.contoh.bentuk import Row, Sel, Ukuran, daftar_kata
from tolok.values.number import parse_angka, round_half_away

DAFTAR_UNSUR = tuple(f"u{nomor}" for nomor in range(1, 10))
DAFTAR_ANGKA = ("pdrb_adhb", "nilai_lhe")


def rows_temuan(seed: int, pemda: str, ukuran: Ukuran) -> list[Row]:
    """`apep` + `apip` findings of one year, `selesai` of them followed up, wrong ones last."""
    chance = stream(seed, pemda, "temuan", ukuran.tahun)
    daftar_asal = ["APEP"] * ukuran.count("apep") + ["APIP"] * ukuran.count("apip")
    selesai = set(chance.sample(range(len(daftar_asal)), ukuran.count("selesai")))
    rows = [_temuan(chance, ukuran.tahun, i, asal, i in selesai) for i, asal in enumerate(daftar_asal)]
    for cacat in ukuran.cacat:
        rows.append({**_temuan(chance, ukuran.tahun, len(rows), "APIP", False), cacat.kolom: cacat.tulis})
    return rows


def _temuan(chance: Random, tahun: int, i: int, asal: str, ditindaklanjuti: bool) -> Row:
    return {
        "nomor_temuan": f"{asal}/{tahun}/{i + 1:03d}",
        "tahun": tahun,
        "tanggal_lhp": day_in(chance, tahun),
        "asal": asal,
        "uraian": chance.choice(daftar_kata("temuan")),
        "ditindaklanjuti": ditindaklanjuti,
    }


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
    for cacat in ukuran.cacat:
        rows.append({**_skm(ukuran.tahun, len(rows), days[len(rows)], [3] * 9), cacat.kolom: cacat.tulis})
    return rows


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
