"""Definition texts: read, written back, followed by one another, compared; formula texts as an editor shows them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolok.catalogue.definition import hash_definisi
from tolok.catalogue.difference import difference
from tolok.catalogue.fields import read_yaml
from tolok.catalogue.load import load_catalogue
from tolok.catalogue.succession import begins, check_succession, same_measure
from tolok.catalogue.text import LONGEST, definition_from, read_text, write_text
from tolok.formula.checker import check
from tolok.formula.marks import guess_of, line_of, mended, pieces, places_of
from tolok.formula.parser import parse
from tolok.registers.load import load_schemas
from tolok.values.issue import Issue, IssueError
from tolok_koperasi import FOLDER

CATALOGUE = load_catalogue(FOLDER)
VOCABULARY = CATALOGUE.vocabulary(load_schemas(FOLDER / "register"), 2024)


def content(kode: str = "KOP-03") -> dict:
    found = read_yaml(FOLDER / "indikator" / f"{kode}.yaml")
    assert isinstance(found, dict)
    return found


def with_version(raw: dict, **changes: object) -> dict:
    """The text with one more version, like its last but for `changes`."""
    return {**raw, "versi": [*raw["versi"], {**raw["versi"][-1], "berlaku_sejak": date(2026, 1, 1), **changes}]}


def codes(before: dict, after: dict) -> list[str]:
    return [one.kode for one in check_succession(definition_from(before, "x"), definition_from(after, "x"))]


@pytest.mark.parametrize("kode", sorted(CATALOGUE.indikator))
def test_every_definition_of_the_pack_survives_being_written_and_read(kode) -> None:
    known = CATALOGUE.definisi(kode)
    again = definition_from(read_text(write_text(content(kode)), kode), kode)
    assert hash_definisi(again, again.latest) == hash_definisi(known, known.latest)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("kode: &a [1]\nnama: *a", "rujukan"),
        ("kode: [", "bukan YAML"),
        ("kode: 2024-02-30", "tidak mungkin"),
        ("- satu", "pasangan"),
        ("kode: " + "x" * LONGEST, "huruf"),
    ],
)
def test_a_text_that_is_no_definition_is_refused_with_what_to_do(text, why) -> None:
    with pytest.raises(IssueError) as caught:
        read_text(text, "KOP-03")
    (issue,) = caught.value.issues
    assert issue.kode == "TLK-D001" and why in issue.mengapa and issue.saran


def test_a_later_version_may_follow_and_says_from_when_the_text_speaks() -> None:
    after = with_version(content(), formula="pertumbuhan(jumlah(koperasi_tahunan.aset))")
    assert codes(content(), after) == []
    assert begins(definition_from(after, "x")) == date(2026, 1, 1)


def test_a_version_on_the_date_of_another_does_not_even_load() -> None:
    with pytest.raises(IssueError) as caught:
        definition_from(with_version(content(), berlaku_sejak=content()["versi"][0]["berlaku_sejak"]), "x")
    assert [one.kode for one in caught.value.issues] == ["TLK-D008"]


def test_a_version_before_the_last_is_refused() -> None:
    assert codes(content(), with_version(content(), berlaku_sejak=date(2019, 1, 1))) == ["TLK-D143"]


def test_what_was_signed_can_be_neither_changed_nor_removed() -> None:
    changed = content()
    changed["versi"] = [{**changed["versi"][0], "formula": "banyak(koperasi_tahunan)"}]
    assert codes(content(), with_version(changed)) == ["TLK-D141"]
    removed = with_version(content())
    removed["versi"] = removed["versi"][1:]
    assert codes(content(), removed) == ["TLK-D141"]


def test_exactly_one_version_is_added_and_the_kode_stays() -> None:
    assert codes(content(), content()) == ["TLK-D142"]
    two = with_version(content())
    two["versi"].append({**two["versi"][0], "berlaku_sejak": date(2027, 1, 1)})
    assert codes(content(), two) == ["TLK-D142"]
    assert "TLK-D140" in codes(content(), with_version({**content(), "kode": "KOP-99"}))


def test_a_version_that_changes_nothing_is_known_as_such() -> None:
    before, after = definition_from(content(), "x"), definition_from(with_version(content()), "x")
    assert same_measure(before, after)
    assert not same_measure(before, definition_from(with_version({**content(), "batas": "lain"}), "x"))


def test_the_difference_names_every_field_that_differs_and_no_other() -> None:
    before = definition_from(content(), "x")
    changed = {**content(), "batas": before.batas + " Tambahan."}
    after = definition_from(with_version(changed, formula="A = banyak(koperasi)\nA"), "x")
    found = difference(before, before.latest, after, after.latest)
    assert [one.nama for one in found] == ["Rumus", "Berlaku sejak", "Batas"]
    assert [piece.teks for piece in found[2].potongan if piece.jenis == "baru"] == ["Tambahan."]
    for one in found:
        joined = "".join(piece.teks for piece in one.potongan if piece.jenis != "hilang")
        assert "".join(joined.split()) == "".join(one.baru.split())


# --- formula texts ----------------------------------------------------------------------------------------------------


@given(st.text(alphabet=st.sampled_from('abA_ 1,.()"\n;=<>tahun lalu yang banyak−×'), max_size=80))
def test_the_pieces_of_any_text_are_the_text(text) -> None:
    found = pieces(text)
    assert "".join(one.teks for one in found) == text
    assert [one.mulai for one in found] == [sum(len(o.teks) for o in found[:n]) for n in range(len(found))]


def test_words_of_the_language_are_told_from_names_and_quoted_texts() -> None:
    found = [(one.jenis, one.teks) for one in pieces('banyak(R yang dariku = "yang") tahun lalu') if one.jenis != "jarak"]
    assert ("kata", "banyak") in found and ("kata", "tahun lalu") in found
    assert ("nama", "dariku") in found and ("teks", '"yang"') in found


def faults(text: str) -> int:
    try:
        check(parse(text), VOCABULARY)
    except IssueError as error:
        return len(error.issues)
    return 0


def first_issue(text: str) -> Issue:
    with pytest.raises(IssueError) as caught:
        check(parse(text), VOCABULARY)
    return caught.value.issues[0]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("banyak(koperasi_tahunan yang dinilai_kesehatn)", "banyak(koperasi_tahunan yang dinilai_kesehatan)"),
        ("banyk(koperasi_tahunan)", "banyak(koperasi_tahunan)"),
        ("banyak(koperasi_tahunn)", "banyak(koperasi_tahunan)"),
        ("banyak(koperasi_tahunan) * 1.5", "banyak(koperasi_tahunan) * 1,5"),
        (
            'banyak(koperasi_tahunan yang predikat_kesehatan = "sehatt")',
            'banyak(koperasi_tahunan yang predikat_kesehatan = "sehat")',
        ),
    ],
)
def test_a_guess_is_put_where_the_wrong_word_stands(text, meant) -> None:
    guess = guess_of(first_issue(text))
    assert guess is not None
    assert mended(text, *guess, faults) == meant


def test_of_two_places_only_the_wrong_one_is_replaced() -> None:
    text = "banyak(usaha_monev yang omset > 1) / banyak(koperasi_tahunan yang omset > 1)"
    assert mended(text, "omset", "aset", faults) == text.replace("tahunan yang omset", "tahunan yang aset")


def test_a_word_twice_wrong_is_replaced_twice() -> None:
    text = "banyak(koperasi_tahunan yang rta) - banyak(koperasi_tahunan yang rta) tahun lalu"
    assert mended(text, "rta", "rat", faults) == text.replace("rta", "rat")


def test_a_word_that_does_not_stand_there_changes_nothing() -> None:
    assert mended("banyak(koperasi)", "tidak_ada", "x", faults) == "banyak(koperasi)"
    assert places_of('banyak(koperasi yang status = "aktif")', "akti") == ()


def test_a_complaint_without_a_guess_offers_none() -> None:
    assert guess_of(Issue("TLK-F001", "salah", "rumus", "rumus kosong", "", "tulis rumus")) is None


def test_lines_are_counted_from_one() -> None:
    assert [line_of("a\nb\nc", position) for position in (0, 2, 4)] == [1, 2, 3]
