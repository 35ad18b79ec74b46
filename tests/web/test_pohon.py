"""The drawing of the pohon kinerja: nothing overlaps or is cut, lines are orthogonal and true, links in reading order."""

import itertools
import random
import re

import pytest

from tolok.web.pohon_gambar import WIDTH, GambarPohon, Kotak, draw_pohon
from tolok.web.read_models.pohon import SimpulIku, SimpulKota, SimpulProgram, SimpulSasaran
from tolok.web.text_width import text_width, wrap

KATA = [
    "meningkatnya",
    "persentase",
    "koperasi",
    "usaha",
    "mikro",
    "yang",
    "dinilai",
    "kesehatannya",
    "dan",
    "produktivitas",
    "pertanggungjawaban",
]
SIZES = {"tebal": (16, 600), "kecil": (15, 400), "": (16, 400), "faktor": (14, 400), "faktor-kepala": (14, 600)}


def words(draw: random.Random, most: int) -> str:
    return " ".join(draw.choice(KATA) for _ in range(draw.randint(1, most)))


def tree(seed: int) -> tuple[list[SimpulKota], list[SimpulSasaran]]:
    """A made-up plan: up to seven sasaran, shared programs, gaps, city links."""
    draw = random.Random(seed)
    kota = [SimpulKota(kode=f"IKU-{n:02}", nama=words(draw, 9), href=f"/kota/{n}") for n in range(draw.randint(0, 3))]
    sasaran: list[SimpulSasaran] = []
    for n in range(draw.randint(1, 7)):
        program = [
            SimpulProgram(
                kode=f"2.17.{n}{m}", nama=words(draw, 14), href=f"/p/{n}/{m}", keterangan="Bidang · serapan 61,40%"
            )
            for m in range(draw.randint(0, 4))
        ]
        iku = tuple(
            SimpulIku(
                kode=f"KOP-{n}{m}", nama=words(draw, 14), href=f"/i/{n}/{m}", nada="baik", kata="Sesuai jalur",
                nilai="1.234.567.890 dari 2.345.678.901", capaian=draw.choice(("96,02", "belum ada")),
                program=tuple(one for one in program if draw.random() < 0.6),
            )
            for m in range(draw.randint(0, 4))
        )  # fmt: skip
        sasaran.append(
            SimpulSasaran(
                jenis=f"Sasaran {n}", uraian=words(draw, 16), href=f"/s/{n}", tujuan=n == 0, iku=iku,
                faktor=tuple(words(draw, 8) for _ in range(draw.randint(0, 3))),
                kota=tuple(one.kode for one in kota if draw.random() < 0.4), induk=None if n == 0 else 0,
            )
        )  # fmt: skip
    return kota, sasaran


def span(box: Kotak) -> tuple[float, float]:
    """From the top of the box to its lowest line."""
    low = max([float(box.y) + float(box.h), *(float(line.y) + 4 for line in box.baris)])
    return float(box.y), low


def segments(drawing: GambarPohon) -> list[tuple[float, float, float, float]]:
    found = []
    for one in drawing.garis:
        x = y = 0.0
        for command, a, b in re.findall(r"([MHV])([\d.]+)(?: ([\d.]+))?", one.d):
            if command == "M":
                x, y = float(a), float(b)
            elif command == "H":
                found.append((x, y, float(a), y))
                x = float(a)
            else:
                found.append((x, y, x, float(a)))
                y = float(a)
        assert re.fullmatch(r"(?:[MHV][\d. ]+)+", one.d)
    return found


@pytest.mark.parametrize("seed", range(60))
def test_no_two_nodes_of_a_column_touch_and_all_lie_on_the_sheet(seed) -> None:
    drawing = draw_pohon(*tree(seed))
    columns: dict[str, list[tuple[float, float]]] = {}
    for box in drawing.kotak:
        columns.setdefault(box.x, []).append(span(box))
        assert 0 <= float(box.x) <= float(box.x) + float(box.w) <= WIDTH
    for spans in columns.values():
        ordered = sorted(spans)
        assert all(before[1] < after[0] for before, after in itertools.pairwise(ordered))
        assert ordered[-1][1] <= float(drawing.h)


@pytest.mark.parametrize("seed", range(60))
def test_no_line_of_text_leaves_its_node(seed) -> None:
    for box in draw_pohon(*tree(seed)).kotak:
        right = float(box.x) + (float(box.w) if box.kelas != "program" else 356)
        for line in box.baris:
            if line.kelas == "capaian":
                assert float(line.x) <= right
                continue
            size, weight = SIZES[line.kelas]
            assert float(line.x) + text_width(line.teks, size, weight) <= right + 1, line.teks


