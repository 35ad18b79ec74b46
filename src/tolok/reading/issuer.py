"""Who issued a document: its office and its pemda, from letterhead, labels, titles, then signatures, then mere mentions.

A line counts as the name of an office only when it is one from its first word to its last; a sentence that mentions an
office is no title. What rests on a signature or a mention is doubted.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tolok.reading.draft import Found, Place
from tolok.reading.paper import Line
from tolok.reading.words import is_measure, one_line, squash

_KIND = (
    r"(?:dinas|badan|kecamatan|kelurahan|sekretariat\s+(?:daerah|dprd|dewan)|inspektorat|satuan\s+polisi\s+pamong\s+praja|"
    r"satpol\.?\s?pp|rumah\s+sakit|rsud|rsj|biro|kantor|puskesmas|bagian|bpkad|bapp?e(?:da|litbang\w*|nda|rida)|bkpsdm\w*|bkd|"
    r"bkpp|bpbd|bkad|bps|dpmptsp|kesbangpol|dis(?:kop|nak|dik|kes|hub|kominfo|por|par|perin|dag|tan|duk|bud|sos)\w*)"
)
_WORD = r"(?:[A-Z][\w'’.-]*[\w)]|\([A-Z][\w. -]*\)|dan|serta|&|,|/|-|–)"
_NAME = re.compile(rf"(?i:\b(?P<kind>{_KIND}))\b(?P<rest>(?:\s*,?\s*{_WORD},?)*)")
_STOP = re.compile(
    r"[\s,]+\(?(?:tahun|nomor|no|yang|adalah|merupakan|dengan|dalam|untuk|pada|sebagai|periode|tentang|alamat|jl|jalan|telp|"
    r"telepon|anggaran|triwulan|semester|bulan|di|ke|dari|oleh|telah|akan|selaku|nip|mengacu|rpjmd|renstra|tujuan|sasaran|"
    r"indikator|bab|halaman|sebesar|agar|bahwa|kode|atas|perubahan|revisi)\b.*$|(?:[\s,/&–-]|\b(?:dan|serta)$)+$",
    re.IGNORECASE | re.DOTALL,
)
_NO_NAME = re.compile(r"^(?:dan|se|ini|serta|tersebut|atau|yang|/|,|-)", re.IGNORECASE)
_REGION = re.compile(
    r"(?<!wali )(?<!wali)(?<!/)\b(?P<kind>(?i:provinsi|propinsi|kabupaten|kota|kab\.))\s+"
    r"(?P<name>(?:(?i:adm\.?|administrasi|daerah istimewa)\s+)?[A-Z][\w'’]+(?:\s+[A-Z][\w'’]+){0,3})"
)
_AFTER_PLACE = (
    "nomor no tahun dan yang untuk dalam dengan adalah serta alamat jl jalan telp telepon di ke pada periode provinsi "
    "kabupaten kota tentang merupakan sebagai bagian sekretariat dinas badan kecamatan kelurahan rp sesuai tersebut ini "
    "triwulan semester bulan januari februari maret april mei juni juli agustus september oktober november desember "
    "selaku telah akan anggaran inspektorat satuan target realisasi keterangan daerah nip misi visi"
)
_NOT_PLACE = frozenset(_AFTER_PLACE.split())
_RULER = re.compile(
    r"\b(?P<kind>(?i:wali\s?kota|bupati|gubernur))\s+(?P<name>[A-Z][\w'’]+(?:\s+[A-Z][\w'’]+){0,3})\s*,?\s*$"
)
_RULED = {"walikota": "Kota", "bupati": "Kabupaten", "gubernur": "Provinsi"}
_LEADER = re.compile(r"(?i:\b(?:plt\.?\s+)?(?:kepala|direktur|camat|lurah|inspektur|sekretaris)\b)\s*")
_PAPER = re.compile(
    r"(?i:\b(?:renstra|rencana strategis|rencana kerja|renja|lkjip|lkip|lakip|laporan kinerja|perjanjian kinerja|"
    r"penetapan kinerja|indikator kinerja(?: utama)?(?: \(iku\))?|iku|rencana aksi|pohon kinerja|matriks?|evaluasi)\b)"
    r"(?:(?i: perangkat daerah| opd| skpd| instansi pemerintah|\s*\(\w+\)|\s*[-–:]))*\s+"
)
_HOLDER = re.compile(r"^(?:jabatan|nama)\s*:|\bselaku\b|alamat|\btelp|\bjl\.|\bjalan\b|e-?mail|http", re.IGNORECASE)
_LABEL = re.compile(r"^(?:nama|unit|opd|skpd|instansi|perangkat daerah)\s*:?\s+", re.IGNORECASE)
_UNFINISHED = re.compile(r"dinas|badan|kecamatan|kelurahan|rumah\s+sakit|biro|kantor|puskesmas|bagian", re.IGNORECASE)
"""Kinds of office that are no office without a name."""
_ANY = re.compile(r"(?:kantor|bagian|biro|puskesmas|kelurahan)\b", re.IGNORECASE)
_PEMERINTAH = re.compile(r"^\W*pemerintah\b", re.IGNORECASE)
_FIRST = 40
_LONGEST, _MOST_WORDS = 130, 16
_ALIKE, _OFTEN = 5, 2
SIGNED = "diambil dari jabatan yang tercetak, bukan dari judul"
MENTIONED = "disebut di dalam kalimat, bukan pada judul"


@dataclass(frozen=True)
class _Named:
    """A name with its line; `whole`: the line is that name and nothing else."""

    text: str
    line: Line
    whole: bool = False


def issuer_of(lines: Sequence[Line], spoken: Sequence[Line], labelled: Found | None) -> dict[str, Found]:
    """`instansi` and `pemda` of a document, each as far as it says them. `lines`: also those of small tables of labels;
    `spoken`: those outside tables; `labelled`: what stands behind a label as office."""
    found: dict[str, Found] = {}
    office = _office(lines, spoken, labelled)
    if office:
        found["instansi"] = office
    pemda = _pemda(lines, spoken, office)
    if pemda:
        found["pemda"] = pemda
    return found


def _office(lines: Sequence[Line], spoken: Sequence[Line], labelled: Found | None) -> Found | None:
    """Letterhead first, then the label, a line of its own, a title; then signatures and mentions, in doubt."""
    first = lines[:_FIRST]
    alone = [named for at in range(len(first)) if (named := _whole_office(first, at))]
    under = next((one for one in alone if _PEMERINTAH.match(one.text) or _after_government(first, one.line)), None)
    if under:
        return _told(under)
    if labelled and (len(labelled.text.split()) > 1 or not alone):
        return labelled
    if alone:
        return _told(alone[0])
    if title := next(_of_titles(first), None):
        return _told(title, inferred="dari judul dokumen")
    if signed := next(_of_leaders(lines), None):
        return _told(signed, doubt=SIGNED)
    return _mentioned(spoken)


def _whole_office(lines: Sequence[Line], at: int) -> _Named | None:
    """A line that is the name of an office, with the next lines where it is not finished (`DINAS KOPERASI,`)."""
    text = one_line(lines[at].text).strip(" .:")
    text = _LABEL.sub("", text)
    body = _REGION.sub("", text[len("pemerintah") :], count=1).strip(" -–") if _PEMERINTAH.match(text) else text
    for line in lines[at + 1 : at + 3]:
        if not re.search(r"(?:,|\bdan|&)$", text, re.IGNORECASE):
            break
        text, body = f"{text} {one_line(line.text)}", f"{body} {one_line(line.text)}"
    match = _NAME.match(body)
    if not match or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or _HOLDER.search(text):
        return None
    name = _trimmed(match)
    rest = body[len(name) :].strip(" ,.")
    if not name or (rest and not re.fullmatch(r"(?:tahun|periode|ta\.?)(?:\s+anggaran)?\s[\d\s/–-]+", rest, re.IGNORECASE)):
        return None
    return _Named(name, lines[at], whole=True)


def _trimmed(match: re.Match[str]) -> str:
    """The name of an office without what follows it in the sentence; '' where no name follows the kind."""
    name = one_line(match.group())
    head, rest = name[: match.end("kind") - match.start()], name[match.end("kind") - match.start() :]
    for _ in range(3):
        rest = _STOP.sub("", rest)
    if not rest.strip() and _UNFINISHED.fullmatch(head):
        return ""
    return "" if rest and _NO_NAME.match(rest.strip()) else (head + rest).strip(" ,")


def _after_government(lines: Sequence[Line], line: Line) -> bool:
    at = next(i for i, one in enumerate(lines) if one is line)
    return any(_PEMERINTAH.match(one_line(one.text)) and len(one.text) < 60 for one in lines[max(at - 2, 0) : at])


def _of_titles(lines: Sequence[Line]) -> Iterator[_Named]:
    """Offices that a title names right behind its kind of document (`Renstra Kecamatan X Tahun …`)."""
    for line in lines:
        text = one_line(line.text)
        for paper in _PAPER.finditer(text):
            match = _NAME.match(text, paper.end())
            if match and (name := _trimmed(match)):
                yield _Named(name, line)


def _of_leaders(lines: Sequence[Line]) -> Iterator[_Named]:
    """Offices by who leads them: `Kepala Dinas X`, `Direktur Rumah Sakit X`, `Camat X`; short lines only."""
    for line in lines:
        text = one_line(line.text)
        if len(text) > _LONGEST:
            continue
        for leader in _LEADER.finditer(text):
            match = _NAME.match(text, leader.end())
            if match and (name := _trimmed(match)):
                yield _Named(name, line)
            camat = re.match(r"(?i:camat|lurah)\s+(?P<name>[A-Z]\w+(?: [A-Z]\w+)?)\s*,?$", text[leader.start() :])
            if camat:
                kind = "Kecamatan" if leader.group().casefold().startswith("camat") else "Kelurahan"
                yield _Named(f"{kind} {camat['name']}", line)


def _mentioned(lines: Sequence[Line]) -> Found | None:
    """The office that the sentences name most often, twice at least or with its region; in doubt."""
    named: dict[str, _Named] = {}
    counts: Counter[str] = Counter()
    for line in lines:
        for match in _NAME.finditer(one_line(line.text)):
            name = _trimmed(match)
            key = squash(_REGION.sub("", name))
            if len(key) < _ALIKE or _ANY.match(name) or re.match(r"sumber", line.text, re.IGNORECASE):
                continue
            counts[key] += 1 + bool(_region(name))
            named.setdefault(key, _Named(name, line))
    best = max(counts, key=lambda key: counts[key], default="")
    return _told(named[best], doubt=MENTIONED) if counts[best] >= _OFTEN else None


def _pemda(lines: Sequence[Line], spoken: Sequence[Line], office: Found | None) -> Found | None:
    """PEMERINTAH KOTA X, then the office's own name, a line of its own, who signs; then mentions, in doubt."""
    first = lines[:_FIRST]
    for line in lines:
        match = re.search(r"\bpemerintah\s+(?:daerah\s+)?", one_line(line.text), re.IGNORECASE)
        if (
            match
            and (line in first or len(line.text) < 60)
            and (name := _region(one_line(line.text)[match.end() :], start=True))
        ):
            return _told(_Named(name, line))
    if office and (name := _region(office.text)):
        return Found(name, office.place, office.printed, office.doubt)
    for line in first:
        name = _region(one_line(line.text).strip(" .,:"), start=True)
        if name and squash(name) == squash(line.text):
            return _told(_Named(name, line))
    for line in lines:
        match = _RULER.search(one_line(line.text))
        if match and len(line.text) < _LONGEST and (place := _place_name(match["name"])):
            name = f"{_RULED[squash(match['kind'])]} {place}"
            return _told(_Named(name, line), inferred="dari jabatan kepala daerah yang tercetak")
    return _region_mentioned(spoken)


