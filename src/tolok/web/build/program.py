"""Programs with their budgets as pages, efficiency of each IKU by the printed rule, and the pemda's indicators."""

from collections.abc import Sequence

from tolok.services.anggaran import (
    ATURAN_EFISIENSI,
    Buku,
    Serapan,
    budget_history,
    efficiency,
    ledger_of,
    serapan_of_node,
    sum_of,
)
from tolok.services.iku import bidang_of, list_iku
from tolok.services.iku_kota import list_iku_kota
from tolok.services.program import CONTOH_KODE, SimpulProgram, program_tree, served_by, supporters_of
from tolok.services.selectors import AngkaKantor, figures_of
from tolok.store.models import IndikatorKota, Program
from tolok.values.instant import tanggal_panjang, tanggal_pendek
from tolok.values.number import format_angka
from tolok.values.period import ROMAN
from tolok.web.build.angka import capaian_value
from tolok.web.build.isian_rencana import BARU, Ditolak, choice, plan_tabs, plan_trail, reason, with_faults
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.program_indikator import add_action, measures_table
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Opsi, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.program import BarisProgram, HalamanIkuKota, HalamanProgram, HalamanProgramRinci
from tolok.web.read_models.rencana import HalamanIsianRencana, KelompokIsian, PilihanGanda

TANPA_ANGGARAN = "belum ada"


def rupiah(amount: int | None) -> str:
    """`1.250.000.000`, or that nothing was reported."""
    return format_angka(amount) if amount is not None else "belum dilaporkan"


# --- all programs -----------------------------------------------------------------------------------------------------


def build_daftar_program(view: Pandangan) -> HalamanProgram:
    """The tree of programs with budget and absorption of the period; the heading is how much was spent."""
    tree = program_tree(view.kantor, view.period)
    book = ledger_of(view.kantor, view.period.tahun, view.at)
    whole = sum_of([one for node in tree if (one := serapan_of_node(node, book, view.period))])
    may = "kelola_rencana" in view.hak and not view.lampau
    add = Tindakan("Tambah program atau kegiatan", view.alamat.ke("tambah-program"), "utama")
    empty = Pesan(
        "kosong", f"Belum ada program untuk {view.period.label}", "Tanpa program, serapan anggaran tidak dapat dihitung."
    )
    return HalamanProgram(
        kerangka=frame(view, "Program dan anggaran", plan_trail(view, "Program"), kini="Indikator"),
        judul=_budget_finding(view, whole, len(tree)),
        lead="Jumlah program ialah jumlah kegiatan di bawahnya, kecuali yang dicatat pada programnya sendiri.",
        tab=plan_tabs(view, "Program dan anggaran"),
        baris=tuple(_rows(view, tree, book, 0)),
        jumlah=_total(whole),
        efisiensi=_efficiency(view, tree, book),
        aturan=ATURAN_EFISIENSI,
        tindakan=(add,) if may else (),
        kosong=None if tree else empty,
    )


def _budget_finding(view: Pandangan, whole: Serapan | None, programs: int) -> str:
    label = view.period.label
    if whole is None:
        return f"Belum ada anggaran yang dicatat untuk {label}"
    if whole.persen is None:
        return f"Pagu {programs} program Rp {format_angka(whole.pagu)}; realisasi {label} belum dilaporkan semua"
    reach = f" sampai {whole.posisi}" if whole.posisi else ""
    return f"{whole.tampil} anggaran {label} terserap{reach}"


def _total(whole: Serapan | None) -> BarisProgram | None:
    if whole is None:
        return None
    return BarisProgram(
        kode="", nama="Jumlah semua program", href="", tingkat=0, jenjang="", bidang="", iku=(),
        pagu=rupiah(whole.pagu), realisasi=rupiah(whole.realisasi), serapan=whole.tampil,
    )  # fmt: skip


