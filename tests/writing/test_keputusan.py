"""The decree before the IKU table: its parts in order, dots for what nobody said, standing pages before lying ones."""

from dataclasses import replace

import pytest

from tolok.writing.iku import iku_sheet
from tolok.writing.keputusan import TITIK, keputusan_blocks
from tolok.writing.pdf import write_pdf
from tolok.writing.sheet import PageBreak, Pairs, Paragraph, Signature
from writing.iku_example import IKU
from writing.rencana_example import SURAT
from writing.test_iku_pdf import MARKUP, boxes, opened, pages_of, squeezed

WITH = replace(IKU, keputusan=SURAT)


def test_the_parts_stand_in_the_order_of_a_decree() -> None:
    page = squeezed(pages_of(write_pdf(iku_sheet(WITH)))[0])
    parts = (
        "KEPUTUSANKEPALADINASKOPERASI", "NOMOR", "TENTANG", "PENETAPANINDIKATORKINERJAUTAMATAHUN2024", "Menimbang",
        "bahwakinerjaperludiukur;", "Mengingat", "1.PeraturanPresiden", "MEMUTUSKAN:", "Menetapkan", "KESATU", "KEDUA",
        "DitetapkandiContoh", "padatanggal", "RatnaWidyastuti(contoh)", "NIP000000000000000001",
    )  # fmt: skip
    at = 0
    for part in parts:
        at = page.find(part, at)
        assert at >= 0, part


def test_the_decree_stands_and_its_annex_lies() -> None:
    with opened(write_pdf(iku_sheet(WITH))) as document:
        sizes = [tuple(round(side * 25.4 / 72) for side in document[index].get_size()) for index in range(len(document))]
    assert sizes[0] == (215, 330)
    assert set(sizes[1:]) == {(330, 215)}


def test_the_lines_of_the_heading_stand_in_the_middle_of_the_text() -> None:
    data = write_pdf(iku_sheet(WITH))
    middle = (25 + 215 - 20) / 2 * 72 / 25.4
    for words in ("TENTANG", "MEMUTUSKAN:"):
        ((page, box),) = boxes(data, words)
        assert page == 0
        assert abs((box.left + box.right) / 2 - middle) < 2, words


def test_the_annex_names_its_decree_and_holds_the_whole_table() -> None:
    pages = pages_of(write_pdf(iku_sheet(WITH)))
    assert "LAMPIRAN KEPUTUSAN KEPALA DINAS" in pages[1]
    assert squeezed("INDIKATOR KINERJA UTAMA TAHUN 2024") in squeezed(pages[1])
    assert squeezed(IKU.rows[-1].target) in squeezed("".join(pages[1:]))
    blocks = iku_sheet(WITH).blocks
    (turn,) = [index for index, block in enumerate(blocks) if isinstance(block, PageBreak)]
    assert blocks[turn].landscape is True
    assert blocks[turn + 3 :] == iku_sheet(IKU).blocks


def test_what_nobody_said_is_dots_and_what_was_said_is_printed() -> None:
    def lines(surat) -> list[str]:
        return [block.words for block in keputusan_blocks(surat) if isinstance(block, Paragraph)]

    assert lines(SURAT)[0] == f"NOMOR {TITIK}"
    assert TITIK in keputusan_blocks(SURAT)[-1].tempat_tanggal
    known = replace(SURAT, nomor="188/12/2024", tanggal="15 Januari 2024")
    assert lines(known)[0] == "NOMOR 188/12/2024"
    assert keputusan_blocks(known)[-1].tempat_tanggal == "Ditetapkan di Contoh\npada tanggal 15 Januari 2024"
    assert squeezed("TANGGAL 15 Januari 2024") in squeezed(pages_of(write_pdf(iku_sheet(replace(IKU, keputusan=known))))[1])


def test_a_decree_without_a_head_ends_unsigned() -> None:
    assert not any(isinstance(block, Signature) for block in keputusan_blocks(replace(SURAT, penanda_tangan=None)))


def test_ten_diktum_are_numbered_in_words_and_an_eleventh_is_refused() -> None:
    ten = keputusan_blocks(replace(SURAT, diktum=("isi",) * 10))
    pairs = [block for block in ten if isinstance(block, Pairs)][1].pairs
    assert [*[pair.label for pair in pairs][:3], pairs[-1].label] == ["Menetapkan", "KESATU", "KEDUA", "KESEPULUH"]
    with pytest.raises(ValueError, match="10 diktum"):
        replace(SURAT, diktum=("isi",) * 11)


def test_markup_in_every_word_is_printed_as_it_was_typed() -> None:
    surat = replace(SURAT, tempat=MARKUP, menimbang=(MARKUP,), mengingat=(MARKUP,), diktum=(MARKUP,), nomor=MARKUP)
    flat = squeezed("".join(pages_of(write_pdf(iku_sheet(replace(IKU, keputusan=surat))))))
    assert flat.count(squeezed(MARKUP)) == 6
