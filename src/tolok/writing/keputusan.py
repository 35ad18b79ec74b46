"""The decree by which the head of an office sets its IKU: the standing pages before the table that they decree.

The order of the parts is that of any Keputusan: menimbang, mengingat, memutuskan, who decreed it where and when. What the
office has not said (the number, the day) is a dotted space to be filled in by hand, never a number of ours.
"""

from dataclasses import dataclass, replace

from tolok.writing.sheet import Block, Heading, PageBreak, Pair, Pairs, Paragraph, Signature

TITIK = "." * 36
_DIKTUM = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH")


@dataclass(frozen=True)
class SuratKeputusan:
    """A decree. `pejabat` is who decrees ("Kepala Dinas Koperasi … Kota Pasuruan"), `tentang` its subject.

    `nomor` and `tanggal` ("15 Januari 2024") are printed as dots where they are empty. `menimbang` and `mengingat` carry no
    mark of their own. At most ten `diktum`, else ValueError.
    """

    pejabat: str
    tentang: str
    tempat: str
    menimbang: tuple[str, ...]
    mengingat: tuple[str, ...]
    diktum: tuple[str, ...]
    nomor: str = ""
    tanggal: str = ""
    penanda_tangan: Signature | None = None

    def __post_init__(self) -> None:
        if len(self.diktum) > len(_DIKTUM):
            raise ValueError(f"keputusan memuat paling banyak {len(_DIKTUM)} diktum")


def keputusan_judul(surat: SuratKeputusan) -> tuple[str, ...]:
    """The lines at the head of the document that the decree opens."""
    return (f"KEPUTUSAN {surat.pejabat.upper()}",)


def keputusan_blocks(surat: SuratKeputusan) -> tuple[Block, ...]:
    """The decree from its number to its signature, for standing pages."""
    marked = tuple(Pair(name, (text,)) for name, text in zip(_DIKTUM, surat.diktum, strict=False))
    blocks: tuple[Block, ...] = (
        Paragraph(f"NOMOR {surat.nomor.strip() or TITIK}", strong=True, align="center"),
        Paragraph("TENTANG", strong=True, align="center"),
        Paragraph(surat.tentang.upper(), strong=True, align="center"),
        Paragraph(f"{surat.pejabat.upper()},", strong=True, align="center"),
        Pairs((Pair("Menimbang", surat.menimbang, "a"), Pair("Mengingat", surat.mengingat, "1"))),
        Paragraph("MEMUTUSKAN:", strong=True, align="center"),
        Pairs((Pair("Menetapkan", (f"{surat.tentang.upper()}.",)), *marked)),
    )
    if surat.penanda_tangan is None:
        return blocks
    where = f"Ditetapkan di {surat.tempat}\npada tanggal {surat.tanggal.strip() or TITIK}"
    return (*blocks, replace(surat.penanda_tangan, tempat_tanggal=where))


def lampiran_blocks(surat: SuratKeputusan, judul: str) -> tuple[Block, ...]:
    """What turns the page to the table and says of which decree it is the annex."""
    of = "\n".join((
        f"LAMPIRAN KEPUTUSAN {surat.pejabat.upper()}",
        f"NOMOR {surat.nomor.strip() or TITIK}",
        f"TANGGAL {surat.tanggal.strip() or TITIK}",
    ))  # fmt: skip
    return (PageBreak(landscape=True), Paragraph(of, note=True), Heading(judul))
