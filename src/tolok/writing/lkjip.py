"""The yearly report LKjIP as a draft: everything that the figures can say, and what is missing named in its place.

Chapters and analyses follow PermenPANRB 53/2014 (design: regulation.md §2.5); the sentences are our own and hold figures
only. Words that no figure gives come from `naskah`; nothing is invented.
"""

from tolok.writing.lkjip_akhir import attachments, chapter_four, chapter_three
from tolok.writing.lkjip_data import Lkjip
from tolok.writing.lkjip_depan import chapter_one, chapter_two, foreword, summary
from tolok.writing.sheet import Contents, Kop, PageBreak, Sheet


def lkjip_sheet(data: Lkjip) -> Sheet:
    """The frozen document: portrait F4 with a cover, wide tables on pages that lie."""
    judul = ("LAPORAN KINERJA INSTANSI PEMERINTAH", f"TAHUN {data.tahun}")
    blocks = (
        *foreword(data),
        *summary(data),
        PageBreak(),
        Contents(),
        *chapter_one(data),
        *chapter_two(data),
        *chapter_three(data),
        *chapter_four(data),
        *attachments(data),
    )
    return Sheet(judul, Kop(data.pemda, data.perangkat_daerah), data.meta, blocks, landscape=False, cover=True)
