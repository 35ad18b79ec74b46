"""Parts of a printed calculation sheet, read from one frozen vintage: totals, parameters, definition, capaian, history."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tolok.catalogue.dated import Parameter, SkemaKelas, in_force
from tolok.formula.kernel import offset_text
from tolok.formula.layout import Letter, typeset
from tolok.formula.parser import parse
from tolok.measurement import panel
from tolok.measurement.capaian import KebijakanCapaian
from tolok.measurement.langkah_capaian import capaian_steps, exact_text, near_text
from tolok.services import paket
from tolok.services.definisi import printed_in
from tolok.services.terbitan import period_of
from tolok.store.models import Kiriman, Realisasi, schemas
from tolok.values.instant import parse_instant, tanggal_panjang, tanggal_pendek
from tolok.values.issue import IssueError
from tolok.values.number import format_angka, parse_fraction
from tolok.writing.lembar import Fakta, ParameterRow, TotalRow, formula_piece
from tolok.writing.sheet import Formula

Lembar = Mapping[str, Any]
_JENIS_KIRIMAN = {"berkas": "kiriman berkas", "formulir": "isian formulir", "koreksi": "koreksi satu baris",
                  "batal": "pembatalan kiriman"}  # fmt: skip


def region_of(row: Realisasi) -> Lembar:
    """The sheet of the whole pemda, frozen with the figure."""
    found: Lembar = row.lembar["wilayah"][row.indikator.perangkat_daerah.pemda_id]
    return found


# --- formula and totals


def formulas_of(row: Realisasi) -> tuple[Formula, ...]:
    """The formula with letters of their years, and the same with the numbers that stood for them (not where typed)."""
    layout = typeset(parse(row.definisi.isi["formula"])).layout
    names = tuple((entry["huruf"], entry["kata"]) for entry in row.lembar["legenda"])
    letters = formula_piece(layout, lambda one: _dated(one.huruf, row.tahun - one.years_back, one.quarter), names)
    if row.cara == "diketik":
        return (letters,)
    number = _numbers(row)
    return (letters, formula_piece(layout, number))


def _dated(huruf: str, tahun: int, quarter: bool = False) -> str:
    return f"{huruf}({'dalam triwulan, ' if quarter else ''}{tahun})"


def _numbers(row: Realisasi) -> Any:
    terms = {entry["huruf"]: entry["agregat"] for entry in row.lembar["legenda"]}
    totals = {one["agregat"]: one for one in region_of(row)["total"]}
    constants = {f"param({one.nama})": exact_text(one.nilai) for one in _constants(row)}

    def speak(letter: Letter) -> str:
        text = terms.get(letter.huruf, "")
        found = totals.get(text + offset_text(letter.years_back, letter.quarter))
        return value_text(found) if found is not None else constants.get(text, "tidak ada")

    return speak


def value_text(total: Lembar) -> str:
    """A total as paper prints it: exact where six decimals suffice, else cut with dots; or the reason."""
    if total.get("nilai") is None:
        return str(total.get("alasan") or "tidak ada")
    return near_text(parse_fraction(total["nilai"]))


def totals_of(row: Realisasi) -> tuple[TotalRow, ...]:
    """Every total of the sheet with its rows parted without rest."""
    return tuple(_total(row, one) for one in region_of(row)["total"])


def _total(row: Realisasi, total: Lembar) -> TotalRow:
    huruf, kata = _letter(row, total["agregat"])
    value = value_text(total)
    if "terhitung" not in total:
        return TotalRow(huruf, kata, total["agregat"], value, dari_luar=True)
    excluded: Mapping[str, int] = total["dikeluarkan"]
    out = sum(excluded.values())
    every = total["terhitung"] + total["tidak_memenuhi"] + out
    counts = (total["terhitung"], total["tidak_memenuhi"], out, every)
    reasons = tuple((_spaced(reason), format_angka(count)) for reason, count in excluded.items())
    return TotalRow(huruf, kata, total["agregat"], value, *(format_angka(one) for one in counts), reasons)


def _spaced(reason: str) -> str:
    return reason.replace("_", " ")


def _letter(row: Realisasi, agregat: str) -> tuple[str, str]:
    """Letter with its year, and words, of a total."""
    for entry in row.lembar["legenda"]:
        begin = entry["agregat"]
        if agregat == begin or agregat == f"{begin} dalam triwulan":
            return _dated(entry["huruf"], row.tahun, agregat != begin), entry["kata"]
        if agregat.startswith((f"{begin} tahun", f"{begin} dalam triwulan tahun")):
            back = 1 if agregat.endswith(" tahun lalu") else int(agregat.rsplit("n-", 1)[1])
            return _dated(entry["huruf"], row.tahun - back, "dalam triwulan" in agregat[len(begin) :]), entry["kata"]
    return "", agregat


def beside_of(row: Realisasi) -> tuple[str, ...]:
    """What stands beside a figure whose two years do not cover the same, and the flags that were laid on it."""
    sheet, isi = region_of(row), row.definisi.isi
    said = [f"Tanda: {one}." for one in sheet["tanda"]]
    for one in sheet.get("cakupan", ()):
        only = one["hanya_kini"] + one["hanya_lalu"]
        counts = f"{format_angka(one['kini'])} terhitung tahun ini, {format_angka(one['lalu'])} tahun lalu"
        said.append(f"{one['agregat']}: {counts}; {format_angka(only)} tanpa pasangan di tahun yang lain.")
    for key, label in (("sebanding", "Angka sebanding"), ("dua_tahun", "Angka wilayah yang terkirim di kedua tahun")):
        found = sheet.get(key)
        if found:
            said.append(f"{label}: {with_unit(found['tampil'], isi) if found['tampil'] else found['alasan']}.")
    return tuple(said)


def with_unit(tampil: str, isi: Lembar) -> str:
    """`7,73 %`."""
    return f"{tampil} {isi['satuan_tampil']}".strip()


# --- parameters


def _constants(row: Realisasi) -> list[Parameter]:
    known = in_force(paket.catalogue().param, row.tahun)
    named = re.findall(r"param\((\w+)\)", str(row.lembar["rumus"]))
    if region_of(row).get("cakupan"):
        named.append(panel.BATAS)
    return [known[one] for one in dict.fromkeys(named) if one in known]


def parameters_of(row: Realisasi) -> tuple[ParameterRow, ...]:
    """Constants and ladders that the formula names, as in force at the end of its year."""
    ladders = in_force(paket.catalogue().kelas_usaha, row.tahun)
    named = dict.fromkeys(re.findall(r'kelas\([^"]*"([^"]+)"\)', str(row.lembar["rumus"])))
    rows = [
        ParameterRow(one.label, f"{exact_text(one.nilai)} {one.satuan}", tanggal_panjang(one.berlaku_sejak), one.dasar)
        for one in _constants(row)
    ]
    rows += [_ladder(ladders[one]) for one in named if one in ladders]
    return tuple(rows)


def _ladder(one: SkemaKelas) -> ParameterRow:
    steps = "; ".join(f"{nama} sampai {format_angka(batas)}" for nama, batas in one.kelas)
    nilai = f"{steps}; di atas itu besar ({one.satuan})"
    return ParameterRow(f"kelas menurut {one.nama}", nilai, tanggal_panjang(one.berlaku_sejak), one.dasar)


# --- definition


def definition_facts(row: Realisasi) -> Fakta:
    """The version of the definition that the figure was computed with."""
    isi = row.definisi.isi
    decided = isi.get("diputuskan") or {}
    when = tanggal_panjang(parse_instant(decided["tanggal"])) if decided.get("tanggal") else ""
    return (
        ("Berlaku sejak", tanggal_panjang(parse_instant(isi["berlaku_sejak"]))),
        ("Diputuskan", ", ".join(part for part in (when, decided.get("oleh"), decided.get("dasar")) if part)),
        ("Definisi", isi.get("definisi") or ""),
        ("Batas", isi.get("batas") or ""),
        ("Populasi", isi.get("populasi") or ""),
        ("Rumus", row.lembar["rumus"]),
        ("Sidik definisi", row.definisi_id),
        ("Sidik ukuran", row.definisi.hash_ukuran),
    )


def basis_of(row: Realisasi) -> tuple[str, ...]:
    """The regulations that the definition names."""
    found = row.definisi.isi.get("dasar") or ()
    return tuple(": ".join(part for part in (one["peraturan"], one.get("isi")) if part) for one in found)


def citations_of(row: Realisasi) -> tuple[str, ...]:
    """Document and place where the measure is printed: the office's own document first, then other references."""
    isi = row.definisi.isi
    printed = printed_in(isi, row.indikator.perangkat_daerah_id)
    own = [str(printed["kutipan"])] if printed else []
    return (*own, *(_citation(one) for one in isi.get("rujukan") or ()))


