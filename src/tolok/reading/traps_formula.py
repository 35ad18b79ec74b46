"""Traps in what is printed as formula beside the name, the unit and the definition of one measure."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tolok.catalogue import printed as p
from tolok.reading.draft import DraftIndikator, Found
from tolok.reading.split import is_formula
from tolok.reading.trap import Trap, at_draft
from tolok.reading.words import one_line, squash, untagged
from tolok.values.issue import Weight

MUTU = (
    "sehat", "aktif", "mandiri", "maju", "unggul", "produktif", "berkualitas", "baik", "layak", "tertib", "mantap", "prima",
    "memadai", "andal", "tangguh", "sejahtera", "inovatif", "kompeten", "profesional", "akuntabel", "transparan",
    "terampil", "tuntas", "berprestasi", "bersertifikat", "naik kelas", "berdaya saing", "tepat waktu", "tepat sasaran",
    "sesuai standar",
)  # fmt: skip
"""Words by which a name says which members of a population count."""
_FEW_WORDS = 4
_GROWTH = ("pertumbuhan", "peningkatan", "kenaikan", "laju", "penurunan")
_COMPARES = re.compile(
    r"[nt]\s*[-−–]\s*[1-9]|[)\]}\w]\s*[-−–]\s*(?=[\s∑Σ({\[a-z])|\b(?:selisih|dikurangi?|kurang|sebelumnya|lalu|dasar|awal|pertumbuhan|"
    r"peningkatan|kenaikan|penurunan|meningkat|menurun|naik|turun|tumbuh)\b",
    re.IGNORECASE,
)
_TWO_YEARS = re.compile(r"[nt]\s*[-−–]\s*[1-9]|\b(?:selisih|dikurangi?)\b|tahun\s+(?:lalu|sebelumnya)", re.IGNORECASE)
_DIVIDES = re.compile(r"[/÷]|\b(?:dibagi|dibanding(?:kan)?|perbandingan|terhadap|per)\b", re.IGNORECASE)
_PERCENT = re.compile(r"100|%|persen|persentase|prosentase", re.IGNORECASE)
_STRAY = re.compile(r"[)\]}]\s*(\d{1,2})(?=\s*(?:[/÷∑Σ]|$))(?!\s*%)")
_LOOKS_COUNT = re.compile(r"^\W*(?:jumlah|banyaknya|total)\b|\bdijumlahkan\b", re.IGNORECASE)
_RELATES = re.compile(
    r"[/÷:%]|\b(?:di\s?bagi|di\s?banding\w*|perbandingan|terhadap|per|dari|rata-rata|di\s?kali\w*|x|selisih|rasio|dengan)\b|100|\s[-−–]\s",
    re.IGNORECASE,
)
_TIMES_100 = re.compile(r"[x×*]\s*100\s*%|100\s*%", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:sakip|akip|lhe|opini|wtp|spbe|spip|reformasi\s+birokrasi|akreditasi|adipura|indeks\s+inovasi|kota\s+layak\s+anak|"
    r"maturitas|zona\s+integritas|lppd|ekppd)\b",
    re.IGNORECASE,
)
_ASSESSOR = re.compile(
    r"\b(?:lhe|inspektora\w*|bpk|bpkp|kemen(?:terian)?\s?pan\w*|menpan\w*|kementerian|ombudsman|lembaga\s+penilai)\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"^\s*(?:nilai|predikat|opini|indeks|skor|tingkat|level|hasil|kategori|peringkat)\b", re.IGNORECASE)
_FOLLOW_UP = re.compile(
    r"\b(?:di\s?tindak\s?-?lanjuti|tindak\s?lanjut|terselesaikan|diselesaikan|penyelesaian|ditangani|tertangani|penanganan|dituntaskan)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:temuan|rekomendasi|pengaduan|aduan|keluhan|kasus|sengketa|pelanggaran|kejadian|perkara|konflik|komplain|bencana)\b",
    re.IGNORECASE,
)
_BAR = re.compile(
    r"\s/\s|(?<=\w)/(?=[A-Z∑(])|(?<=\))\s*/|/\s*(?=\()|÷|\bdi\s?bagi\b|\bdi\s?banding(?:kan)?(?:\s+d\w*)?\b|100\s*%",
    re.IGNORECASE,
)
_INDEX = re.compile(r"indeks|rata|/\s*[2-9]\b|\+", re.IGNORECASE)
_LABELS = {
    "definisi": "definisi",
    "formula_teks": "rumus",
    "sumber_data": "sumber data",
    "penanggung_jawab": "penanggung jawab",
}
_SHARE = re.compile(r"(?:%|\bp[eor]+s[eor]*[ns]\w*\b)", re.IGNORECASE)
_SUBSET = re.compile(
    r"\b(?:di\s?monev|dimonitor\w*|dipantau|termonitor|disurvei|disurvey|sampel|sample|disampling|didampingi|dibina|binaan|"
    r"yang\s+dinilai|terdata|terdaftar\s+di\s+dinas|yang\s+dievaluasi)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")


def formula_traps(draft: DraftIndikator, printed: bool) -> Iterator[Trap]:
    """The traps of one draft's formula. `printed`: the document prints formulas at all, so that a missing one is a gap."""
    found = draft.texts.get("formula_teks")
    formula = one_line(untagged(found.text)) if found else ""
    if _is_outside(draft, formula):
        yield at_draft("TLK-D047", draft, draft.texts.get("nama"), _evidence(draft))
    elif not is_formula(formula) and (printed and ("definisi" in draft.texts or formula)):
        words = formula or draft.texts["definisi"].text
        yield at_draft("TLK-D046", draft, found or draft.texts.get("definisi"), f"yang tercetak hanya “{_short(words)}”")
    yield from _zero_traps(draft, formula)
    if found and is_formula(formula):
        yield from _meaning_traps(draft, found, formula)
        yield from _damage_traps(draft, found, formula)
    if "nama" not in draft.texts or draft.texts["nama"].inferred.startswith("usulan"):
        proposal = f"usulan: “{draft.nama}”" if draft.nama else "tidak ada kata yang dapat diusulkan"
        yield at_draft("TLK-D045", draft, draft.texts.get("nama"), f"{proposal}; baris ini hanya memuat {_filled(draft)}")


