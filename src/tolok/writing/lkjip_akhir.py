"""Bab III around its analyses, Bab IV, and the attachments."""

from tolok.writing.lkjip_analisis import indicator
from tolok.writing.lkjip_data import Angka, IndikatorLaporan, KelompokLaporan, Lkjip
from tolok.writing.lkjip_depan import achievement_table, agreement, counts, policy, written
from tolok.writing.lkjip_gambar import achievement_chart, spending_chart
from tolok.writing.lkjip_tabel import (
    KOLOM_ANGGARAN,
    Kolom,
    Nomor,
    budget_groups,
    figure_cell,
    named,
    owner,
    table_of,
    total_row,
    words_cell,
)
from tolok.writing.pieces import seal
from tolok.writing.sheet import Block, Heading, Missing, PageBreak, Paragraph, Row, Table


def chapter_three(data: Lkjip) -> list[Block]:
    nomor = Nomor("3")
    blocks: list[Block] = [PageBreak(), Heading("BAB III AKUNTABILITAS KINERJA")]
    blocks.append(Heading("A. Capaian kinerja organisasi", 2))
    caption = nomor.tabel(f"Rata-rata capaian per tujuan dan sasaran tahun {data.tahun}")
    blocks += [_means(data, caption), *policy(data)]
    for number, group in enumerate((one for one in data.kelompok if one.indikator), start=1):
        blocks.append(Heading(f"A.{number} {group.jenis.capitalize()}: {group.uraian}", 2))
        blocks += _group(group, nomor)
        for one in group.indikator:
            blocks += indicator(data, one, nomor)
    return [*blocks, *_budget(data, nomor)]


def _means(data: Lkjip, caption: str) -> Table:
    kolom = (
        Kolom("Tujuan atau sasaran", 50), Kolom("Banyaknya IKU", 14, "number"), Kolom("Mencapai target", 14, "number"),
        Kolom("Rata-rata capaian (%)", 18, "number"),
    )  # fmt: skip
    rows = [
        [
            Row(
                (
                    words_cell(group.uraian, note=group.jenis.title()),
                    figure_cell(Angka(str(len(group.indikator)))),
                    figure_cell(Angka(str(sum(one.tercapai is True for one in group.indikator)))),
                    figure_cell(group.rata_rata),
                )
            )
        ]
        for group in data.kelompok
        if group.indikator
    ]
    return table_of(caption, kolom, rows)


def _group(group: KelompokLaporan, nomor: Nomor) -> list[Block]:
    """The mean of a tujuan or sasaran in one sentence, with the chart of its capaian."""
    name = "Tujuan" if group.jenis == "tujuan" else "Sasaran"
    said = f"{name} ini diukur dengan {len(group.indikator)} indikator. "
    if group.rata_rata.tampil:
        said += f"Rata-rata capaiannya {group.rata_rata.tampil}%"
        said += f" ({group.catatan})." if group.catatan else "."
    else:
        said += f"Rata-rata capaiannya belum ada: {group.rata_rata.alasan}."
    return [Paragraph(said), *achievement_chart(group, nomor)]


def _budget(data: Lkjip, nomor: Nomor) -> list[Block]:
    title = Heading("B. Realisasi anggaran", 2)
    if not data.anggaran:
        todo = "Catat pagu dan realisasi di halaman Program dan anggaran."
        return [title, Missing(f"Anggaran tahun {data.tahun} belum dicatat. {todo}"), *written(data, "anggaran")]
    total = data.jumlah_anggaran
    groups = budget_groups(data.anggaran)
    if total is not None:
        groups.append([total_row(total)])
    blocks: list[Block] = [title]
    if total is not None:
        blocks.append(Paragraph(_spent(data, total.pagu, total.realisasi, total.serapan)))
    blocks.append(table_of(nomor.tabel(f"Anggaran dan realisasinya tahun {data.tahun}"), KOLOM_ANGGARAN, groups))
    return [*blocks, *spending_chart(data.indikator, nomor), *written(data, "anggaran")]


def _spent(data: Lkjip, pagu: Angka, realisasi: Angka, serapan: Angka) -> str:
    said = f"Pagu anggaran tahun {data.tahun} seluruhnya Rp {pagu.teks}"
    if not realisasi.tampil:
        return f"{said}; realisasinya {realisasi.alasan}."
    return f"{said}, direalisasikan Rp {realisasi.tampil} atau {serapan.tampil}%."