def _rows(view: Pandangan, nodes: Sequence[SimpulProgram], book: Buku, depth: int) -> list[BarisProgram]:
    rows = []
    for node in nodes:
        spent = serapan_of_node(node, book, view.period)
        rows.append(
            BarisProgram(
                kode=node.program.kode,
                nama=node.program.nama,
                href=view.alamat.ke("program", program_id=node.program.pk),
                tingkat=depth,
                jenjang=node.program.jenjang,
                bidang=node.program.bidang.nama if node.program.bidang else "",
                iku=tuple(Tautan(one.kode, view.alamat.ke("kartu", kode=one.kode)) for one in node.indikator),
                pagu=rupiah(spent.pagu) if spent else TANPA_ANGGARAN,
                realisasi=rupiah(spent.realisasi) if spent else TANPA_ANGGARAN,
                serapan=spent.tampil if spent else TANPA_ANGGARAN,
            )
        )
        rows += _rows(view, node.anak, book, depth + 1)
    return rows


def _efficiency(view: Pandangan, tree: Sequence[SimpulProgram], book: Buku) -> Tabel | None:
    figures = figures_of(view.kantor, view.period, view.at)
    if not tree or not figures:
        return None
    columns = (
        Kolom("IKU", ponsel="utama"), Kolom("Capaian", angka=True), Kolom("Serapan", angka=True),
        Kolom("Efisiensi (poin)", angka=True, ponsel="angka"), Kolom("Penilaian"),
    )  # fmt: skip
    return Tabel(f"Capaian dan serapan {view.period.label}", columns,
                 tuple(_efficient(view, one, tree, book) for one in figures))  # fmt: skip


def _efficient(view: Pandangan, one: AngkaKantor, tree: Sequence[SimpulProgram], book: Buku) -> tuple[Sel, ...]:
    nodes = supporters_of(tree, one.indikator)
    spent = sum_of([part for node in nodes if (part := serapan_of_node(node, book, view.period))])
    capaian = capaian_value(one)
    found = efficiency(capaian, spent)
    name = Sel(f"{one.indikator.kode} {one.indikator.nama}", href=view.alamat.ke("kartu", kode=one.indikator.kode))
    reached = Sel(format_angka(capaian, 2)) if capaian is not None else Sel("belum ada", "kosong")
    absorbed = Sel(spent.tampil) if spent else Sel("belum ada" if nodes else "tanpa program", "kosong")
    if found is None:
        return (name, reached, absorbed, Sel("–", "kosong"), Sel("belum dapat dinilai", "kosong"))
    return (name, reached, absorbed, Sel(found.tampil), Sel(found.kata))


# --- one program ------------------------------------------------------------------------------------------------------


def build_program(view: Pandangan, row: Program) -> HalamanProgramRinci:
    """One program with its budget by quarter and every revision known at the reader's instant."""
    node = _find(program_tree(view.kantor, view.period), row) or SimpulProgram(row, served_by(row))
    book = ledger_of(view.kantor, view.period.tahun, view.at)
    spent = serapan_of_node(node, book, view.period)
    may = "kelola_rencana" in view.hak and not view.lampau
    actions = (
        Tindakan(f"Catat anggaran {view.period.tahun}", view.alamat.ke("anggaran", program_id=row.pk), "utama"),
        add_action(view, row),
        Tindakan(f"Ubah {row.jenjang}", view.alamat.ke("ubah-program", program_id=row.pk)),
    )
    trail = (*plan_trail(view), Tautan("Program", view.alamat.ke("daftar-program")), Tautan(row.kode))
    reach = f" sampai {spent.posisi}" if spent and spent.posisi else ""
    return HalamanProgramRinci(
        kerangka=frame(view, row.kode, trail, kini="Indikator"),
        judul=f"{spent.tampil} pagu {view.period.label} terserap{reach}" if spent and spent.persen is not None else row.nama,
        lead=f"{row.kode} · {row.nama}",
        fakta=_program_facts(view, row),
        iku=tuple(Tautan(f"{one.kode} {one.nama}", view.alamat.ke("kartu", kode=one.kode)) for one in node.indikator),
        indikator=measures_table(view, row),
        anak=_children(view, node, book),
        anggaran=_quarters(book, row),
        riwayat=_revisions(view, row),
        tindakan=actions if may else (),
        kosong="" if spent else f"Belum ada anggaran yang dicatat untuk {view.period.tahun}.",
    )