def repeated_name_traps(drafts: Sequence[DraftIndikator]) -> Iterator[Trap]:
    """Neighbouring measures of one name and table with different formulas: one indicator was printed with several."""
    for _, group in groupby(drafts, key=lambda d: (squash(d.nama), _table(d))):
        held = [d for d in group if d.nama and "formula_teks" in d.texts]
        texts = list(dict.fromkeys(one_line(d.texts["formula_teks"].text) for d in held))
        if len(texts) > 1:
            said = "; ".join(f"“{_short(text)}”" for text in texts)
            yield at_draft("TLK-D049", held[0], held[0].texts["formula_teks"], f"tercetak {len(texts)} rumus: {said}")


def denominator(formula: str) -> str:
    """The words below the fraction bar of a printed formula, '' where there is none."""
    bare = re.sub(r"[x×*]\s*100\s*%?\s*$", "", formula.strip(), flags=re.IGNORECASE)
    parts = _BAR.split(bare)
    if len(parts) < 2:
        return ""
    below = parts[-1].strip(" .")
    while below and p.unbalanced(below) and below[-1] in ")]}":
        below = below[:-1].rstrip()
    return below[1:-1].strip() if below.startswith("(") and below.endswith(")") and not p.unbalanced(below[1:-1]) else below


def _table(draft: DraftIndikator) -> int:
    return draft.texts["nama"].place.table if "nama" in draft.texts else 0


def _is_outside(draft: DraftIndikator, formula: str) -> bool:
    """Whether another body hands out the value: a name known for that, or a score whose source is an assessor."""
    source = " ".join(draft.texts[key].text for key in ("sumber_data", "keterangan") if key in draft.texts)
    if _SHARE.search(draft.nama) or _TIMES_100.search(formula) or "/" in formula:
        return False
    return bool(_SCORE.match(draft.nama) and (_OUTSIDE.search(draft.nama) or _ASSESSOR.search(source)))


def _evidence(draft: DraftIndikator) -> str:
    source = draft.texts.get("sumber_data") or draft.texts.get("keterangan")
    return f"sumber tercetak: “{_short(source.text)}”" if source else "sumber penilaiannya tidak tercetak"


def _zero_traps(draft: DraftIndikator, formula: str) -> Iterator[Trap]:
    words = f"{draft.nama} {formula}"
    if _SHARE.search(draft.nama) and _FOLLOW_UP.search(draft.nama) and (event := _EVENT.search(words)):
        full = [f.text for held in draft.series.values() for f in held.values() if f.text.strip(" %") in ("100", "100,00")]
        why = f"penyebutnya menghitung {event[0].casefold()}, yang dapat nol dalam setahun"
        yield at_draft("TLK-D048", draft, draft.texts.get("nama"), why + ("; angka tercetak sudah 100" if full else ""))


