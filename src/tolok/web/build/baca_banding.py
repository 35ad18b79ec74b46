"""Two documents of one office beside each other, from reading/compare.py: every difference with its two places."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby

from tolok.reading.compare import Beda, compare
from tolok.reading.draft import Found, Reading
from tolok.reading.medan import fields_of, label_of, place_text, short_text
from tolok.services.baca import reading_of_document
from tolok.store.models import DokumenBaca
from tolok.values.instant import tanggal_pendek
from tolok.web.build.baca_jejak import trail
from tolok.web.build.isian_rencana import choice
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Formulir, Pesan, Tautan
from tolok.web.read_models.baca import PilihBanding
from tolok.web.read_models.baca_lanjut import (
    BarisBanding,
    HalamanBandingBaca,
    HanyaSatu,
    IndikatorBanding,
    Potongan,
    SisiBanding,
)

_LEAD = "Yang dibandingkan ialah isi dokumen sebagaimana terbaca. Tolok menunjukkan bedanya dan tidak memilih yang benar."
_LONGEST_COMPARED = 4000
"""Letters of a value up to which its words are compared one by one; a longer one is shown whole."""


def build_pilih(view: Pandangan, rows: Sequence[DokumenBaca], pertama: int = 0, kedua: int = 0) -> PilihBanding | None:
    """The two lists of documents that were read; None where there are not two."""
    read = [one for one in rows if one.status == "telaah"]
    if len(read) < 2:
        return None
    options = [(str(one.pk), f"{short_text(one.nama, 60)} ({tanggal_pendek(one.pada)})") for one in read]
    hidden = (("diketahui", view.diketahui),) if view.diketahui else ()
    return PilihBanding(
        Formulir(view.alamat.ke("baca-banding").partition("?")[0], "Bandingkan dua dokumen", hidden),
        choice("pertama", "Dokumen pertama", str(pertama or ""), options),
        choice("kedua", "Dokumen kedua", str(kedua or ""), options),
    )


def build_banding(view: Pandangan, rows: Sequence[DokumenBaca], asked: tuple[int, int] | None) -> HalamanBandingBaca:
    """The differences of the two chosen documents; without two different ones that were read, the lists and what to do."""
    held = {one.pk: (one, reading) for one in rows if (reading := reading_of_document(one)) is not None}
    pick = build_pilih(view, rows, *(asked or ()))
    chosen = [held[pk] for pk in dict.fromkeys(asked or ()) if pk in held]
    path = trail(view, "Bandingkan")
    back = Tautan("Semua dokumen", view.alamat.ke("baca"))
    if pick is None or len(chosen) != 2:
        told = () if asked is None else (Pesan("salah", "Pilih dua dokumen yang berbeda.", "Keduanya sudah harus dibaca."),)
        few = "Unggah dahulu dua dokumen kantor ini; yang belum selesai dibaca belum dapat dibandingkan."
        return HalamanBandingBaca(
            kerangka=frame(view, "Bandingkan dua dokumen", path, kini="Dokumen"), judul="Bandingkan dua dokumen",
            lead=_LEAD if pick else few, pilih=pick, pesan=told, kembali=back,
        )  # fmt: skip
    (one, first), (other, second) = chosen
    found = compare(first, second)
    ways = _ways(view, one, first) | _ways(view, other, second)
    names = (one.nama, other.nama)
    return HalamanBandingBaca(
        kerangka=frame(view, "Bandingkan dua dokumen", path, kini="Dokumen"),
        judul=_heading(found, first, second),
        lead=_LEAD,
        pilih=pick,
        dokumen=tuple(Tautan(each.nama, view.alamat.ke("baca-telaah", dokumen_baca=each.pk)) for each in (one, other)),
        indikator=_both(found, names, ways),
        hanya=tuple(
            HanyaSatu(f"hanya-{number}", f"Hanya di {name}", tuple(_only(one, name, ways) for one in rows))
            for number, (kind, name) in enumerate(zip(("hanya pertama", "hanya kedua"), names, strict=True), start=1)
            if (rows := [one for one in found if one.jenis == kind])
        ),
        kembali=back,
    )


def _heading(found: Sequence[Beda], first: Reading, second: Reading) -> str:
    fields = sum(one.jenis == "beda" for one in found)
    single = len(found) - fields
    if not first.drafts or not second.drafts:
        return "Salah satu dokumen tidak memuat indikator"
    if not found:
        return f"Kedua dokumen sama: {len(first.drafts)} indikator tanpa perbedaan"
    parts = [f"{fields} medan berbeda"] if fields else []
    parts += [f"{single} indikator hanya ada di satu dokumen"] if single else []
    return ", ".join(parts)


def _ways(view: Pandangan, dokumen: DokumenBaca, reading: Reading) -> dict[int, str]:
    """Each value of a document (by identity) → its place in the review."""
    base = view.alamat.ke("baca-telaah", dokumen_baca=dokumen.pk).partition("?")[0]
    return {
        id(found): view.alamat.with_query(base, baris=nomor, medan=kunci) + "#tanya"
        for nomor, draft in enumerate(reading.drafts, start=1)
        for kunci, found in fields_of(draft).items()
    }


def _both(found: Sequence[Beda], names: Sequence[str], ways: dict[int, str]) -> tuple[IndikatorBanding, ...]:
    """Differences by indicator, in the order of the first document."""
    shared = [one for one in found if one.jenis == "beda"]
    groups = []
    for name, rows in groupby(shared, key=lambda one: one.nama):
        lines = tuple(_line(one.medan, one.pertama, one.kedua, names, ways) for one in rows if one.pertama and one.kedua)
        groups.append(IndikatorBanding(name or "Tanpa nama", f"{len(lines)} medan", lines))
    return tuple(groups)


def _line(medan: str, left: Found, right: Found, names: Sequence[str], ways: dict[int, str]) -> BarisBanding:
    mine, theirs = _parts(left.text, right.text)
    sides = (_side(left, names[0], mine, ways), _side(right, names[1], theirs, ways))
    return BarisBanding(label_of(medan), sides)


def _only(one: Beda, name: str, ways: dict[int, str]) -> SisiBanding:
    found = one.pertama or one.kedua
    if found is None:  # an indicator without a name has no cell of its own
        return SisiBanding(name, (Potongan("Indikator tanpa nama", beda=False),), "", "")
    return _side(found, name, (Potongan(found.text, beda=False),), ways)


def _side(found: Found, name: str, parts: tuple[Potongan, ...], ways: dict[int, str]) -> SisiBanding:
    where = place_text(found.place) or "tempatnya tidak diketahui"
    return SisiBanding(name, parts, where, ways.get(id(found), ""), f"{found.doubt[:1].upper()}{found.doubt[1:]}")


def _parts(left: str, right: str) -> tuple[tuple[Potongan, ...], tuple[Potongan, ...]]:
    """Both texts in pieces, marked where the words of the other are not the same."""
    if max(len(left), len(right)) > _LONGEST_COMPARED:
        return (Potongan(left, beda=False),), (Potongan(right, beda=False),)
    a, b = (re.findall(r"\s*\S+", text) for text in (left, right))
    folded = [[word.strip().casefold() for word in words] for words in (a, b)]
    mine: list[Potongan] = []
    theirs: list[Potongan] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, *folded, autojunk=False).get_opcodes():
        for words, pieces in ((a[a1:a2], mine), (b[b1:b2], theirs)):
            if words:
                text = "".join(words)
                bare = text.lstrip()
                pieces += [Potongan(text[: -len(bare)], beda=False)] if bare != text else []
                pieces.append(Potongan(bare, beda=kind != "equal"))
    return tuple(mine), tuple(theirs)
