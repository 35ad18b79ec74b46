"""The page of one indicator in one region: its figure with its coverage, the regions below, those that did not deliver."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from tolok.catalogue.definition import Definisi
from tolok.formula.describe import describe
from tolok.formula.finish import Total
from tolok.formula.kernel import Aggregate
from tolok.measurement.hitung import HasilWilayah
from tolok.measurement.lembar import legend
from tolok.measurement.nasional import Penyampaian, level_of
from tolok.measurement.penyembunyian import ATURAN, any_small, hidden_rows
from tolok.services.wilayah import PapanWilayah, TerbitKantor
from tolok.values.number import format_angka
from tolok.values.period import Period
from tolok.values.region import TANPA_WILAYAH, Tingkat
from tolok.web.build.angka import PENYEDIA
from tolok.web.build.publik import address_of
from tolok.web.build.wilayah_kerangka import Berdiri, period_choice, region_frame, region_name, seal_of
from tolok.web.geometry import draw_perbandingan, percent
from tolok.web.read_models import Angka, BarisPerbandingan, Fakta, Kolom, Perbandingan, Sel, Tabel, Tautan
from tolok.web.read_models.wilayah import BarisWilayah, Cakupan, HalamanWilayah, TabelWilayah

DI_BAWAH: Mapping[Tingkat, str] = {
    "nasional": "provinsi", "provinsi": "kabupaten/kota", "kota": "kecamatan", "kecamatan": "kelurahan/desa",
}  # fmt: skip
DISEMBUNYIKAN, TERTUTUP, SEDIKIT = "tidak ditampilkan", "tertutup bagi Anda", "sedikit"
_ARAH = {"naik": "makin tinggi makin baik", "turun": "makin rendah makin baik", "stabil": "tepat target paling baik"}


def build_wilayah(stand: Berdiri, board: PapanWilayah) -> HalamanWilayah:
    """The figure of a region, the regions below it, and those that did not deliver."""
    definisi, hidden = board.definisi, board.wilayah in board.tersembunyi
    words = describe(board.checked.formula, board.checked.vocabulary)
    below = DI_BAWAH.get(level_of(board.wilayah), "")
    missing = _missing(board)
    return HalamanWilayah(
        kerangka=region_frame(stand, f"{definisi.nama}, {region_name(board.wilayah)}", board.kubus, board.kode),
        nama=definisi.nama,
        keterangan=" · ".join((board.kode, region_name(board.wilayah), board.period.label, _ARAH[definisi.arah])),
        periode_judul=f"{region_name(board.wilayah)}, {board.period.label}",
        angka=figure_words(board.angka, definisi, hidden),
        cakupan=coverage_bar(board.penyampaian, board.wilayah),
        fakta=() if hidden else _facts(board),
        cara=f"{words[0].upper()}{words[1:]}.",
        suku=None if hidden else _terms(board),
        anak=_children(stand, board, below) if below else None,
        belum_judul=f"{len(missing)} {below} belum menyampaikan" if missing else "",
        belum=tuple(Tautan(region_name(one)) for one in missing),
        catatan=_notes(board),
        periode=period_choice(stand, board.periode, "wilayah-indikator", kode=board.kode),
        indikator=tuple(
            (Tautan(one, stand.ke("wilayah-indikator", kode=one)), one == board.kode) for one in board.kodes
        ),
        sebanding_href=stand.ke("wilayah-sebanding", kode=board.kode),
        sidik=seal_of(board.kubus),
    )  # fmt: skip


def figure_words(figure: HasilWilayah, definisi: Definisi, hidden: bool) -> Angka:
    """The printed figure of a region, or why there is none."""
    if hidden:
        return Angka(
            alasan=DISEMBUNYIKAN.capitalize(), penyedia="Angkanya atas kurang dari lima, atau membuka yang demikian."
        )
    nilai = figure.hasil.nilai
    if nilai is None:
        reason = str(figure.hasil.alasan)
        return Angka(alasan=f"Belum ada angka: {reason}", penyedia=PENYEDIA.get(reason, ""))
    return Angka(format_angka(nilai, definisi.desimal), definisi.satuan_tampil)


def coverage_bar(one: Penyampaian, wilayah: str) -> Cakupan:
    """`4 dari 38 kabupaten/kota menyampaikan`, drawn in parts of the whole; below a province in plain words."""
    whole, have = one.semua or 1, len(one.lengkap)
    if level_of(wilayah) not in ("nasional", "provinsi"):
        said = "menyampaikan" if one.lengkap else "menyampaikan sebagian" if one.sebagian else "belum menyampaikan"
        return Cakupan(f"{region_name((one.lengkap + one.sebagian + one.belum)[0])} {said}")
    partly = f", {len(one.sebagian)} lagi sebagian" if one.sebagian else ""
    return Cakupan(
        f"{have} dari {one.semua} kabupaten/kota menyampaikan{partly}",
        percent(100 * have / whole) if have else "",
        percent(100 * have / whole),
        percent(100 * len(one.sebagian) / whole) if one.sebagian else "",
    )


def totals_of(figure: HasilWilayah) -> list[Total]:
    """Totals of the period itself, those of earlier years left out."""
    return [total for leaf, total in figure.leaves.items() if isinstance(total, Total) and not leaf.years_back]


def counted(figure: HasilWilayah) -> str:
    """Rows behind the figure, in so far as they may be said."""
    totals = totals_of(figure)
    if not totals:
        return "–"
    small = any_small(part for one in totals for part in (one.terhitung, one.tidak_memenuhi))
    return SEDIKIT if small else format_angka(max(one.terhitung for one in totals))


def _excluded(figures: Sequence[HasilWilayah]) -> dict[str, str]:
    """Region → rows that could not be judged; few are not counted out, nor what would give them away."""
    found = {one.wilayah: max(total.excluded for total in totals_of(one)) for one in figures if totals_of(one)}
    hidden = hidden_rows({code: [count] for code, count in found.items()})
    return {code: SEDIKIT if code in hidden else format_angka(count) for code, count in found.items()}


def _facts(board: PapanWilayah) -> tuple[Fakta, ...]:
    figure, facts = board.angka, []
    totals = totals_of(figure)
    if totals:
        excluded = max(one.excluded for one in totals)
        facts.append(Fakta("Baris dihitung", counted(figure)))
        facts.append(Fakta("Dikecualikan", SEDIKIT if any_small([excluded]) else format_angka(excluded)))
    both = figure.dua_tahun
    if both is not None and both.nilai is not None and both.nilai != figure.hasil.nilai:
        unit = board.definisi.satuan_tampil
        said = format_angka(both.nilai, board.definisi.desimal) + (unit if unit == "%" else "")
        facts.append(Fakta("Yang menyampaikan kedua tahun", said))
    for one in board.terbit.get(board.wilayah, ()):
        same = "ukuran sama" if one.hash_ukuran == board.hash_ukuran else "ukuran berbeda"
        facts.append(Fakta("Terbit di kantornya", f"{printed(one)}, {same}", public_address(one)))
    facts += [Fakta("Tanda", tanda, nada="waspada") for tanda in figure.tanda]
    return tuple(facts)


def _terms(board: PapanWilayah) -> Tabel | None:
    """Every term of the formula with its own total in the region."""
    words = {one["agregat"]: one["kata"] for one in legend(board.checked)}
    rows = []
    for leaf, total in board.angka.leaves.items():
        if not isinstance(total, Total) or not isinstance(leaf, Aggregate):
            continue
        bare = leaf.text.removesuffix(" tahun lalu")
        kata = words.get(leaf.text) or words.get(bare, bare)
        period = board.period.back(leaf.years_back)
        value = Fraction(total.jumlah, 10**leaf.scale) if leaf.kind != "banyak" else Fraction(total.terhitung)
        said = "" if any_small((total.terhitung, total.tidak_memenuhi)) else format_angka(value, 0)
        rows.append((
            Sel(f"{kata[0].upper()}{kata[1:]}"), Sel(period.label.removeprefix("tahun ")),
            Sel(said) if said else Sel(SEDIKIT, "kosong"),
            Sel(SEDIKIT, "kosong") if any_small([total.excluded]) else Sel(format_angka(total.excluded)),
        ))  # fmt: skip
    if not rows:
        return None
    columns = (
        Kolom("Suku", ponsel="utama"), Kolom("Periode"), Kolom("Jumlah", True, ponsel="angka"), Kolom("Dikecualikan", True),
    )  # fmt: skip
    return Tabel("Suku rumus dan jumlahnya", columns, tuple(rows))


def _delivered_codes(board: PapanWilayah) -> set[str]:
    """Children of which something was delivered, or of which rows are there all the same."""
    there = {one.wilayah for one in board.anak if any(total.rows for total in totals_of(one))}
    if level_of(board.wilayah) == "provinsi":
        return there | {*board.penyampaian.lengkap, *board.penyampaian.sebagian}
    if level_of(board.wilayah) == "nasional":
        return there | {code for code, one in board.penyampaian_anak.items() if one.lengkap or one.sebagian}
    return {one.wilayah for one in board.anak}


def _missing(board: PapanWilayah) -> tuple[str, ...]:
    shown = _delivered_codes(board)
    return tuple(one.wilayah for one in board.anak if one.wilayah not in shown)


def _children(stand: Berdiri, board: PapanWilayah, below: str) -> TabelWilayah:
    shown = _delivered_codes(board)
    figures = [one for one in board.anak if one.wilayah in shown]
    upper, cities = level_of(board.wilayah) == "nasional", level_of(board.wilayah) == "provinsi"
    excluded = _excluded(figures)
    rows = [_child(stand, board, one, excluded.get(one.wilayah, "–")) for one in figures]
    own = board.angka.hasil.nilai if board.wilayah not in board.tersembunyi else None
    drawn = draw_perbandingan(
        Perbandingan(
            "", "", "", (), tuple(BarisPerbandingan(row.nama, value, row.teks) for row, value in rows),
            BarisPerbandingan("", float(own) if own is not None else None, ""),
        )
    )  # fmt: skip
    unit = board.definisi.satuan_tampil
    total = figure_words(board.angka, board.definisi, board.wilayah in board.tersembunyi)
    own_excluded = next((fact.nilai for fact in _facts(board) if fact.label == "Dikecualikan"), "–")
    cells = ("–", "–") if board.wilayah in board.tersembunyi else (counted(board.angka), own_excluded)
    have = f"{len(board.penyampaian.lengkap)} dari {board.penyampaian.semua}"
    name = region_name(board.wilayah)
    return TabelWilayah(
        judul=f"Menurut {below}",
        kolom_nama=below.capitalize(),
        kolom_nilai=f"Angka ({unit})",
        kolom=(*(("Kab/kota menyampaikan",) if upper else ()), "Baris dihitung", "Dikecualikan"),
        kolom_terbit="Terbit di kantornya" if cities else "",
        baris=tuple(replace(row, x=point.x) for (row, _), point in zip(rows, drawn.baris, strict=True)),
        jumlah=BarisWilayah(name, total.teks or total.alasan, hampa=not total.teks, sel=((have,) if upper else ()) + cells),
        nol=drawn.nol,
        garis=drawn.keseluruhan,
        teks_garis=name,
    )


def _child(stand: Berdiri, board: PapanWilayah, figure: HasilWilayah, excluded: str) -> tuple[BarisWilayah, float | None]:
    """One row with the value that is drawn; of a hidden or closed region neither."""
    code, nilai = figure.wilayah, figure.hasil.nilai
    upper = board.penyampaian_anak.get(code)
    said = (f"{len(upper.lengkap)} dari {upper.semua}",) if upper is not None else ()
    if upper is None and level_of(board.wilayah) == "nasional":
        said = ("–",)
    href = "" if code.endswith(TANPA_WILAYAH) else stand.ke("wilayah-indikator", code, kode=board.kode)
    if code in board.tertutup:
        return BarisWilayah(region_name(code), TERTUTUP, hampa=True, sel=(*said, "–", "–")), None
    if code in board.tersembunyi:
        row = BarisWilayah(region_name(code), DISEMBUNYIKAN, href, hampa=True, sel=(*said, "–", "–"))
        return _published(board, row, code), None
    text = format_angka(nilai, board.definisi.desimal) if nilai is not None else str(figure.hasil.alasan)
    rows = counted(figure)
    note = f"{rows} dihitung, {excluded} dikecualikan" if totals_of(figure) else ""
    row = BarisWilayah(region_name(code), text, href, hampa=nilai is None, sel=(*said, rows, excluded), ket=note)
    return _published(board, row, code), float(nilai) if nilai is not None else None


def _published(board: PapanWilayah, row: BarisWilayah, code: str) -> BarisWilayah:
    """What the city's offices published beside the total of its rows, and whether it is the same measure."""
    if level_of(board.wilayah) != "provinsi":
        return row
    found = board.terbit.get(code, ())
    if not found:
        return replace(row, terbit_ket="belum diterbitkan")
    one = found[0]
    same = "ukuran sama" if one.hash_ukuran == board.hash_ukuran else "ukuran berbeda"
    more = f", {len(found) - 1} kantor lagi" if len(found) > 1 else ""
    return replace(row, terbit=Tautan(printed(one), public_address(one)), terbit_ket=f"{same}{more}")


