"""Capaian row by row as golden.md §2 demands, printed to two decimals; averages; what the policy files say."""

from datetime import date
from fractions import Fraction

import pytest

from tolok.measurement.capaian import Capaian, KebijakanCapaian, compute_capaian, rata_rata_capaian
from tolok.measurement.parameter import kebijakan_from_yaml, load_kebijakan
from tolok.values.issue import IssueError
from tolok.values.number import format_angka, parse_angka
from tolok_koperasi import FOLDER

SELISIH = KebijakanCapaian("selisih", date(2015, 1, 1), "uji", "selisih", "uji")
RASIO = KebijakanCapaian("rasio", date(2015, 1, 1), "uji", "rasio", "uji")
CAPPED = KebijakanCapaian("selisih", date(2015, 1, 1), "uji", "selisih", "uji", batas_rata_rata=Fraction(120))

# target, realisasi, arah, under `selisih`, under `rasio`: figure ; note, or [reason]; "=" is the same under both.
GOLDEN = """
    75     | 73,46  | naik   | 97,95                          | =
    30,54  | 90     | naik   | 294,70                         | =
    0,05   | -37,91 | naik   | 0,00 ; lantai                  | =
    0      | 5      | naik   | [target nol]                   | =
    10     | 5      | turun  | 150,00                         | 200,00
    10     | 20     | turun  | 0,00                           | 50,00
    10     | 0      | turun  | 200,00                         | [realisasi nol]
    0      | 0      | turun  | 100,00 ; target nol tercapai   | =
    10     | -      | naik   | [belum diisi]                  | =
    10     | -      | turun  | [belum diisi]                  | =
    10     | -      | stabil | [belum diisi]                  | =
    -2     | -1     | naik   | 150,00 ; target negatif        | =
    0      | 0      | naik   | 100,00 ; target nol tercapai   | =
    0      | 3      | turun  | 0,00 ; target nol tidak tercapai | =
    -2     | -3     | turun  | 150,00 ; target negatif        | [target negatif]
    50     | 45     | stabil | 90,00                          | =
    50     | 55     | stabil | 90,00                          | =
    50     | 120    | stabil | 0,00 ; lantai                  | =
    0      | -3     | naik   | [target nol]                   | =
    0      | 0      | stabil | [target nol]                   | =
    0      | 4      | stabil | [target nol]                   | =
    -5     | -5     | stabil | [target negatif]               | =
    10     | 8      | turun  | 120,00                         | 125,00
    10     | 10     | turun  | 100,00                         | =
    10     | 15     | turun  | 50,00                          | 66,67
    10     | 25     | turun  | 0,00 ; lantai                  | 40,00
    10     | -5     | turun  | 250,00                         | [realisasi negatif]
    0      | -1     | turun  | [target nol]                   | =
    -2     | -8     | naik   | 0,00 ; lantai                  | =
    -2     | 0      | naik   | 200,00 ; target negatif        | =
    -2     | 0      | turun  | 0,00 ; target negatif          | [target negatif]
    -      | 5      | naik   | [target belum diisi]           | =
    -      | -      | turun  | [belum diisi]                  | =
"""

NOTES = {"lantai": "dinaikkan ke batas bawah 0", "target negatif": "target negatif, dihitung dari selisih terhadap target"}


def _cases() -> list[tuple[str, ...]]:
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in GOLDEN.strip().splitlines()]
    return [(*row[:4], row[3] if row[4] == "=" else row[4]) for row in rows]


def _angka(text: str) -> Fraction | None:
    return None if text == "-" else parse_angka(text)


@pytest.mark.parametrize(("target", "realisasi", "arah", "selisih", "rasio"), _cases())
@pytest.mark.parametrize("kebijakan", [SELISIH, RASIO], ids=lambda k: k.nama)
def test_every_golden_row_gives_its_figure_or_its_reason(target, realisasi, arah, selisih, rasio, kebijakan):
    wanted = selisih if kebijakan is SELISIH else rasio
    capaian = compute_capaian(_angka(target), _angka(realisasi), arah, kebijakan)
    if wanted.startswith("["):
        assert capaian == Capaian(None, wanted.strip("[]"))
        return
    figure, _, note = (part.strip() for part in wanted.partition(";"))
    assert capaian.alasan is None
    assert format_angka(capaian.nilai, 2) == figure
    if not note:
        assert capaian.catatan is None
        assert capaian.mentah == capaian.nilai
    elif note in NOTES:
        assert NOTES[note] in capaian.catatan
    else:
        assert capaian.catatan == note


