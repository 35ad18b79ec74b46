"""Figures as words and rulers: the parts that several pages share."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tolok.services.selectors import AngkaKantor, Terbitan
from tolok.store.models import Realisasi, schemas
from tolok.values.number import format_angka, parse_fraction
from tolok.web.read_models import Angka, Mistar
from tolok.web.read_models.komponen import Nada

PENYEDIA = {
    "tidak ada data": "Data untuk periode ini belum dikirim.",
    "semua baris dikecualikan": "Tidak satu baris pun lengkap isinya.",
    "tidak ada baris": "Kiriman diterima tanpa baris yang memenuhi.",
    "penyebut nol": "Penyebutnya nol, jadi hasil bagi tidak ada.",
}


def exact(realisasi: Realisasi) -> Fraction | None:
    return parse_fraction(realisasi.nilai) if realisasi.nilai else None


def angka_of(terbitan: Terbitan | None) -> Angka:
    """The printed figure, or why there is none."""
    if terbitan is None:
        return Angka(alasan="Belum dihitung", penyedia="Perencana membuka periode ini.")
    row = terbitan.realisasi
    if not row.nilai:
        return Angka(alasan=f"Belum ada angka: {row.alasan}", penyedia=PENYEDIA.get(row.alasan, ""))
    return Angka(teks=row.tampil, satuan=row.definisi.isi["satuan_tampil"])


_SAID_BY_NAME = ("nilai", "indeks")


def with_unit(text: str, isi: Mapping[str, Any]) -> str:
    """`4,35%`, `111 koperasi`; a score or an index is said by its name already, so the number stands alone."""
    satuan = isi["satuan_tampil"]
    if satuan == "%":
        return f"{text}%"
    return text if satuan in _SAID_BY_NAME else f"{text} {satuan}".strip()


def target_text(angka: AngkaKantor, isi: dict[str, Any]) -> str:
    if angka.target is None:
        return "belum ada"
    return with_unit(format_angka(angka.target, isi["desimal"]), isi)


def nada_of(angka: AngkaKantor) -> Nada:
    """How a finished year stands: by capaian against 100, no forecast, nothing averaged."""
    capaian = capaian_value(angka)
    if capaian is None:
        return "netral"
    return "baik" if capaian >= 100 else "buruk"


def capaian_value(angka: AngkaKantor) -> Fraction | None:
    if not angka.capaian or angka.capaian["nilai"] is None:
        return None
    return parse_fraction(str(angka.capaian["nilai"]))


def mistar_of(angka: AngkaKantor, isi: dict[str, Any]) -> Mistar:
    """The ruler in per cent of the target, turned so that right is better."""
    capaian = capaian_value(angka)
    target = target_text(angka, isi)
    kini = angka.kini
    if kini is None or capaian is None:
        return Mistar(None, "belum ada", target, f"Belum ada angka; target {target}")
    printed = with_unit(kini.realisasi.tampil, isi)
    whole = format_angka(capaian, 0)
    return Mistar(float(capaian), printed, target, f"Realisasi {whole} persen dari target", nada_of(angka))


def cause_of(realisasi: Realisasi) -> str:
    """One line of cause, from the totals themselves: `87 dari 2.000 usaha`, `111 koperasi; tahun lalu 104`."""
    pemda = realisasi.indikator.perangkat_daerah.pemda_id
    totals = realisasi.lembar["wilayah"][pemda]["total"]
    known = [one for one in totals if one["nilai"] is not None]
    if len(known) < len(totals) or not realisasi.nilai:
        return PENYEDIA.get(realisasi.alasan, "")
    texts = [one["agregat"] for one in totals]
    noun = _noun(texts[0])
    if len(totals) == 2 and texts[0].startswith("pembilang "):
        return f"{short_amount(known[0]['nilai'])} dari {short_amount(known[1]['nilai'])} {noun} yang dapat dinilai."
    if len(totals) == 2 and texts[1] == f"{texts[0]} tahun lalu":
        now, before = (short_amount(one["nilai"]) for one in known)
        said = f"Rp {now}" if texts[0].startswith("jumlah(") else f"{now} {noun}"
        return f"{said}; tahun lalu {before}."
    if texts and texts[0].startswith("data("):
        return "Angka dari luar, dimasukkan dengan bukti."
    rows = max((one["terhitung"] for one in totals if "terhitung" in one), default=0)
    return f"Dari {format_angka(rows)} {noun}."


def _noun(agregat: str) -> str:
    """What the register of an aggregate counts: usaha, koperasi, temuan, responden."""
    named = re.search(r"\((\w+)", agregat)
    schema = schemas().get(named[1]) if named else None
    return schema.benda if schema else "baris"


def short_amount(text: str) -> str:
    """A total in a sentence: `2.000`, `159,81 miliar`."""
    value = parse_fraction(text)
    for word, size in (("triliun", 10**12), ("miliar", 10**9)):
        if abs(value) >= size:
            return f"{format_angka(value / size, 2)} {word}"
    return format_angka(value, 0 if value.denominator == 1 else 2)