def _program_facts(view: Pandangan, row: Program) -> tuple[Fakta, ...]:
    until = f" sampai {tanggal_panjang(row.berlaku_sampai)}" if row.berlaku_sampai else ""
    facts = (
        Fakta("Jenjang", row.jenjang),
        Fakta("Penanggung jawab", row.bidang.nama if row.bidang else "belum ditetapkan"),
        Fakta("Kode berlaku", f"sejak {tanggal_panjang(row.berlaku_sejak)}{until}"),
    )
    if row.induk is None:
        return facts
    href = view.alamat.ke("program", program_id=row.induk.pk)
    return (*facts, Fakta("Induk", f"{row.induk.kode} {row.induk.nama}", href))


def _find(nodes: Sequence[SimpulProgram], row: Program) -> SimpulProgram | None:
    for node in nodes:
        found = node if node.program.pk == row.pk else _find(node.anak, row)
        if found:
            return found
    return None


def _children(view: Pandangan, node: SimpulProgram, book: Buku) -> Tabel | None:
    if not node.anak:
        return None
    columns = (
        Kolom("Di bawahnya", ponsel="utama"),
        Kolom("Pagu (Rp)", angka=True),
        Kolom("Serapan", angka=True, ponsel="angka"),
    )
    rows = []
    for child in node.anak:
        spent = serapan_of_node(child, book, view.period)
        name = Sel(f"{child.program.kode} {child.program.nama}", href=view.alamat.ke("program", program_id=child.program.pk))
        none = Sel(TANPA_ANGGARAN, "kosong")
        rows.append((name, Sel(rupiah(spent.pagu)) if spent else none, Sel(spent.tampil) if spent else none))
    return Tabel("Kegiatan di bawahnya", columns, tuple(rows))


def _quarters(book: Buku, row: Program) -> Tabel | None:
    known = book.get(row.pk, {})
    if not known:
        return None
    columns = (
        Kolom("Sampai", ponsel="utama"), Kolom("Pagu (Rp)", angka=True), Kolom("Realisasi (Rp)", angka=True),
        Kolom("Serapan", angka=True, ponsel="angka"),
    )  # fmt: skip
    rows = []
    for tw in ROMAN:
        if tw not in known:
            continue
        spent = Serapan(known[tw].pagu, known[tw].realisasi, tw)
        rows.append((Sel(f"Triwulan {ROMAN[tw]}"), Sel(rupiah(spent.pagu)), Sel(rupiah(spent.realisasi)), Sel(spent.tampil)))
    if not rows:
        rows = [(Sel("Setahun"), Sel(rupiah(known[0].pagu)), Sel("belum dilaporkan", "kosong"), Sel("–", "kosong"))]
    return Tabel("Anggaran dari awal tahun", columns, tuple(rows))


def _revisions(view: Pandangan, row: Program) -> Tabel | None:
    found = budget_history(row, view.period.tahun, view.at)
    if not found:
        return None
    columns = (
        Kolom("Dicatat", ponsel="utama"), Kolom("Untuk"), Kolom("Pagu (Rp)", angka=True),
        Kolom("Realisasi (Rp)", angka=True, ponsel="angka"), Kolom("Oleh"),
    )  # fmt: skip
    rows = tuple(
        (
            Sel(tanggal_pendek(one.diketahui_dari)),
            Sel(f"Triwulan {ROMAN[one.triwulan]}" if one.triwulan else "setahun"),
            Sel(rupiah(one.pagu)),
            Sel(rupiah(one.realisasi)) if one.realisasi is not None else Sel("–", "kosong"),
            Sel(one.oleh.nama if one.oleh else "–"),
        )
        for one in found
    )
    return Tabel("Semua catatan anggaran", columns, rows)


# --- forms ------------------------------------------------------------------------------------------------------------


