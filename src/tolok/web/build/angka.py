"""Figures as words and rulers: the parts that several pages share."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tolok.measurement.capaian import compute_capaian
from tolok.measurement.perkiraan import Perkiraan, StatusPerkiraan, status_perkiraan
from tolok.services import paket
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
    "register tahunan": "Dihitung sesudah tahun berakhir.",
    "angka tahunan": "Angkanya terbit sekali setahun.",
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


def mistar_of(angka: AngkaKantor, isi: dict[str, Any], perkiraan: Perkiraan | None = None) -> Mistar:
    """The ruler in per cent of the target, turned so that right is better; with a forecast also where the year ends."""
    ahead = perkiraan if perkiraan is not None and perkiraan.nilai is not None else None
    if ahead is not None:
        return _mistar_ahead(angka, isi, ahead)
    capaian = capaian_value(angka)
    target = target_text(angka, isi)
    kini = angka.kini
    if kini is None or capaian is None:
        return Mistar(None, "belum ada", target, f"Belum ada angka; target {target}")
    printed = with_unit(kini.realisasi.tampil, isi)
    whole = format_angka(capaian, 0)
    nada = "netral" if kini.realisasi.triwulan in (1, 2, 3) else nada_of(angka)  # an unfinished year is not judged
    return Mistar(float(capaian), printed, target, f"Realisasi {whole} persen dari target", nada)


def _mistar_ahead(angka: AngkaKantor, isi: dict[str, Any], perkiraan: Perkiraan) -> Mistar:
    """Against the target of the year, whatever was set for the quarter: that is where the forecast ends."""
    row = angka.kini.realisasi if angka.kini else None
    target = angka.target_tahun
    now, middle, low, high = (
        of_target(nilai, target, isi, row)
        for nilai in (exact(row) if row else None, perkiraan.nilai, perkiraan.rendah, perkiraan.tinggi)
    )
    words = with_unit(format_angka(target, isi["desimal"]), isi) if target is not None else "belum ada"
    printed = with_unit(row.tampil, isi) if row else ""
    if now is None or middle is None or low is None or high is None:
        return Mistar(None, printed or "belum ada", words, f"Target {words}")
    status = status_perkiraan(perkiraan, target, isi["arah"], open_case(row))
    spoken = f"Realisasi {round(now)} persen dari target, perkiraan {round(middle)} persen"
    return Mistar(now, printed, words, spoken, NADA_PERKIRAAN[status], middle, (min(low, high), max(low, high)))


NADA_PERKIRAAN: dict[StatusPerkiraan | None, Nada] = {
    "meleset": "buruk", "perhatian": "waspada", "sesuai": "baik", None: "netral",
}  # fmt: skip


def of_target(
    nilai: Fraction | None, target: Fraction | None, isi: Mapping[str, Any], row: Realisasi | None
) -> float | None:
    """Per cent of a target under the policy of the figure's year: only ever a drawn length."""
    if nilai is None or row is None:
        return None
    found = compute_capaian(target, nilai, isi["arah"], paket.kebijakan().berlaku(date(row.tahun, 12, 31)))
    return float(found.nilai) if found.nilai is not None else None


def open_case(row: Realisasi | None) -> bool:
    """Whether the figure hangs on something open: data delivered in part."""
    if row is None:
        return False
    sheet = row.lembar["wilayah"][row.indikator.perangkat_daerah.pemda_id]
    return any(tanda.startswith("sebagian") for tanda in sheet["tanda"])


def cause_of(realisasi: Realisasi) -> str:
    """One line of cause, from the totals themselves: `87 dari 2.000 usaha`, `111 koperasi; tahun lalu 104`."""
    pemda = realisasi.indikator.perangkat_daerah.pemda_id
    totals = realisasi.lembar["wilayah"][pemda]["total"]
    if realisasi.cara == "diketik":
        return "Angka diketik, tidak dihitung."
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