def _meaning_traps(draft: DraftIndikator, found: Found, formula: str) -> Iterator[Trap]:
    said = f"{formula} {draft.texts['definisi'].text if 'definisi' in draft.texts else ''}"
    lost = [word for word in MUTU if p.find_phrase(draft.nama, word) and not p.find_phrase(said, word)]
    if lost and len(formula.split()) >= _FEW_WORDS and not _SCORE.match(draft.nama):
        yield at_draft("TLK-D040", draft, found, f"kata “{lost[0]}” pada nama tidak ada dalam rumus “{_short(formula)}”")
    growth = p.first_phrase(draft.nama, _GROWTH)
    if growth and _DIVIDES.search(formula) and _PERCENT.search(formula) and not _COMPARES.search(formula):
        yield at_draft("TLK-D050", draft, found, f"kata “{growth}” pada nama; rumus “{_short(formula)}”")
    below = denominator(formula)
    if (part := _SUBSET.search(below)) and not _TWO_YEARS.search(formula):
        why = f"penyebut “{_short(below)}” hanya yang {re.sub(r'^yang ', '', part[0].casefold())}"
        yield at_draft("TLK-D056", draft, found, why, "catatan")
    yield from _unit_traps(draft, found, formula)


def _unit_traps(draft: DraftIndikator, found: Found, formula: str) -> Iterator[Trap]:
    unit = draft.texts["satuan"].text if "satuan" in draft.texts else ""
    share = bool(_SHARE.search(draft.nama) or _SHARE.search(unit))
    if share and _LOOKS_COUNT.search(formula) and not _RELATES.search(formula) and not _COMPARES.search(formula):
        why = f"dinyatakan persentase, rumusnya menghitung banyaknya: “{_short(formula)}”"
        yield at_draft("TLK-D051", draft, found, why)
    elif not share and _TIMES_100.search(formula) and re.match(r"\W*(?:jumlah|banyaknya)\b", draft.nama, re.IGNORECASE):
        yield at_draft("TLK-D051", draft, found, f"dinyatakan jumlah, rumusnya persentase: “{_short(formula)}”")


def _damage_traps(draft: DraftIndikator, found: Found, formula: str) -> Iterator[Trap]:
    faults = []
    if bracket := _bracket(formula):
        faults.append(f"tanda kurung “{bracket}” tidak berpasangan")
    if stray := _STRAY.search(formula):
        faults.append(f"angka “{stray[1]}” sesudah kurung tutup tidak jelas artinya")
    weight: Weight = "perlu keputusan" if faults else "catatan"
    unit = draft.texts["satuan"].text if "satuan" in draft.texts else ""
    share = bool(_SHARE.search(draft.nama) or unit.strip() == "%")
    if share and re.search(r"\s/\s|[/÷]|\bdi\s?bagi\b", formula) and not _PERCENT.search(formula):
        faults.append("“× 100%” tidak tercetak")
    if faults:
        yield at_draft("TLK-D041", draft, found, f"{'; '.join(faults)}: “{_short(formula)}”", weight)
    yield from _rival_traps(draft, found, formula)


def _bracket(formula: str) -> str | None:
    """A bracket without its partner; the marks of a list (`a)`, `1)`) are none."""
    return p.unbalanced(formula) and p.unbalanced(re.sub(r"(?<!\w)(?:[a-zA-Z]|\d{1,2})\)", "", formula))


def _rival_traps(draft: DraftIndikator, found: Found, formula: str) -> Iterator[Trap]:
    why = []
    if repeated := p.repeated_term(formula):
        why.append(f"“{_short(repeated)}” disebut dua kali dalam satu jumlah")
    if rivals := p.rival_denominators(formula):
        why.append(f"penyebut tercetak dua kali: “{_short(rivals[0])}” dan “{_short(rivals[1])}”")
        definisi = draft.texts["definisi"].text if "definisi" in draft.texts else ""
        why += [f"yang ke-{n} tidak cocok dengan definisi ({', '.join(lost)} tidak disebut)"
                for n, rival in enumerate(rivals, start=1) if (lost := _missing(definisi, rival))]  # fmt: skip
    if why:
        yield at_draft("TLK-D043", draft, found, "; ".join(why))
    elif (count := p.formulas_in(formula)) > 1 and not _INDEX.search(f"{draft.nama} {formula}"):
        yield at_draft("TLK-D049", draft, found, f"{count} pecahan × 100% dalam satu sel: “{_short(formula)}”")


def _missing(definisi: str, rival: str) -> list[str]:
    """Abbreviations of the definition that a rival denominator does not name."""
    return [word for word in dict.fromkeys(_ACRONYM.findall(definisi)) if word.casefold() not in rival.casefold()]


def _filled(draft: DraftIndikator) -> str:
    return ", ".join(label for key, label in _LABELS.items() if key in draft.texts) or "nilai"


def _short(text: str, most: int = 140) -> str:
    line = one_line(untagged(text))
    return line if len(line) <= most else f"{line[:most].rstrip()} …"
