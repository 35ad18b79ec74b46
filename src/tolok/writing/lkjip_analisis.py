"""Bab III: the seven analyses of one IKU. What the figures say is said; what nobody gave is printed as missing."""

from collections.abc import Callable

from tolok.values.number import parse_angka
from tolok.writing.lkjip_bagian import ANALISIS
from tolok.writing.lkjip_data import Angka, Banding, IndikatorLaporan, Lkjip, Pembanding
from tolok.writing.lkjip_gambar import trend_chart
from tolok.writing.lkjip_tabel import (
    KOLOM_ANGGARAN,
    Kolom,
    Nomor,
    budget_groups,
    figure_cell,
    points,
    prose,
    table_of,
    with_unit,
    words_cell,
)
from tolok.writing.sheet import Block, Heading, Missing, Paragraph, Row

SAMA = "sama"
Analysis = Callable[[Lkjip, IndikatorLaporan, Nomor], list[Block]]
ATURAN_EFISIENSI = (
    "Efisiensi adalah capaian dikurangi serapan anggaran, dalam poin. Disebut efisien bila capaian paling sedikit 100 dan "
    "serapan di bawah 100%. Program yang mendukung beberapa indikator dihitung penuh untuk masing-masing."
)


def indicator(data: Lkjip, one: IndikatorLaporan, nomor: Nomor) -> list[Block]:
    """One IKU under its heading, with its seven analyses."""
    blocks: list[Block] = [Heading(f"{one.kode} {one.nama}", 3)]
    if one.definisi:
        blocks.append(Paragraph(one.definisi))
    if one.diketik:
        blocks.append(Paragraph(f"Angka ini diketik, tidak dihitung dari register: {one.diketik}.", note=True))
    for number, (title, said) in enumerate(analyses(data, one, nomor), start=1):
        blocks += [Paragraph(f"{number}. {title}", strong=True), *said]
    return blocks


def analyses(data: Lkjip, one: IndikatorLaporan, nomor: Nomor) -> list[tuple[str, list[Block]]]:
    """Title and content of each of the seven, in order; also what the screen of the report shows."""
    return [(title, analysis(data, one, nomor)) for title, analysis in zip(ANALISIS, _ANALYSES, strict=True)]


def this_year(data: Lkjip, one: IndikatorLaporan, nomor: Nomor) -> list[Block]:
    """1: target beside realisasi."""
    kini = one.kini
    if not kini.realisasi.tampil:
        reason = kini.realisasi.alasan
        todo = f"Selesaikan langkahnya di halaman {one.kode} tahun {data.tahun}." if reason == "belum terbit" else ""
        return [Missing(f"Realisasi tahun {data.tahun}: {reason}. {todo}".strip())]
    said = f"Realisasi tahun {data.tahun} sebesar {with_unit(kini.realisasi, one.satuan)}"
    blocks: list[Block] = []
    if not kini.target.tampil:
        blocks.append(Paragraph(f"{said}."))
        blocks.append(Missing(f"Target tahun {data.tahun} belum ditetapkan. Isi di halaman Target {one.kode}."))
    else:
        said += f", dibanding target {with_unit(kini.target, one.satuan)}"
        capaian = with_unit(kini.capaian, "%")
        word = f" ({kini.predikat})" if kini.predikat else ""
        blocks.append(Paragraph(f"{said}. Capaiannya {capaian}{word}; {_reached(one.tercapai)}."))
    kolom = (
        Kolom("Satuan", 12, "center"), Kolom("Target", 12, "number"), Kolom("Realisasi", 12, "number"),
        Kolom("Capaian (%)", 12, "number"), Kolom("Predikat", 16, "center"), Kolom("Terbitan", 20, "center"),
    )  # fmt: skip
    row = Row(
        (
            words_cell(one.satuan), figure_cell(kini.target), figure_cell(kini.realisasi, "draf" if kini.draf else ""),
            figure_cell(kini.capaian), words_cell(kini.predikat or "–"), words_cell(kini.vintage or "belum terbit"),
        )
    )  # fmt: skip
    return [*blocks, table_of(nomor.tabel(f"Target dan realisasi {one.kode} tahun {data.tahun}"), kolom, [[row]])]


def _reached(tercapai: bool | None) -> str:
    if tercapai is None:
        return "target tidak dapat dibandingkan"
    return "target tercapai" if tercapai else "target belum tercapai"


