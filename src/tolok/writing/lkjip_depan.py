"""What stands before Bab III: the foreword, the executive summary, Bab I and Bab II."""

from collections.abc import Sequence

from tolok.writing.lkjip_bagian import bagian_of
from tolok.writing.lkjip_data import Angka, IndikatorLaporan, KelompokLaporan, Lkjip
from tolok.writing.lkjip_tabel import Kolom, Nomor, figure_cell, named, owner, prose, table_of, with_unit, words_cell
from tolok.writing.sheet import Block, Cell, Heading, Items, Missing, PageBreak, Paragraph, Row, Table


def written(data: Lkjip, kode: str) -> list[Block]:
    """The words of a part; where they are wanted and nobody wrote them, that they are missing and where to write them."""
    bagian = bagian_of(kode)
    if bagian is None:
        raise ValueError(f"bagian laporan tidak dikenal: {kode!r}")
    words = data.naskah.get(kode, "")
    if words.strip():
        return prose(words)
    if not bagian.wajib:
        return []
    where = f"Tulis di halaman Laporan tahun {data.tahun}, bagian {bagian.judul}."
    return [Missing(f"{bagian.judul} belum ditulis. {where}")]


def foreword(data: Lkjip) -> list[Block]:
    blocks: list[Block] = [PageBreak(), Heading("KATA PENGANTAR"), *written(data, "pengantar")]
    if data.signature:
        blocks.append(data.signature)
    else:
        todo = "Beri peran kepala dinas kepada orangnya di halaman Orang."
        blocks.append(Missing(f"Penanda tangan belum ada: kantor ini belum punya kepala dinas. {todo}"))
    return blocks


# --- the executive summary


def counts(data: Lkjip) -> list[str]:
    """How many IKU are published, reached and not, in sentences made of the figures alone."""
    rows = data.indikator
    known = [one for one in rows if one.kini.realisasi.tampil]
    reached = [one for one in known if one.tercapai]
    missed = [one for one in known if one.tercapai is False]
    bare = [one for one in known if one.tercapai is None]
    absent = [one for one in rows if not one.kini.realisasi.tampil]
    done = [one for one in rows if one.kini.vintage or one.kini.draf]
    word = "terukur" if data.meta.draf else "terbit"
    said = [
        f"{data.perangkat_daerah} mempunyai {len(rows)} Indikator Kinerja Utama (IKU). Untuk tahun {data.tahun}, "
        f"{len(done)} di antaranya sudah {word}."
    ]
    if known:
        which = "angka itu" if len(known) == len(done) else "yang mempunyai nilai"
        said.append(f"Dari {len(known)} {which}, {len(reached)} mencapai target dan {len(missed)} belum mencapai target.")
    if reached:
        said.append(f"Mencapai target: {_names(reached)}.")
    if missed:
        said.append(f"Belum mencapai target: {_names(missed)}.")
    if bare:
        said.append(f"Tidak dapat dibandingkan karena targetnya belum ditetapkan: {_codes(bare)}.")
    if absent:
        reasons = ", ".join(f"{one.kode} ({one.kini.realisasi.alasan})" for one in absent)
        said.append(f"Belum ada angkanya: {reasons}.")
    return said


def _names(rows: Sequence[IndikatorLaporan]) -> str:
    return "; ".join(f"{one.kode} {one.nama} ({with_unit(one.kini.realisasi, one.satuan)})" for one in rows)


def _codes(rows: Sequence[IndikatorLaporan]) -> str:
    return ", ".join(one.kode for one in rows)


KOLOM_CAPAIAN = (
    Kolom("Tujuan atau sasaran", 24),
    Kolom("Indikator Kinerja Utama", 32),
    Kolom("Satuan", 9, "center"),
    Kolom("Target", 10, "number"),
    Kolom("Realisasi", 11, "number"),
    Kolom("Capaian (%)", 11, "number"),
    Kolom("Predikat", 12, "center"),
)


def achievement_table(caption: str, kelompok: Sequence[KelompokLaporan]) -> Table:
    """Every IKU with target, realisasi, capaian and predikat, under its tujuan or sasaran."""
    groups = []
    for group in kelompok:
        rows = []
        for place, one in enumerate(group.indikator):
            first = () if place else (words_cell(group.uraian, note=group.jenis.title(), rowspan=len(group.indikator)),)
            rows.append(Row((*first, *_achievement_cells(one))))
        if rows:
            groups.append(rows)
    return table_of(caption, KOLOM_CAPAIAN, groups)


def _achievement_cells(one: IndikatorLaporan) -> tuple[Cell, ...]:
    kini = one.kini
    return (
        named(one),
        words_cell(one.satuan),
        figure_cell(kini.target),
        figure_cell(kini.realisasi, "draf" if kini.draf else ""),
        figure_cell(kini.capaian),
        words_cell(kini.predikat or "–"),
    )


def summary(data: Lkjip) -> list[Block]:
    nomor = Nomor("")
    caption = nomor.tabel(f"Capaian Indikator Kinerja Utama tahun {data.tahun}")
    return [
        PageBreak(),
        Heading("IKHTISAR EKSEKUTIF"),
        *(Paragraph(one) for one in counts(data)),
        achievement_table(caption, data.kelompok),
        Paragraph("Cara menghitung capaian dan arti predikatnya tertulis pada awal Bab III.", note=True),
        *written(data, "ikhtisar"),
    ]