def _region_mentioned(lines: Sequence[Line]) -> Found | None:
    """The region that the sentences name most often; in doubt."""
    counts: Counter[str] = Counter()
    named: dict[str, _Named] = {}
    for line in lines:
        for match in _REGION.finditer(one_line(line.text)):
            if name := _region(match.group()):
                counts[squash(name)] += 1
                named.setdefault(squash(name), _Named(name, line))
    best = max(counts, key=lambda key: counts[key], default="")
    return _told(named[best], doubt=MENTIONED) if best else None


def _region(text: str, start: bool = False) -> str:
    """The region that a text names: its kind and its name without what follows it; '' for none."""
    match = _REGION.match(text) if start else _REGION.search(text)
    if not match or not (place := _place_name(match["name"])):
        return ""
    return f"{match['kind']} {place}"


def _place_name(words: str) -> str:
    kept: list[str] = []
    for word in words.split():
        if (word.casefold() in _NOT_PLACE or is_measure(word)) and not (word.casefold() == "daerah" and not kept):
            break
        kept.append(word)
    return " ".join(kept)


def _told(one: _Named, doubt: str = "", inferred: str = "") -> Found:
    return Found(one.text, Place(one.line.page, box=one.line.box), one.line.text, doubt or one.line.doubt, inferred)