def test_a_floored_capaian_keeps_the_raw_figure_and_says_so():
    capaian = compute_capaian(Fraction("0.05"), Fraction("-37.91"), "naik", SELISIH)
    assert capaian.nilai == 0
    assert capaian.mentah == -75820
    assert capaian.catatan == "hasil hitung −75.820,00 dinaikkan ke batas bawah 0"


def test_a_negative_target_that_ends_below_the_floor_says_both():
    capaian = compute_capaian(Fraction(-2), Fraction(-8), "naik", SELISIH)
    assert capaian.mentah == -200
    assert capaian.catatan == (
        "target negatif, dihitung dari selisih terhadap target; hasil hitung −200,00 dinaikkan ke batas bawah 0"
    )


def test_capaian_is_exact_and_unrounded():
    assert compute_capaian(Fraction(75), Fraction("73.46"), "naik", SELISIH).nilai == Fraction(7346, 75)


def test_the_cap_of_the_average_leaves_the_single_capaian_alone():
    assert compute_capaian(Fraction("30.54"), Fraction(90), "naik", CAPPED).nilai == Fraction(9000 * 100, 3054)


def test_an_unknown_direction_is_refused():
    with pytest.raises(ValueError, match="arah tidak dikenal"):
        compute_capaian(Fraction(1), Fraction(1), "maju", SELISIH)


@pytest.mark.parametrize(
    "fields", [(None, None, None, None), (Fraction(1), "x", None, Fraction(1)), (Fraction(1), None, None, None)]
)
def test_a_capaian_is_a_value_or_a_reason_and_never_both_or_neither(fields):
    with pytest.raises(ValueError, match="nilai"):
        Capaian(*fields)


def _value(nilai: int | Fraction) -> Capaian:
    return Capaian(Fraction(nilai), mentah=Fraction(nilai))


def test_an_average_is_the_plain_mean_of_what_exists():
    rata = rata_rata_capaian({"A": _value(90), "B": _value(100), "C": _value(200)}, SELISIH)
    assert (rata.nilai, rata.alasan, rata.catatan, rata.dihitung, rata.dinyatakan) == (130, None, None, 3, 3)


def test_an_average_caps_each_member_before_the_mean_and_names_it():
    rata = rata_rata_capaian({"A": _value(90), "B": _value(120), "C": _value(Fraction("294.7"))}, CAPPED)
    assert rata.nilai == 110
    assert rata.dibatasi == ("C",)
    assert rata.catatan == "dibatasi 120: C"


def test_missing_members_are_named_and_counted_and_never_zero():
    members = {"A": _value(90), "B": Capaian(None, "belum diisi"), "C": Capaian(None, "target nol")}
    rata = rata_rata_capaian(members, SELISIH)
    assert (rata.nilai, rata.dihitung, rata.dinyatakan) == (90, 1, 3)
    assert rata.tanpa_nilai == (("B", "belum diisi"), ("C", "target nol"))
    assert rata.catatan == "atas 1 dari 3 capaian; tanpa nilai: B (belum diisi), C (target nol)"


def test_a_zero_capaian_counts_as_a_zero():
    assert rata_rata_capaian({"A": _value(0), "B": _value(100)}, SELISIH).nilai == 50


def test_an_average_of_nothing_is_a_reason():
    missing = rata_rata_capaian({"A": Capaian(None, "belum diisi")}, SELISIH)
    assert (missing.nilai, missing.alasan) == (None, "belum ada capaian yang dapat dihitung")
    empty = rata_rata_capaian({}, SELISIH)
    assert (empty.nilai, empty.alasan) == (None, "tidak ada anggota")


def test_the_pack_ships_selisih_as_the_default_and_rasio():
    daftar = load_kebijakan(FOLDER / "parameter")
    assert daftar.bawaan == "selisih"
    assert {k.nama: k.turun for k in daftar.anggota} == {"selisih": "selisih", "rasio": "rasio"}
    for kebijakan in daftar.anggota:
        assert kebijakan.lantai == 0
        assert kebijakan.batas_rata_rata is None
        assert "Capaian terendah 0" in kebijakan.penjelasan
    assert daftar.berlaku(date(2024, 12, 31)).nama == "selisih"
    assert daftar.berlaku(date(2024, 12, 31), "rasio").turun == "rasio"