def build_isian_program(view: Pandangan, row: Program | None, ditolak: Ditolak = BARU) -> HalamanIsianRencana:
    """The form of a new or known program; jenjang and parent follow from the code."""
    href = view.alamat.ke("ubah-program", program_id=row.pk) if row else view.alamat.ke("tambah-program")
    title = f"Ubah {row.kode}" if row else "Tambah program, kegiatan, atau sub kegiatan"
    back = view.alamat.ke("program", program_id=row.pk) if row else view.alamat.ke("daftar-program")
    why = (KelompokIsian(judul="Alasan", isian=(reason(ditolak),)),) if row else ()
    page = HalamanIsianRencana(
        kerangka=frame(view, title, plan_trail(view, "Program", "Ubah" if row else "Tambah"), kini="Indikator"),
        judul=title,
        lead=row.nama if row else "Kode dan nama seperti dalam nomenklatur yang berlaku.",
        kelompok=(
            KelompokIsian(judul="Kode dan nama", isian=_program_fields(view, row, ditolak)),
            KelompokIsian(judul="Mendukung IKU", isian=(), ganda=_served(view, row, ditolak)),
            *why,
        ),
        formulir=Formulir(href, f"Simpan {row.kode}" if row else "Tambahkan"),
        batal=Tautan("Batal", back),
        samping_judul="Kode",
        samping=tuple(Fakta(jenjang, kode, mono=True) for jenjang, kode in CONTOH_KODE.items()),
        samping_isi="Jenjang dan induk dibaca dari kodenya. Nomenklatur berubah: akhiri kode lama, tambahkan yang baru.",
    )
    return with_faults(page, ditolak)


def _program_fields(view: Pandangan, row: Program | None, ditolak: Ditolak) -> tuple[Isian, ...]:
    owners = [(str(one.pk), one.nama) for one in bidang_of(view.kantor)]
    since = row.berlaku_sejak.isoformat() if row else f"{view.period.tahun}-01-01"
    until = row.berlaku_sampai.isoformat() if row and row.berlaku_sampai else ""
    return (
        Isian("kode", "Kode", ditolak.value("kode", row.kode if row else ""), petunjuk="Misalnya 2.17.03.", wajib=True),
        Isian("nama", "Nama", ditolak.value("nama", row.nama if row else ""), "panjang", wajib=True),
        choice("bidang", "Penanggung jawab", ditolak.value("bidang", str(row.bidang_id or "") if row else ""), owners),
        Isian("berlaku_sejak", "Berlaku sejak", ditolak.value("berlaku_sejak", since), "tanggal", wajib=True),
        Isian("berlaku_sampai", "Berlaku sampai", ditolak.value("berlaku_sampai", until), "tanggal",
              "Kosong bila masih berlaku."),
    )  # fmt: skip


def _served(view: Pandangan, row: Program | None, ditolak: Ditolak) -> PilihanGanda:
    chosen = ditolak.chosen("mendukung", [one.kode for one in served_by(row)] if row else [])
    options = tuple(Opsi(one.kode, f"{one.kode} {one.nama}", one.kode in chosen) for one in list_iku(view.kantor))
    hint = "Pilih yang dibiayai langsung. Kegiatan tidak perlu mengulang pilihan programnya."
    return PilihanGanda("mendukung", "IKU yang didukung", options, hint)


def build_anggaran(view: Pandangan, row: Program, ditolak: Ditolak = BARU) -> HalamanIsianRencana:
    """The form of one program's budget in the year that is looked at."""
    known = ledger_of(view.kantor, view.period.tahun, view.at).get(row.pk, {})
    newest = max(known.values(), key=lambda one: (one.diketahui_dari, one.pk), default=None)
    pagu = format_angka(newest.pagu) if newest else ""
    fields = [Isian("pagu", "Pagu setahun (Rp)", ditolak.value("pagu", pagu), "angka", wajib=True)]
    for tw, roman in ROMAN.items():
        spent = known[tw].realisasi if tw in known else None
        shown = format_angka(spent) if spent is not None else ""
        fields.append(Isian(f"tw{tw}", f"Realisasi sampai Triwulan {roman} (Rp)", ditolak.value(f"tw{tw}", shown), "angka"))
    page = HalamanIsianRencana(
        kerangka=frame(view, f"Anggaran {row.kode}", plan_trail(view, "Program", row.kode, "Anggaran"), kini="Indikator"),
        judul=f"Catat anggaran {view.period.tahun}",
        lead=f"{row.kode} · {row.nama}",
        kelompok=(
            KelompokIsian(judul="Pagu dan realisasi", isian=tuple(fields), sejajar="sedang",
                          keterangan="Rupiah penuh. Realisasi dihitung dari awal tahun sampai akhir triwulan itu."),
        ),
        formulir=Formulir(view.alamat.ke("anggaran", program_id=row.pk), f"Simpan anggaran {view.period.tahun}"),
        batal=Tautan("Batal", view.alamat.ke("program", program_id=row.pk)),
        akibat="Catatan lama tetap tersimpan; yang baru berlaku sejak sekarang.",
    )  # fmt: skip
    return with_faults(page, ditolak)