def earlier_years(data: Lkjip, one: IndikatorLaporan, nomor: Nomor) -> list[Block]:
    """2: realisasi and capaian beside those of the years before, with a chart where there are two or more."""
    known = [year for year in one.tahun if year.realisasi.tampil]
    if not one.kini.realisasi.tampil or len(known) < 2:
        absent = f"belum ada angka terbit sebelum tahun {data.tahun}" if one.kini.realisasi.tampil else "angkanya belum ada"
        todo = "Perbandingan muncul sendiri bila dua tahun sudah terbit."
        return [Missing(f"Tidak dapat dibandingkan: {absent}. {todo}")]
    kolom = (
        Kolom("Tahun", 10, "center"), Kolom(f"Target ({one.satuan})", 14, "number"),
        Kolom(f"Realisasi ({one.satuan})", 15, "number"), Kolom("Capaian (%)", 13, "number"),
        Kolom("Predikat", 15, "center"), Kolom(f"Selisih {data.tahun} ({points(one.satuan)})", 16, "number"),
        Kolom("Perubahan (%)", 15, "number"),
    )  # fmt: skip
    beside = {each.tahun: each for each in one.banding}
    rows = []
    for year in one.tahun:
        gap = beside.get(year.tahun, Banding(year.tahun, Angka(alasan="–"), Angka(alasan="–"), Angka(alasan="–")))
        note = "" if year.cara_sama else "cara ukur lain"
        cells = (
            words_cell(str(year.tahun)), figure_cell(year.target),
            figure_cell(year.realisasi, "draf" if year.draf else note), figure_cell(year.capaian),
            words_cell(year.predikat or "–"), figure_cell(gap.selisih), figure_cell(gap.pertumbuhan),
        )  # fmt: skip
        rows.append(Row(cells))
    said = [Paragraph(line) for line in _comparison(data, one)]
    caption = nomor.tabel(f"Realisasi dan capaian {one.kode}, {one.tahun[0].tahun}–{data.tahun}")
    return [*said, table_of(caption, kolom, [rows]), *trend_chart(one, nomor)]


def _comparison(data: Lkjip, one: IndikatorLaporan) -> list[str]:
    """One sentence for each of the two nearest earlier years that can be compared."""
    said = []
    for gap in [each for each in reversed(one.banding) if each.selisih.tampil][:2]:
        before = next(year for year in one.tahun if year.tahun == gap.tahun)
        words = f"Dibanding tahun {gap.tahun} ({with_unit(before.realisasi, one.satuan)}), realisasi tahun {data.tahun} "
        difference = _difference(gap, points(one.satuan))
        judged = gap.kata and difference != SAMA
        words += difference + (f": {gap.kata} menurut arah indikator ini ({one.arah})." if judged else ".")
        if gap.capaian.tampil:
            same = _is_nought(gap.capaian)
            words += " Capaiannya sama." if same else f" Capaiannya berselisih {gap.capaian.tampil} poin."
        said.append(words)
    return said


def _difference(gap: Banding, unit: str) -> str:
    """The difference in words; one that is printed as nought is told as what it is, equal or too small to be printed."""
    grown = f"{gap.pertumbuhan.tampil}%" if gap.pertumbuhan.tampil else ""
    if not _is_nought(gap.selisih):
        return f"berselisih {gap.selisih.tampil} {unit}" + (f" atau {grown}" if grown else "")
    if gap.selisih.nilai == 0 or gap.kata == "tetap":
        return SAMA
    return f"hampir sama, bedanya kurang dari {_least(gap.selisih)} {unit}" + (f" ({grown})" if grown else "")


def _is_nought(angka: Angka) -> bool:
    return angka.tampil != "" and parse_angka(angka.tampil) == 0


def _least(angka: Angka) -> str:
    """The smallest difference that its decimals can show: 0,01 beside 0,00."""
    return angka.tampil[:-1] + "1"


def medium_term(data: Lkjip, one: IndikatorLaporan, nomor: Nomor) -> list[Block]:
    """3: realisasi so far beside the last target of the plan."""
    found = one.jangka_menengah
    if found is None:
        todo = f"Isi target sampai akhir Renstra di halaman Target {one.kode}."
        return [Missing(f"Target jangka menengah belum dicatat. {todo}")]
    if not one.kini.realisasi.tampil:
        return [Missing(f"Realisasi tahun {data.tahun} {one.kini.realisasi.alasan}, jadi kemajuannya belum dapat disebut.")]
    target = f"target akhir tahun {found.tahun}, {with_unit(found.nilai, one.satuan)}"
    caption = nomor.tabel(f"Kemajuan {one.kode} terhadap target tahun {found.tahun}")
    return _yardstick(one, found, target, caption, "Target akhir")


def national(data: Lkjip, one: IndikatorLaporan, nomor: Nomor) -> list[Block]:
    """4: realisasi beside a national standard that somebody typed with its source."""
    found = one.standar
    if found is None:
        todo = f"Bila ada, catat di halaman Laporan tahun {data.tahun}, {one.kode}."
        return [Missing(f"Belum ada standar nasional yang dicatat untuk indikator ini. {todo}")]
    caption = nomor.tabel(f"Perbandingan {one.kode} dengan standar nasional")
    target = f"standar nasional {with_unit(found.nilai, one.satuan)} ({found.sumber}, {found.tahun})"
    if not one.kini.realisasi.tampil:
        return [
            Paragraph(f"Yang dicatat: {target}."),
            Missing(f"Realisasi tahun {data.tahun} {one.kini.realisasi.alasan}, jadi belum dapat dibandingkan."),
        ]
    return _yardstick(one, found, target, caption, "Standar nasional")