def _raw(**changes: object) -> dict[str, object]:
    kebijakan = {
        "nama": "selisih",
        "berlaku_sejak": date(2015, 1, 1),
        "dasar": "uji",
        "turun": "selisih",
        "lantai": 0,
        "batas_rata_rata": "tanpa batas",
        "penjelasan": "uji",
    }
    return {"bawaan": "selisih", "kebijakan": [kebijakan | changes]}


@pytest.mark.parametrize(("written", "meant"), [("tanpa batas", None), (100, 100), (110, 110), ("120", 120)])
def test_the_cap_of_the_average_is_none_100_110_or_120(written, meant):
    assert kebijakan_from_yaml(_raw(batas_rata_rata=written), "uji").anggota[0].batas_rata_rata == meant


@pytest.mark.parametrize(
    ("changes", "kode", "said"),
    [
        ({"batas_rata_rata": 150}, "TLK-U003", "salah satu dari: tanpa batas, 100, 110, 120"),
        ({"batas_rata_rata": None}, "TLK-U002", "belum diisi"),
        ({"turun": "rasioo"}, "TLK-U003", "Maksud Anda `rasio`?"),
        ({"lantai": 0.5}, "TLK-U003", '"88,31"'),
        ({"lantai": True}, "TLK-U003", "bukan angka"),
        ({"berlaku_sejak": "kemarin"}, "TLK-U003", "bukan tanggal"),
        ({"dasar": ""}, "TLK-U002", "belum diisi"),
        ({"nama": 7}, "TLK-U003", "harus teks"),
        ({"penjelasn": "x"}, "TLK-U002", "Maksud Anda `penjelasan`?"),
    ],
)
def test_a_bad_field_of_a_policy_is_named_with_what_to_do(changes, kode, said):
    with pytest.raises(IssueError) as caught:
        kebijakan_from_yaml(_raw(**changes), "kebijakan_capaian.yaml")
    assert any(
        issue.kode == kode and said in str(issue) and "kebijakan_capaian.yaml" in issue.di_mana
        for issue in caught.value.issues
    )


def test_all_faults_of_a_policy_file_are_said_at_once():
    with pytest.raises(IssueError) as caught:
        kebijakan_from_yaml(_raw(turun="x", lantai="x", dasar=None, batas_rata_rata=99), "uji")
    assert len(caught.value.issues) == 4


def test_a_policy_written_twice_for_one_date_is_refused():
    raw = _raw()
    raw["kebijakan"] *= 2
    with pytest.raises(IssueError, match="tertulis dua kali"):
        kebijakan_from_yaml(raw, "uji")


def test_a_default_that_is_not_in_the_file_is_refused():
    with pytest.raises(IssueError, match="Maksud Anda `selisih`"):
        kebijakan_from_yaml(_raw() | {"bawaan": "selisi"}, "uji")


@pytest.mark.parametrize("raw", [None, [], "teks", {"bawaan": "selisih"}, {"bawaan": "x", "kebijakan": ["y"]}])
def test_a_policy_file_of_another_shape_is_an_issue_and_no_traceback(raw):
    with pytest.raises(IssueError) as caught:
        kebijakan_from_yaml(raw, "uji")
    assert {issue.kode for issue in caught.value.issues} <= {"TLK-U002", "TLK-U003"}


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"a: [1"])
def test_an_unreadable_file_is_an_issue_without_its_folder(tmp_path, content):
    if content is not None:
        (tmp_path / "kebijakan_capaian.yaml").write_bytes(content)
    with pytest.raises(IssueError) as caught:
        load_kebijakan(tmp_path)
    assert [issue.kode for issue in caught.value.issues] == ["TLK-U001"]
    assert str(tmp_path) not in str(caught.value)


def test_the_youngest_version_begun_is_in_force():
    raw = _raw()
    raw["kebijakan"].append(raw["kebijakan"][0] | {"berlaku_sejak": date(2020, 1, 1), "batas_rata_rata": 110})
    daftar = kebijakan_from_yaml(raw, "uji")
    assert daftar.berlaku(date(2019, 12, 31)).batas_rata_rata is None
    assert daftar.berlaku(date(2020, 1, 1)).batas_rata_rata == 110


@pytest.mark.parametrize(
    ("pada", "nama", "said"),
    [(date(2014, 1, 1), "selisih", "sejak 2015-01-01"), (date(2024, 1, 1), "selisi", "Maksud Anda `selisih`?")],
)
def test_no_policy_in_force_is_an_issue(pada, nama, said):
    with pytest.raises(IssueError, match="TLK-U005") as caught:
        kebijakan_from_yaml(_raw(), "uji").berlaku(pada, nama)
    assert said in str(caught.value)
