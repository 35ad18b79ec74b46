"""The pohon kinerja: does every program serve an IKU, every IKU a sasaran, every sasaran the city?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tolok.catalogue.definition import Definisi
from tolok.services.anggaran import Buku, ledger_of, serapan_of_node
from tolok.services.iku import definitions_at
from tolok.services.iku_kota import list_iku_kota
from tolok.services.persetujuan import capaian_sheet
from tolok.services.program import SimpulProgram as NodeProgram
from tolok.services.program import program_tree, supporters_of
from tolok.services.rencana import SasaranRencana, plan_of
from tolok.services.selectors import AngkaKantor
from tolok.values.number import format_angka
from tolok.web.build.angka import capaian_value, target_text, with_unit
from tolok.web.build.beranda import Papan, board_of, key_of
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rencana import sasaran_labels, target_angka
from tolok.web.read_models import Pesan, Tautan, Tindakan
from tolok.web.read_models.komponen import Nada
from tolok.web.read_models.pohon import HalamanPohon, SimpulIku, SimpulKota, SimpulProgram, SimpulSasaran

_KEADAAN: Mapping[str, tuple[Nada, str]] = {
    "meleset": ("buruk", "Diperkirakan meleset"),
    "perhatian": ("waspada", "Perlu perhatian"),
    "sesuai": ("baik", "Sesuai jalur"),
    "buruk": ("buruk", "Tidak mencapai target"),
    "baik": ("baik", "Mencapai target"),
    "tanpa": ("netral", "Belum dapat diperkirakan"),
    "kosong": ("netral", "Belum ada angka"),
}
_PAST = "Susunan pohon ialah susunan hari ini; angka dan anggaran menurut yang diketahui pada hari yang dipilih."


def build_pohon(view: Pandangan, sebagai_tabel: bool) -> HalamanPohon:
    """Page 7 of the design; every figure as known at the reader's instant."""
    rows = plan_of(view.kantor)
    board = board_of(view)
    tree = program_tree(view.kantor, view.period)
    city = [one for one in list_iku_kota(view.kantor) if one.pendukung]
    nodes = _sasaran(view, rows, board, tree)
    pending = [key_of(board, one) for one in board.angka]
    profil = view.kantor.profil
    here = view.alamat.ke("pohon")
    other = f"{here}{'&' if '?' in here else '?'}tampil=tabel"
    switch = Tindakan("Lihat sebagai gambar", here) if sebagai_tabel else Tindakan("Lihat sebagai tabel", other)
    return HalamanPohon(
        kerangka=frame(view, "Pohon kinerja", kini="Pohon kinerja"),
        judul=f"Pohon kinerja {view.period.tahun}" if not view.period.triwulan else f"Pohon kinerja {view.period.label}",
        lead=_lead(nodes, tree),
        visi=str(profil.get("visi", "")),
        misi=tuple(profil.get("misi") or ()),
        kota=tuple(
            SimpulKota(kode=one.indikator.kode, nama=one.indikator.nama, href=view.alamat.ke("iku-kota")) for one in city
        ),
        sasaran=nodes,
        legenda=tuple(dict.fromkeys(_KEADAAN[key] for key in _KEADAAN if key in pending)),
        tindakan=(switch,),
        sebagai_tabel=sebagai_tabel,
        catatan=_PAST if view.lampau else "",
        tanpa_iku=_programs(
            view, [node for node in tree if not _serves(node)], ledger_of(view.kantor, view.period.tahun, view.at)
        ),
        kosong=None if rows else _empty(view),
    )


def _empty(view: Pandangan) -> Pesan:
    link = Tautan("Buka rencana", view.alamat.ke("daftar-indikator"))
    return Pesan(
        "kosong",
        "Belum ada tujuan dan sasaran",
        "Pohon kinerja tumbuh dari tujuan, sasaran, IKU, lalu program.",
        tautan=link,
    )


