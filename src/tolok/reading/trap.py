"""One trap in a document: a contradiction, a gap or damage that a person must settle. What each code says stands here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tolok.reading.draft import DraftIndikator, Found, Place
from tolok.values.issue import Issue, Weight

TERBANYAK = 4
"""More traps of one code in one document than this are told as one issue with all their places."""
_SHOWN = 3

PESAN: dict[str, tuple[str, str]] = {
    "TLK-D040": ("nama menyebut mutu yang tidak dihitung rumusnya",
                 "putuskan populasi yang dimaksud, lalu ubah nama atau rumusnya"),
    "TLK-D041": ("rumus tercetak rusak atau tidak lengkap",
                 "susun kembali rumusnya dari dokumen asli; sebelum itu rumus ini tidak dipakai"),
    "TLK-D042": ("target melonjak tidak wajar dari angka sebelumnya",
                 "pastikan angka, satuan, dan penyebut kedua tahun sama, lalu catat alasannya"),
    "TLK-D043": ("rumus tercetak ganda dan saling bertentangan",
                 "pilih rumus yang benar, lalu catat siapa yang memutuskan dan alasannya"),
    "TLK-D044": ("target lebih buruk dari angka sebelumnya, berlawanan dengan arah indikator",
                 "pastikan target itu disengaja, atau betulkan angkanya; catat alasannya"),
    "TLK-D045": ("sel nama indikator kosong; nama yang ditampilkan hanya usulan, bukan dari dokumen",
                 "tanyakan nama resminya kepada penyusun dokumen; terima usulan ini hanya bila benar"),
    "TLK-D046": ("rumusnya tidak tercetak, hanya keterangan",
                 "putuskan rumusnya, siapa yang memutuskan, dan alasannya; sebelum itu angkanya tidak dihitung"),
    "TLK-D047": ("nilai ini diberikan penilai dari luar, tidak dihitung dari data kantor",
                 "tandai sebagai nilai eksternal dan lampirkan bukti penilaiannya (misalnya LHE)"),
    "TLK-D048": ("belum ada aturan bila penyebutnya nol",
                 "putuskan yang ditulis pada tahun tanpa kejadian: tidak berlaku, bukan 0 dan bukan 100"),
    "TLK-D049": ("satu indikator memuat lebih dari satu rumus",
                 "pecah menjadi beberapa ukuran dengan induk yang sama; jangan dirata-rata"),
    "TLK-D050": ("nama menyebut pertumbuhan, rumusnya membagi dua besaran tanpa membandingkan tahun",
                 "putuskan: hitung pertumbuhannya, atau ubah namanya"),
    "TLK-D051": ("satuan tidak cocok dengan rumusnya",
                 "putuskan: persentase dengan penyebut, atau jumlah dengan satuan hitung"),
    "TLK-D052": ("dokumen memuat dua versi indikator untuk sasaran yang sama",
                 "tentukan versi yang berlaku; versi lain tetap disimpan sebagai catatan"),
    "TLK-D053": ("angka tidak dapat dipasangkan dengan tahun",
                 "tanyakan tahunnya; angka tanpa tahun tidak dipakai"),
    "TLK-D054": ("ejaan tidak baku atau huruf salah baca",
                 "bandingkan dengan dokumen asli; kata-kata dokumen tidak diubah"),
    "TLK-D055": ("judul kolom tahun tidak mengatakan target atau realisasi",
                 "putuskan artinya untuk seluruh kolom dan catat dasarnya"),
    "TLK-D056": ("penyebutnya hanya bagian dari populasi",
                 "sebutkan populasi penyebut pada nama atau definisi, agar angkanya tidak dibaca untuk semua"),
    "TLK-D057": ("kata terpotong", "baca dokumen asli dan lengkapi katanya"),
    "TLK-D058": ("dokumen memuat data pribadi pejabat; tidak disalin ke hasil bacaan",
                 "tutup data pribadi bila dokumen ini dibagikan kepada orang lain"),
    "TLK-D059": ("pemisah ribuan dan desimal tidak jelas",
                 "pastikan angkanya di dokumen asli; tulis desimal dengan koma"),
    "TLK-D060": ("isi sel nilai tidak terbaca sebagai angka",
                 "baca dokumen asli; sebelum itu angkanya dianggap tidak diketahui"),
}  # fmt: skip
"""Per code: what is the matter, and what to do."""


@dataclass(frozen=True)
class Trap:
    """One trap before it is told. `nama`: the measure's name ('' where the whole document is meant); `mengapa`: what is
    printed that raises it."""

    kode: str
    place: Place
    nama: str
    mengapa: str
    bobot: Weight = "perlu keputusan"


def at_draft(kode: str, draft: DraftIndikator, found: Found | None, mengapa: str, bobot: Weight = "perlu keputusan") -> Trap:
    """A trap of one draft, placed at one of its values, else at its name."""
    one = found or next(iter(draft.texts.values()), Found(""))
    return Trap(kode, one.place, draft.nama, mengapa, bobot)


def told(name: str, traps: Sequence[Trap]) -> Iterator[Issue]:
    """The issues of a document in the order of its traps; many of one code become one that names all their places."""
    by_kode: dict[str, list[Trap]] = {}
    for trap in dict.fromkeys(traps):
        by_kode.setdefault(trap.kode, []).append(trap)
    for kode in sorted(by_kode):
        group = by_kode[kode]
        if len(group) > TERBANYAK:
            yield _together(name, kode, group)
        else:
            yield from (_alone(name, trap) for trap in group)


def _alone(name: str, trap: Trap) -> Issue:
    apa, saran = PESAN[trap.kode]
    said = f"“{trap.nama}”: {apa}" if trap.nama else apa
    return Issue(trap.kode, trap.bobot, _where(name, trap.place), said, trap.mengapa, saran)


def _together(name: str, kode: str, group: Sequence[Trap]) -> Issue:
    apa, saran = PESAN[kode]
    bobot: Weight = "perlu keputusan" if any(t.bobot == "perlu keputusan" for t in group) else "catatan"
    pages = list(dict.fromkeys(_spot(trap.place) for trap in group))
    shown = "; ".join(f"“{trap.nama}”: {trap.mengapa}" if trap.nama else trap.mengapa for trap in group[:_SHOWN])
    rest = len(group) - _SHOWN
    where, often = f"{name}, {'; '.join(pages)}", f"{apa} ({len(group)} kali)"
    return Issue(kode, bobot, where, often, f"{shown}; dan {rest} lagi", saran)


def _where(name: str, place: Place) -> str:
    return f"{name}, {_spot(place)}"


def _spot(place: Place) -> str:
    """A place in an official's words."""
    parts = [f"halaman {place.page}"] if place.page else []
    if place.table:
        parts += [f"tabel {place.table}", f"baris {place.row}"] if place.row else [f"tabel {place.table}"]
    return ", ".join(parts or ["di luar tabel"])
