"""Traps of the whole document: two versions side by side, words cut off or misread, spelling, numbers of persons."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from tolok.catalogue import printed as p
from tolok.reading.draft import DraftIndikator, Found, Place, Teks
from tolok.reading.merge import same_name
from tolok.reading.paper import Grid, Paper
from tolok.reading.persons import has_number_of_person
from tolok.reading.trap import Trap, at_draft

_WORD = re.compile(r"[^\W\d_]+")
_ABBREVIATED = frozenset((
    "kab", "kec", "kel", "bid", "lap", "sub", "prov", "ket", "kep", "sek", "org", "dok", "jml", "adm", "dan", "atau", "yang",
    "per", "mis", "dll", "dsb", "dst", "thn", "tgl",
))  # fmt: skip
_INFLECTED = re.compile(r"(?:nya|an|kan|annya|kannya|i|inya|a|as|is|isasi|alisasi|asi|al|if|er|wan|lah|s|kah|pun|ku)")
_COMMON = frozenset((
    "pelayanan", "pertumbuhan", "peningkatan", "pengelolaan", "pemerintah", "pemerintahan", "masyarakat", "pembangunan",
    "penyelenggaraan", "kesehatan", "pendidikan", "kualitas", "kinerja", "koperasi", "indikator", "sasaran", "perekonomian",
    "pemberdayaan", "pengawasan", "pembinaan", "inspektorat", "sekretariat", "penjelasan", "perhitungan", "keterangan",
    "meningkatnya", "meningkatkan", "akuntabilitas", "produktivitas", "perencanaan", "pemeriksaan", "strategis",
))  # fmt: skip
"""Words of nearly every such document: a word that is one of these but for a letter was misread."""
_REAL = frozenset((
    "operasi", "perumahan", "perubahan", "penilaian", "perikanan", "perikatan", "penanaman", "penamaan", "perijinan",
    "pelatihan", "pemilihan",
))  # fmt: skip
"""Real words that lie one letter from another real word."""
_ALIKE = frozenset(map(frozenset, (
    "mn", "nu", "pr", "pf", "il", "ec", "eo", "co", "bh", "gq", "uv", "vy", "ft", "lt", "it", "ij", "sz",
)))  # fmt: skip
"""Letters that a reader of pictures takes for each other; other exchanges make real words (pelayaran, pelayanan)."""
_NOT_STANDARD = re.compile(
    r"\b(?:prosentas[ei]|presentase|porsentase|persentasi|prosestase|ijin|perijinan|kwalitas|kwantitas|analisa|standarisasi|managemen|"
    r"aktifitas|efektifitas|produktifitas|kreatifitas|sistim|metoda|obyek|resiko|jaman|di\s(?:nilai|hitung|bina|tindaklanjuti|layani))\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\bNIP\b|\b(?:Drs|Dra|Ir|Hj?|dr|Dr|Prof)\.|\b(?:S\.\s?[A-Z]|M\.\s?[A-Z]|SE|SH|ST|MM|MSi)\b")
_SPELLED = 6
_SHOWN = 6
_CHECKED: tuple[Teks, ...] = (
    "nama", "tujuan", "sasaran", "formula_teks", "definisi", "sumber_data", "penanggung_jawab", "indikator_kota",
)  # fmt: skip


def version_traps(paper: Paper, drafts: Sequence[DraftIndikator]) -> Iterator[Trap]:
    """Lists of one document that repeat a measure but name different ones for the same tujuan or sasaran."""
    lists: dict[int, list[DraftIndikator]] = {}
    for draft in drafts:
        if "nama" in draft.texts:
            lists.setdefault(draft.texts["nama"].place.table, []).append(draft)
    called = next((line.text.strip() for line in paper.lines if re.search(r"\bversi\b", line.text, re.IGNORECASE)), "")
    for one, other in combinations(lists.values(), 2):
        if any(same_name(a.nama, b.nama) for a in one for b in other):
            yield from _unlike(one, other, called[:60])


def _unlike(one: Sequence[DraftIndikator], other: Sequence[DraftIndikator], called: str) -> Iterator[Trap]:
    level: Teks
    for level in ("tujuan", "sasaran"):
        for aim in dict.fromkeys(d.texts[level].text for d in one if level in d.texts):
            left = [d for d in one if level in d.texts and d.texts[level].text == aim]
            right = [d for d in other if level in d.texts and p.same_sasaran(aim, d.texts[level].text)]
            mine = [a.nama for a in left if not any(same_name(a.nama, b.nama) for b in right)]
            theirs = [b.nama for b in right if not any(same_name(a.nama, b.nama) for a in left)]
            if mine and theirs:
                label = f"; judul tercetak “{called}”" if called else ""
                why = f"{level} “{aim}”: {_listed(mine)} berhadapan dengan {_listed(theirs)}{label}"
                yield at_draft("TLK-D052", right[0], right[0].texts.get("nama"), why)


def paper_traps(paper: Paper, drafts: Sequence[DraftIndikator]) -> Iterator[Trap]:
    """Words cut off, spelling and misread letters (where the document gave drafts), numbers of persons (always)."""
    texts = list(_printed(paper))
    if drafts:
        words = Counter(word.casefold() for text, _ in texts for word in _WORD.findall(text))
        yield from _cut_words(drafts, texts)
        yield from _spelling(texts, words)
    persons = [place for text, place in texts if has_number_of_person(text)]
    if persons:
        yield Trap("TLK-D058", persons[0], "", f"nomor pegawai tercetak di {len(persons)} tempat", "catatan")


def _printed(paper: Paper) -> Iterator[tuple[str, Place]]:
    """Every cell and line with its place, tables numbered as in the document."""
    number = 0
    for block in paper.blocks:
        if isinstance(block, Grid):
            number += 1
            yield from ((c.text, Place(c.page, number, c.row + 1, c.column + 1, c.box)) for c in block.cells)
        else:
            yield block.text, Place(block.page, box=block.box)


def _cut_words(drafts: Sequence[DraftIndikator], texts: Sequence[tuple[str, Place]]) -> Iterator[Trap]:
    """Last words that begin a longer word of the document, and words that lost their first letter; each once."""
    whole = {w.casefold() for text, _ in texts for w in _WORD.findall(text)[:-1] if len(w) > 3} | _COMMON
    every = whole | {text.casefold().strip() for text, _ in texts}
    lasts = Counter(w[-1].casefold() for text, _ in texts if (w := _WORD.findall(text)))
    known = whole | {w for w, n in lasts.items() if n > 1 or w in every}
    seen: set[str] = set()
    for draft in drafts:
        for key in _CHECKED:
            found = draft.texts.get(key)
            if not found or found.inferred:
                continue
            for word, longer in _cuts(found, known, lasts):
                if word not in seen:
                    seen.add(word)
                    yield at_draft("TLK-D057", draft, found, f"“{word}”, mungkin “{longer}”")


def _cuts(found: Found, known: set[str], lasts: Counter[str]) -> Iterator[tuple[str, str]]:
    match = re.search(r"([^\W\d_]{3,})$", found.text.strip())
    if match and match[1].casefold() not in _ABBREVIATED and (len(match[1]) > 3 or match[1].islower()):
        last = match[1].casefold()
        longer = sorted((w for w in [*known, *lasts] if w.startswith(last) and w != last), key=lambda w: (len(w), w))
        fits = [w for w in longer if not _INFLECTED.fullmatch(w[len(last) :])]
        if last not in known and fits and len(fits) == len(longer):
            yield match[1], fits[0]
    for word in _WORD.findall(found.text):
        low = word.casefold()
        if len(low) > _SPELLED and low not in known and low not in _REAL:
            lost = next((w for w in sorted(_COMMON) if w[1:] == low), "")
            if lost:
                yield word, lost


def _spelling(texts: Sequence[tuple[str, Place]], words: Counter[str]) -> Iterator[Trap]:
    """One note for the document: spellings that are not standard, and words one letter from a frequent one."""
    odd: dict[str, Place] = {}
    often = {w for w, n in words.items() if n > 2 and len(w) >= _SPELLED - 1} | _COMMON
    rare = {w for w, n in words.items() if n == 1 and len(w) >= _SPELLED and w not in often | _REAL}
    misread = {w: near for w in sorted(rare) if (near := _near(w, often))}
    for text, place in texts:
        for match in _NOT_STANDARD.finditer(text):
            odd.setdefault(f"“{' '.join(match[0].casefold().split())}”", place)
        if _PERSON.search(text):
            continue
        for word in _WORD.findall(text):
            good = misread.get(word.casefold(), "")
            if good and (word.islower() or word.isupper()):
                odd.setdefault(f"“{word}” (mungkin “{good}”)", place)
    if odd:
        more = f"; dan {len(odd) - _SHOWN} lagi" if len(odd) > _SHOWN else ""
        misreadings = sorted(odd, key=lambda one: "mungkin" not in one)
        yield Trap("TLK-D054", odd[misreadings[0]], "", ", ".join(misreadings[:_SHOWN]) + more, "catatan")


def _near(word: str, often: set[str]) -> str:
    """A frequent word that differs by one letter inside: neither the first letter nor the ending, which grammar changes."""
    for good in sorted(often):
        if good[0] == word[0] and abs(len(good) - len(word)) <= 1 and good[-2:] == word[-2:] and _one_edit(word, good):
            return good
    return ""


def _one_edit(a: str, b: str) -> bool:
    if len(a) == len(b):
        odd = [frozenset((x, y)) for x, y in zip(a, b, strict=True) if x != y]
        return len(odd) == 1 and odd[0] in _ALIKE
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names[:3]) + (" …" if len(names) > 3 else "")