# --- indicators of the pemda ------------------------------------------------------------------------------------------


def build_iku_kota(view: Pandangan) -> HalamanIkuKota:
    """The pemda's indicators; the heading tells how many of them this office serves."""
    found = list_iku_kota(view.kantor)
    serving = sum(bool(one.pendukung) for one in found)
    may = "kelola_iku_kota" in view.hak and not view.lampau
    add = Tindakan("Tambah IKU Kota", view.alamat.ke("tambah-iku-kota"), "utama")
    columns = (
        Kolom("Kode"), Kolom("IKU Kota", ponsel="utama"), Kolom("Sasaran kota"), Kolom("Didukung IKU kantor ini"),
        Kolom("Kantor lain", angka=True), Kolom("Rujukan"),
    )  # fmt: skip
    rows = []
    for one in found:
        href = view.alamat.ke("ubah-iku-kota", iku_kota_id=one.indikator.pk) if may else ""
        mine = ", ".join(iku.kode for iku in one.pendukung)
        rows.append((
            Sel(one.indikator.kode), Sel(one.indikator.nama, href=href), Sel(one.indikator.sasaran or "–"),
            Sel(mine) if mine else Sel("belum ada", "kosong"), Sel(str(one.kantor_lain)), Sel(one.indikator.rujukan or "–"),
        ))  # fmt: skip
    pemda = view.kantor.pemda.nama
    empty = Pesan("kosong", f"IKU {pemda} belum ditulis", "Tanpa itu, IKU kantor tidak dapat dihubungkan ke tujuan kota.")
    return HalamanIkuKota(
        kerangka=frame(view, "IKU Kota", plan_trail(view, "IKU Kota"), kini="Indikator"),
        judul=f"{serving} dari {len(found)} IKU {pemda} didukung kantor ini" if found else f"IKU {pemda}",
        lead="Indikator RPJMD yang didukung oleh IKU perangkat daerah.",
        tab=plan_tabs(view, "IKU Kota"),
        tabel=Tabel(f"IKU {pemda}", columns, tuple(rows)) if rows else None,
        tindakan=(add,) if may else (),
        kosong=None if found else empty,
    )


def build_isian_iku_kota(view: Pandangan, row: IndikatorKota | None, ditolak: Ditolak = BARU) -> HalamanIsianRencana:
    """The form of an indicator of the pemda."""
    href = view.alamat.ke("ubah-iku-kota", iku_kota_id=row.pk) if row else view.alamat.ke("tambah-iku-kota")
    title = f"Ubah {row.kode}" if row else "Tambah IKU Kota"
    known = {nama: getattr(row, nama) if row else "" for nama in ("kode", "nama", "sasaran", "rujukan")}
    fields = (
        Isian("kode", "Kode", ditolak.value("kode", known["kode"]), petunjuk="Misalnya IKU-02.", wajib=True),
        Isian("nama", "Nama", ditolak.value("nama", known["nama"]), wajib=True),
        Isian("sasaran", "Sasaran kota", ditolak.value("sasaran", known["sasaran"]), "panjang"),
        Isian(
            "rujukan", "Rujukan", ditolak.value("rujukan", known["rujukan"]), petunjuk="Misalnya RPJMD 2021–2026, tabel 8.1."
        ),
    )
    page = HalamanIsianRencana(
        kerangka=frame(view, title, plan_trail(view, "IKU Kota", "Ubah" if row else "Tambah"), kini="Indikator"),
        judul=title,
        lead="Dipakai bersama semua perangkat daerah pemda ini.",
        kelompok=(KelompokIsian(judul="IKU Kota", isian=fields),),
        formulir=Formulir(href, f"Simpan {row.kode}" if row else "Tambahkan"),
        batal=Tautan("Batal", view.alamat.ke("iku-kota")),
    )
    return with_faults(page, ditolak)