def chapter_four(data: Lkjip) -> list[Block]:
    return [
        PageBreak(),
        Heading("BAB IV PENUTUP"),
        Heading("A. Simpulan", 2),
        *(Paragraph(one) for one in counts(data)[:2]),
        *written(data, "simpulan"),
        Heading("B. Langkah perbaikan", 2),
        *written(data, "langkah_perbaikan"),
        *_follow_ups(data),
    ]


def _follow_ups(data: Lkjip) -> list[Block]:
    """What was promised beside the figures, in one table."""
    known = [one for one in data.indikator if one.sebab.tindak_lanjut.strip()]
    if not known:
        return [Missing("Belum ada tindak lanjut yang tertulis pada indikator mana pun.")]
    kolom = (Kolom("Indikator", 30), Kolom("Tindak lanjut", 52), Kolom("Penanggung jawab", 18))
    rows = [[Row((named(one), words_cell(one.sebab.tindak_lanjut), owner(one)))] for one in known]
    caption = Nomor("4").tabel("Tindak lanjut menurut penjelasan tiap indikator")
    return [table_of(caption, kolom, rows)]


# --- attachments


def attachments(data: Lkjip) -> list[Block]:
    nomor = Nomor("L")
    return [
        PageBreak(landscape=True),
        Heading("LAMPIRAN"),
        Heading("Lampiran 1 Perjanjian Kinerja", 2),
        *agreement(data, nomor),
        *_funded(data, nomor),
        Heading("Lampiran 2 Pengukuran kinerja", 2),
        achievement_table(nomor.tabel(f"Pengukuran kinerja tahun {data.tahun}"), data.kelompok),
        Heading("Lampiran 3 Indikator Kinerja Utama", 2),
        _definitions(data, nomor),
        Heading("Lampiran 4 Daftar terbitan", 2),
        *_vintages(data, nomor),
    ]


def _funded(data: Lkjip, nomor: Nomor) -> list[Block]:
    """Programs with their budgets, as the attachment of a Perjanjian Kinerja lists them."""
    programs = [one for one in data.anggaran if one.tingkat == 0]
    if not programs:
        return []
    kolom = (Kolom("Program", 60), Kolom("Anggaran (Rp)", 20, "number"), Kolom("Mendukung", 20))
    rows = [
        [Row((words_cell(one.nama, note=one.kode), figure_cell(one.pagu), words_cell(", ".join(one.mendukung) or "–")))]
        for one in programs
    ]
    return [table_of(nomor.tabel(f"Program dan anggaran tahun {data.tahun}"), kolom, rows)]


def _definitions(data: Lkjip, nomor: Nomor) -> Table:
    kolom = (
        Kolom("Indikator Kinerja Utama", 28), Kolom("Satuan", 8, "center"), Kolom("Yang diukur", 36),
        Kolom("Arah", 14), Kolom("Sumber data", 18), Kolom("Penanggung jawab", 14),
    )  # fmt: skip
    rows = [[_definition(one)] for one in data.indikator]
    return table_of(nomor.tabel("Indikator Kinerja Utama"), kolom, rows)


def _definition(one: IndikatorLaporan) -> Row:
    return Row(
        (
            named(one), words_cell(one.satuan), words_cell(one.definisi or "belum ada"),
            words_cell(one.arah), words_cell(one.sumber_data or "belum ada"), owner(one),
        )
    )  # fmt: skip


def _vintages(data: Lkjip, nomor: Nomor) -> list[Block]:
    if not data.terbitan:
        return [Missing("Belum ada angka yang terbit dalam laporan ini.")]
    kolom = (
        Kolom("Terbitan", 15), Kolom("Angka", 9, "number"), Kolom("Diterbitkan", 17),
        Kolom("SHA-256 data yang melandasi", 47), Kolom("SHA-256 definisi", 47),
    )  # fmt: skip
    rows = [
        [
            Row(
                (
                    words_cell(one.vintage), figure_cell(Angka(one.tampil)), words_cell(one.diterbitkan),
                    seal(one.hash_potret), seal(one.hash_definisi),
                )
            )
        ]
        for one in data.terbitan
    ]  # fmt: skip
    said = "Setiap angka dalam laporan ini berasal dari terbitan di atas. Yang sudah terbit tidak pernah diubah."
    return [table_of(nomor.tabel("Terbitan yang dipakai laporan ini"), kolom, rows), Paragraph(said, note=True)]