def printed(one: TerbitKantor) -> str:
    """`10,71%`, `7 unit`."""
    isi = one.realisasi.definisi.isi
    unit = str(isi["satuan_tampil"])
    return one.realisasi.tampil + (unit if unit == "%" else "" if unit in ("nilai", "indeks") else f" {unit}")


def public_address(one: TerbitKantor) -> str:
    """The public page that says how a published figure is counted."""
    row = one.realisasi
    return address_of(one.kantor, Period(row.tahun, row.triwulan), row.indikator.kode)


def _notes(board: PapanWilayah) -> tuple[str, ...]:
    said = [
        "Dijumlahkan dari baris semua kantor menurut definisi katalog, lalu dibagi sekali; tidak pernah dirata-ratakan.",
        "Yang tidak menyampaikan tidak dihitung sebagai nol.",
    ]
    if board.anak and level_of(board.wilayah) == "provinsi":
        said.append(
            "Angka yang diterbitkan kantor dapat berbeda: kantor boleh menetapkan definisinya sendiri, dan terbitannya "
            "tidak berubah sesudah data dikoreksi."
        )
    if any("cakupan tidak diperiksa" in one for one in board.angka.tanda):
        said.append("Apakah kelompok yang dihitung pada kedua tahun sama, tidak diperiksa di tingkat ini.")
    if board.tersembunyi:
        said.append(ATURAN.replace("Kecamatan lain", "Wilayah lain").replace("jumlah kota", "jumlah di atasnya"))
    return tuple(said)