@pytest.mark.parametrize("seed", range(60))
def test_the_value_and_the_capaian_of_an_iku_do_not_run_into_each_other(seed) -> None:
    for box in draw_pohon(*tree(seed)).kotak:
        for capaian in (line for line in box.baris if line.kelas == "capaian"):
            left = float(capaian.x) - text_width(capaian.teks, 16, 600)
            beside = [one for one in box.baris if one.y == capaian.y and one is not capaian]
            assert all(float(one.x) + text_width(one.teks, 15) < left for one in beside)


@pytest.mark.parametrize("seed", range(60))
def test_every_line_is_orthogonal_and_runs_through_no_node(seed) -> None:
    drawing = draw_pohon(*tree(seed))
    for x1, y1, x2, y2 in segments(drawing):
        assert x1 == x2 or y1 == y2
        for box in drawing.kotak:
            left, right = float(box.x) + 0.5, float(box.x) + float(box.w) - 0.5
            top, bottom = float(box.y) + 0.5, float(box.y) + float(box.h) - 0.5
            crosses = min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < bottom and max(y1, y2) > top
            assert not crosses, (box.label, x1, y1, x2, y2)


@pytest.mark.parametrize("seed", range(60))
def test_every_iku_meets_its_programs_and_no_others(seed) -> None:
    """Follow the lines between the third and the fourth column from each IKU to the programs that it reaches."""
    kota, sasaran = tree(seed)
    drawing = draw_pohon(kota, sasaran)
    for one in drawing.garis:
        ends = segments(GambarPohon("", "", (), (one,), ()))
        if not all(852 <= x <= 890 for x1, _, x2, _ in ends for x in (x1, x2)):
            continue
        at_iku = {y for x1, y, x2, _ in ends if 852 in (x1, x2)}
        at_program = {y for x1, y, x2, _ in ends if 890 in (x1, x2)}
        iku = {box.label for box in drawing.kotak if box.kelas == "iku" and any(span_has(box, y) for y in at_iku)}
        program = {
            box.label for box in drawing.kotak if box.kelas == "program" and any(span_has(box, y) for y in at_program)
        }
        for node in (node for place in sasaran for node in place.iku if any(node.nama in label for label in iku)):
            label = f"{node.kata}: {node.nama}, {node.nilai}, capaian {node.capaian}"
            if label in iku and program:
                known = {f"Program {p.kode} {p.nama}, {p.keterangan}" for p in node.program}
                assert program <= known


def span_has(box: Kotak, y: float) -> bool:
    return float(box.y) <= y <= float(box.y) + float(box.h)


def test_links_stand_in_reading_order() -> None:
    kota, sasaran = tree(7)
    hrefs = [box.href for box in draw_pohon(kota, sasaran).kotak if box.href]
    assert hrefs[: len(kota)] == sorted(hrefs[: len(kota)])
    rest = [href for href in hrefs if href.startswith("/s/")]
    assert rest == [one.href for one in sasaran]


def test_gaps_are_dashed_boxes_with_their_words() -> None:
    bare = SimpulIku(
        kode="A", nama="Nama", href="/a", nada="netral", kata="Belum ada angka", nilai="belum ada target",
        capaian="belum ada", program=(),
    )  # fmt: skip
    places = [
        SimpulSasaran(jenis="Tujuan", uraian="Satu", href="/s", tujuan=True, iku=(bare,)),
        SimpulSasaran(jenis="Sasaran 1", uraian="Dua", href="/s", tujuan=False, iku=(), induk=0),
    ]
    gaps = [line.teks for box in draw_pohon([], places).kotak if box.kelas == "celah" for line in box.baris]
    assert gaps == ["Belum ada IKU Kota", "Belum ada program untuk IKU ini", "Belum ada IKU untuk sasaran ini"]


def test_a_text_is_wrapped_where_it_fits_and_a_long_word_is_cut() -> None:
    assert wrap("satu dua tiga", 1000, 16) == ("satu dua tiga",)
    lines = wrap("pertanggungjawaban " * 3, 80, 16, 600)
    assert all(text_width(line, 16, 600) <= 80 for line in lines)
    assert "".join(lines) == "pertanggungjawaban" * 3
    assert wrap("", 80, 16) == ()


def test_the_widths_are_those_of_the_letters() -> None:
    assert text_width("iii", 16) < text_width("mmm", 16)
    assert text_width("teks", 16, 600) > text_width("teks", 16)
    assert text_width("0123456789", 1000) == 4970