def policy(data: Lkjip) -> list[Block]:
    """By which rule capaian is computed and which words it is given, in small."""
    name, said = data.kebijakan
    scale = "; ".join(f"{label} {bound}" for label, bound in data.skala)
    notes = [f"Kebijakan capaian: {name}. {said}".strip()] if name else []
    notes += [f"Predikat: {scale}."] if scale else []
    notes.append("Selisih, kemajuan, dan rata-rata dihitung dari angka yang belum dibulatkan.")
    return [Paragraph(one, note=True) for one in notes]


# --- Bab I and Bab II


def chapter_one(data: Lkjip) -> list[Block]:
    blocks: list[Block] = [PageBreak(), Heading("BAB I PENDAHULUAN"), Heading("A. Gambaran umum organisasi", 2)]
    tugas, fungsi = data.profil.get("tugas", ()), data.profil.get("fungsi", ())
    if tugas:
        # The profile says it in the infinitive of a document: `Membantu Walikota …`.
        blocks += [Paragraph("Tugas", strong=True), *(Paragraph(one) for one in tugas)]
    else:
        blocks.append(_profile_missing("Tugas"))
    if fungsi:
        blocks += [Paragraph("Fungsi", strong=True), Items(tuple(fungsi), "a")]
    else:
        blocks.append(_profile_missing("Fungsi"))
    if data.bidang:
        blocks += [Paragraph("Bidang yang bertanggung jawab atas indikator kinerja", strong=True), Items(data.bidang, "1")]
    blocks += written(data, "gambaran_umum")
    return [*blocks, Heading("B. Isu strategis", 2), *written(data, "isu_strategis")]


def _profile_missing(label: str) -> Missing:
    return Missing(f"{label} kantor belum ditulis. Tulis di halaman Profil.")


def chapter_two(data: Lkjip) -> list[Block]:
    nomor = Nomor("2")
    return [
        PageBreak(),
        Heading("BAB II PERENCANAAN KINERJA"),
        Heading("A. Ringkasan Rencana Strategis", 2),
        *_direction(data),
        *_targets(data, nomor),
        *written(data, "strategi"),
        Heading("B. Indikator Kinerja Utama", 2),
        *_measures(data, nomor),
        Heading(f"C. Perjanjian Kinerja tahun {data.tahun}", 2),
        *agreement(data, nomor),
    ]


def _direction(data: Lkjip) -> list[Block]:
    blocks: list[Block] = []
    for name, label in (("visi", "Visi"), ("misi", "Misi"), ("tujuan", "Tujuan")):
        items = data.profil.get(name, ())
        if not items:
            blocks.append(_profile_missing(label))
        else:
            body = (Items(tuple(items), "1"),) if len(items) > 1 else (Paragraph(items[0]),)
            blocks += [Paragraph(label, strong=True), *body]
    return blocks


def _targets(data: Lkjip, nomor: Nomor) -> list[Block]:
    if not data.tahun_target:
        return [Missing("Target belum ditetapkan. Isi di halaman Target tiap indikator.")]
    first, last = data.tahun_target[0], data.tahun_target[-1]
    span = f"{first}–{last}" if first != last else str(first)
    kolom = (
        Kolom("Tujuan atau sasaran", 26),
        Kolom("Indikator", 34),
        Kolom("Satuan", 9, "center"),
        *(Kolom(str(tahun), 10, "number") for tahun in data.tahun_target),
    )
    groups = []
    for group in data.kelompok:
        rows = []
        for place, one in enumerate(group.indikator):
            first_cell = () if place else (words_cell(group.uraian, note=group.jenis.title(), rowspan=len(group.indikator)),)
            figures = (figure_cell(one.target.get(tahun, Angka())) for tahun in data.tahun_target)
            rows.append(Row((*first_cell, named(one), words_cell(one.satuan), *figures)))
        if rows:
            groups.append(rows)
    return [table_of(nomor.tabel(f"Tujuan, sasaran, dan target {span}"), kolom, groups)]


def _measures(data: Lkjip, nomor: Nomor) -> list[Block]:
    kolom = (Kolom("Indikator Kinerja Utama", 30), Kolom("Yang diukur", 44), Kolom("Penanggung jawab", 18))
    rows = [[Row((named(one), words_cell(one.definisi or "belum ada"), owner(one)))] for one in data.indikator]
    return [table_of(nomor.tabel(f"Indikator Kinerja Utama tahun {data.tahun}"), kolom, rows)]


def agreement(data: Lkjip, nomor: Nomor) -> list[Block]:
    """The Perjanjian Kinerja as registered with its targets; without one, that none is registered."""
    found = data.perjanjian
    if found is None:
        todo = f"Catat di halaman Perjanjian Kinerja tahun {data.tahun}."
        return [Missing(f"Perjanjian Kinerja tahun {data.tahun} belum dicatat. {todo}")]
    name = f"Perubahan ke-{found.nomor} Perjanjian Kinerja" if found.nomor else "Perjanjian Kinerja"
    kolom = (
        Kolom("Tujuan atau sasaran", 34),
        Kolom("Indikator kinerja", 42),
        Kolom("Satuan", 10, "center"),
        Kolom("Target", 12, "number"),
    )
    groups = []
    for group in data.kelompok:
        rows = []
        for place, one in enumerate(group.indikator):
            first = () if place else (words_cell(group.uraian, rowspan=len(group.indikator)),)
            rows.append(Row((*first, named(one), words_cell(one.satuan), figure_cell(one.perjanjian))))
        if rows:
            groups.append(rows)
    said = f"{name} tahun {data.tahun} ditandatangani pada {found.tanggal} oleh {found.pertama} dan {found.kedua}."
    return [Paragraph(said), table_of(nomor.tabel(f"Perjanjian Kinerja tahun {data.tahun}"), kolom, groups)]