def _citation(one: Any) -> str:
    if not isinstance(one, Mapping):
        return str(one)
    page = f"halaman {one['halaman']}" if one.get("halaman") else ""
    return ", ".join(str(part) for part in (one.get("dokumen"), page, one.get("tempat")) if part)


def decisions_of(row: Realisasi) -> tuple[str, ...]:
    """What was decided where the office's document leaves something open."""
    return tuple(f"{one['isi']} {one['alasan']}".strip() for one in row.definisi.isi.get("keputusan") or ())


# --- capaian


def capaian_facts(row: Realisasi, capaian: Mapping[str, Any], target: str) -> Fakta:
    """Target, policy and every step to the printed capaian; `capaian` as frozen or served, `target` exact or ''."""
    isi, nama = row.definisi.isi, str(capaian.get("kebijakan") or "")
    facts = [("Target", with_unit(exact_text(parse_fraction(target), isi["desimal"]), isi) if target else "belum ada")]
    facts.append(("Realisasi", with_unit(near_text(parse_fraction(row.nilai)), isi) if row.nilai else row.alasan))
    policy = _policy(row, nama)
    if policy is None:
        facts.append(("Kebijakan", f"{nama}, tidak ada lagi di paket isi"))
    else:
        facts.append(("Kebijakan", f"{policy.nama}, berlaku sejak {tanggal_panjang(policy.berlaku_sejak)}. {policy.dasar}."))
        facts += _steps(row, capaian, target, policy)
    if capaian.get("tampil") and facts[-1][0] != "Capaian":
        facts.append(("Capaian", f"{capaian['tampil']} %"))
    elif capaian.get("alasan"):
        facts.append(("Capaian", str(capaian["alasan"])))
    if capaian.get("predikat"):
        facts.append(("Predikat", str(capaian["predikat"])))
    return tuple(facts)


