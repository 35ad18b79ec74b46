"""Region names where a code is expected: resolved only when they name one region of the office's own pemda."""

import re
import unicodedata
from datetime import date

from tolok.registers.cells import PlaceReader
from tolok.registers.faults import Fault, ask_place, unknown_region
from tolok.registers.wilayah import RegionTree
from tolok.values.issue import maksud_anda
from tolok.values.region import Tingkat, tingkat_of

_KIND = re.compile(r"^(?:kelurahan|kel\b|desa|kecamatan|kec\b)[.\s]*", re.IGNORECASE)


def place_reader(tree: RegionTree, pemda: str, tingkat: Tingkat | None, on: date) -> PlaceReader:
    """Reads a name as the code of the one region below `pemda`, at the level asked for, that bears it.

    `Kel. Tapaan` is Tapa'an and `Medan Satria` is Medansatria; a typing error is asked about, never mended.
    """
    names: dict[str, list[str]] = {}
    printed: dict[str, str] = {}
    for region in tree.below(pemda):
        if region.valid_on(on) and (tingkat is None or tingkat_of(region.kode) == tingkat):
            names.setdefault(_bare(region.nama), []).append(region.kode)
            printed[region.nama] = region.kode

    def read(text: str) -> str | Fault:
        codes = names.get(_bare(text), [])
        if len(codes) == 1:
            return codes[0]
        if codes:
            return ask_place(text, [f"{code} ({tree.name(code)})" for code in codes])
        guess = maksud_anda(_KIND.sub("", text), tuple(printed))
        near = f"{guess} Bila ya, tulis kodenya: {printed[guess.split('`')[1]]}" if guess else ""
        return unknown_region(text, f"bukan kode PP.KK.CC.VVVV dan bukan nama wilayah di {tree.name(pemda)}", near)

    return read


def _bare(nama: str) -> str:
    """Letters and digits only: apostrophes, blanks and the kind of region are written in many ways."""
    text = unicodedata.normalize("NFKD", _KIND.sub("", nama.strip())).casefold()
    return "".join(char for char in text if char.isalnum())