def _lead(nodes: Sequence[SimpulSasaran], tree: Sequence[NodeProgram]) -> str:
    tujuan = sum(one.tujuan for one in nodes)
    iku = [one for node in nodes for one in node.iku]
    gaps = sum(not one.program for one in iku)
    counts = ((tujuan, "tujuan"), (len(nodes) - tujuan, "sasaran"), (len(iku), "IKU"), (len(tree), "program"))
    said = ", ".join(f"{count} {word}" for count, word in counts if count) + "."
    holes = f" {gaps} IKU belum punya program." if gaps else ""
    return f"{said}{holes} Angka kanan bawah tiap IKU ialah capaian." if iku else said


def _sasaran(
    view: Pandangan, rows: Sequence[SasaranRencana], board: Papan, tree: Sequence[NodeProgram]
) -> tuple[SimpulSasaran, ...]:
    labels = sasaran_labels([one.sasaran for one in rows])
    places = {one.sasaran.pk: n for n, one in enumerate(rows)}
    figures = {one.indikator.pk: one for one in board.angka}
    definitions = definitions_at([iku for one in rows for iku in one.indikator], view.period.tahun, view.at)
    book = ledger_of(view.kantor, view.period.tahun, view.at)
    nodes = []
    for one in rows:
        iku = tuple(
            _iku(view, board, figures[row.pk], definitions.get(row.kode), _programs(view, supporters_of(tree, row), book))
            for row in one.indikator
            if row.pk in figures
        )
        kota = tuple(dict.fromkeys(row.indikator_kota.kode for row in one.indikator if row.indikator_kota))
        nodes.append(
            SimpulSasaran(
                jenis=labels[one.sasaran.pk],
                uraian=one.sasaran.uraian,
                href=view.alamat.ke("daftar-indikator"),
                tujuan=one.sasaran.jenis == "tujuan",
                iku=iku,
                faktor=tuple(one.sasaran.faktor_kritis),
                kota=kota,
                induk=places.get(one.sasaran.induk_id) if one.sasaran.induk_id else None,
            )
        )
    return tuple(nodes)


def _iku(
    view: Pandangan, board: Papan, figure: AngkaKantor, definisi: Definisi | None, program: tuple[SimpulProgram, ...]
) -> SimpulIku:
    nada, kata = _KEADAAN[key_of(board, figure)]
    row = figure.kini.realisasi if figure.kini else None
    if board.running:  # the status speaks of the year, so target and capaian do too
        capaian_tahun = capaian_sheet(row, figure.target_tahun) if row else None
        figure = replace(figure, target=figure.target_tahun, capaian=capaian_tahun)
    capaian = capaian_value(figure)
    if row is not None and row.nilai:
        isi = row.definisi.isi
        nilai = f"{with_unit(row.tampil, isi).removesuffix('%')} dari {target_text(figure, isi)}"
        href = view.alamat.indikator(figure.indikator.kode)
    else:
        target = target_angka(figure.target, definisi)
        nilai = f"target {target.lengkap}" if target.teks else "belum ada target"
        href = view.alamat.indikator(figure.indikator.kode) if row else view.alamat.ke("kartu", kode=figure.indikator.kode)
    return SimpulIku(
        kode=figure.indikator.kode,
        nama=figure.indikator.nama,
        href=href,
        nada=nada,
        kata=kata,
        nilai=nilai,
        capaian=format_angka(capaian, 2) if capaian is not None else "belum ada",
        program=program,
    )


def _programs(view: Pandangan, nodes: Sequence[NodeProgram], book: Buku) -> tuple[SimpulProgram, ...]:
    found = []
    for node in nodes:
        spent = serapan_of_node(node, book, view.period)
        owner = node.program.bidang.nama if node.program.bidang else "belum ada penanggung jawab"
        said = f"serapan {spent.tampil}" if spent else "belum ada anggaran"
        href = view.alamat.ke("program", program_id=node.program.pk)
        found.append(
            SimpulProgram(kode=node.program.kode, nama=_short(node.program.nama), href=href, keterangan=f"{owner} · {said}")
        )
    return tuple(found)


def _serves(node: NodeProgram) -> bool:
    return bool(node.indikator) or any(_serves(child) for child in node.anak)


def _short(nama: str) -> str:
    """Under the heading Program the word itself is not said again."""
    bare = nama.removeprefix("Program ")
    return bare[:1].upper() + bare[1:]