def _policy(row: Realisasi, nama: str) -> KebijakanCapaian | None:
    try:
        return paket.kebijakan().berlaku(date(row.tahun, 12, 31), nama or None)
    except IssueError:
        return None


def _steps(row: Realisasi, capaian: Mapping[str, Any], target: str, policy: KebijakanCapaian) -> list[tuple[str, str]]:
    """The steps, if they lead to what was frozen; where a policy was changed since, that is said in their place."""
    if not capaian.get("nilai"):
        return []
    isi = row.definisi.isi
    steps = capaian_steps(parse_fraction(target), parse_fraction(row.nilai), isi["arah"], policy, isi["desimal"])
    if not steps[-1].isi.endswith(f"{capaian['tampil']} %"):
        return [("Langkah", "kebijakan ini diubah sesudah angkanya dibekukan, jadi langkahnya tidak dapat diulang")]
    return [(step.nama, step.isi) for step in steps]


# --- history


def changes_since(row: Realisasi, before: Realisasi | None) -> tuple[str, ...]:
    """Deliveries and corrections that came into the registers of this figure since the vintage before; no row is told."""
    if before is None:
        return ()
    read = {name for piece in row.lembar["potret"] for name in (piece, *schemas()[piece].sources)}
    came = Kiriman.objects.filter(
        perangkat_daerah=row.indikator.perangkat_daerah, register__in=read,
        diterima_pada__gt=before.diketahui, diterima_pada__lte=row.diketahui,
    ).order_by("diterima_pada", "id")  # fmt: skip
    return tuple(_change(one) for one in came)


def _change(one: Kiriman) -> str:
    label = schemas()[one.register].label if one.register in schemas() else one.register
    kind = _JENIS_KIRIMAN.get(one.jenis, one.jenis)
    return f"{tanggal_pendek(one.diterima_pada)}: {kind}, {label}{f'. Alasan: {one.alasan}' if one.alasan else ''}"


def seals_of(row: Realisasi) -> Fakta:
    """Every frozen piece with its hash, then the hash of them all; of a typed figure that of its declaration."""
    if row.cara == "diketik":
        return (("Pernyataan yang diketik", row.hash_potret),)
    pieces: Sequence[tuple[str, str]] = tuple(row.lembar["potret"].items())
    return (*((schemas()[name].label if name in schemas() else name, seal) for name, seal in pieces),
            ("Potret seluruhnya", row.hash_potret))  # fmt: skip


def when_known(row: Realisasi) -> str:
    """Since when the rows were known and when they were computed."""
    known, computed = tanggal_pendek(row.diketahui), tanggal_pendek(row.dihitung_pada)
    return f"Data sebagaimana diketahui {known} WIB, dihitung {computed} WIB untuk {period_of(row).label}."