def _yardstick(one: IndikatorLaporan, found: Pembanding, target: str, caption: str, head: str) -> list[Block]:
    kolom = (
        Kolom("Satuan", 14, "center"), Kolom(f"Realisasi {one.kini.tahun}", 20, "number"),
        Kolom(head, 20, "number"), Kolom("Tahun", 12, "center"), Kolom("Kemajuan (%)", 18, "number"),
    )  # fmt: skip
    row = Row(
        (
            words_cell(one.satuan), figure_cell(one.kini.realisasi), figure_cell(found.nilai), words_cell(found.tahun),
            figure_cell(found.kemajuan),
        )
    )  # fmt: skip
    said = f"Realisasi {with_unit(one.kini.realisasi, one.satuan)} dibanding {target}"
    said += f": kemajuannya {found.kemajuan.tampil}%." if found.kemajuan.tampil else f". Kemajuan: {found.kemajuan.alasan}."
    blocks: list[Block] = [Paragraph(said), table_of(caption, kolom, [[row]])]
    return [*blocks, Paragraph(found.catatan, note=True)] if found.catatan else blocks


_KINDS = (("pendorong", "Pendorong"), ("penghambat", "Penghambat"), ("tindak_lanjut", "Tindak lanjut dan jalan keluar"))


def causes(data: Lkjip, one: IndikatorLaporan, _nomor: Nomor) -> list[Block]:
    """5: the words that were approved with the figure, and nothing else. A target that was reached wants what helped, one
    that was missed what hindered and what is done about it."""
    if not one.kini.vintage and not one.kini.draf:
        todo = "Penjelasan yang disetujui bersama angkanya dicetak di sini."
        return [Missing(f"Angka tahun {data.tahun} belum terbit. {todo}")]
    wanted = ("pendorong",) if one.tercapai else ("penghambat", "tindak_lanjut")
    blocks: list[Block] = []
    for kind, title in _KINDS:
        words = getattr(one.sebab, kind)
        if words.strip():
            blocks += [Paragraph(f"{title}:", strong=True), *prose(words)]
        elif kind in wanted:
            blocks.append(Missing(_unwritten(data, one, title)))
    return blocks


def _unwritten(data: Lkjip, one: IndikatorLaporan, title: str) -> str:
    if one.kini.vintage:
        todo = "Bila perlu, buka kembali angkanya, lalu tulis sebagai penjelasan."
        return f"{title} tidak ditulis ketika {one.kini.vintage} terbit. {todo}"
    return f"{title} belum ditulis. Tulis sebagai penjelasan {one.kode} tahun {data.tahun}."


def efficiency(data: Lkjip, one: IndikatorLaporan, nomor: Nomor) -> list[Block]:
    """6: capaian beside the absorption of the budget, by a printed rule."""
    found = one.efisiensi
    if not found.selisih.tampil:
        lacks = [
            f"{name} {value.alasan}"
            for name, value in (("capaian", found.capaian), ("serapan anggaran", found.serapan))
            if not value.tampil
        ]
        todo = "Efisiensi dihitung bila capaian terbit dan anggaran program pendukungnya dicatat di halaman Program."
        return [Missing(f"Efisiensi belum dapat dihitung: {', '.join(lacks)}. {todo}")]
    until = f" sampai {found.sampai}" if found.sampai else ""
    said = (
        f"Capaian {found.capaian.tampil}% diperoleh dengan serapan anggaran {found.serapan.tampil}%{until} dari program "
        f"yang mendukungnya. Selisihnya {found.selisih.tampil} poin: {found.kata}."
    )
    kolom = (
        Kolom("Capaian (%)", 20, "number"), Kolom(f"Serapan anggaran{until} (%)", 24, "number"),
        Kolom("Efisiensi (poin)", 20, "number"), Kolom("Keterangan", 20, "center"),
    )  # fmt: skip
    row = Row((figure_cell(found.capaian), figure_cell(found.serapan), figure_cell(found.selisih), words_cell(found.kata)))
    table = table_of(nomor.tabel(f"Efisiensi {one.kode} tahun {data.tahun}"), kolom, [[row]])
    return [Paragraph(said), table, Paragraph(ATURAN_EFISIENSI, note=True)]


def programs(data: Lkjip, one: IndikatorLaporan, nomor: Nomor) -> list[Block]:
    """7: the programs and kegiatan that serve the IKU, with their budget."""
    if not one.program:
        todo = "Hubungkan di halaman Program dan anggaran."
        return [Missing(f"Belum ada program yang dicatat mendukung {one.kode}. {todo}")]
    caption = nomor.tabel(f"Program dan kegiatan yang mendukung {one.kode} tahun {data.tahun}")
    names = "; ".join(f"{line.nama} ({line.kode})" for line in one.program if line.tingkat == 0)
    said = Paragraph(f"Yang dicatat mendukung indikator ini: {names}.")
    return [said, table_of(caption, KOLOM_ANGGARAN, budget_groups(one.program))]


_ANALYSES: tuple[Analysis, ...] = (this_year, earlier_years, medium_term, national, causes, efficiency, programs)
