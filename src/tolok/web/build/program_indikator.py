"""Indicators of a program: their table on the program's page, and the forms that add, change and remove one."""

from tolok.services.program_indikator import UKURAN, UkuranProgram, measures_of, target_history_of
from tolok.services.target import target_text
from tolok.store.models import IndikatorProgram, Program
from tolok.values.instant import tanggal_pendek
from tolok.values.number import parse_fraction
from tolok.web.build.isian_rencana import BARU, Ditolak, plan_trail, reason, with_faults
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.rencana import HalamanIsianRencana, KelompokIsian, TindakanKedua


def measures_table(view: Pandangan, row: Program) -> Tabel | None:
    """The indicators of a program with the targets of last year and this one; None where it has none."""
    tahun = view.period.tahun
    found = measures_of([row], view.at).get(row.pk, [])
    if not found:
        return None
    may = "kelola_rencana" in view.hak and not view.lampau
    columns = (
        Kolom("Indikator", ponsel="utama"), Kolom("Mengukur"), Kolom("Satuan"),
        Kolom(f"Target {tahun - 1}", angka=True), Kolom(f"Target {tahun}", angka=True, ponsel="angka"),
    )  # fmt: skip
    rows = tuple((_name(view, one, may), _measured(one, row), Sel(one.indikator.satuan), *_targets(one, tahun))
                 for one in found)  # fmt: skip
    return Tabel(f"Indikator {row.jenjang} ({UKURAN[row.jenjang]})", columns, rows)


def _name(view: Pandangan, one: UkuranProgram, may: bool) -> Sel:
    parts = {"program_id": one.indikator.program_id, "indikator_program_id": one.indikator.pk}
    return Sel(one.indikator.nama, href=view.alamat.ke("ubah-indikator-program", **parts) if may else "")


def _measured(one: UkuranProgram, row: Program) -> Sel:
    return Sel(one.indikator.sasaran) if one.indikator.sasaran else Sel(f"{row.jenjang} ini", "kosong")


def _targets(one: UkuranProgram, tahun: int) -> tuple[Sel, Sel]:
    before, now = (one.printed(year) for year in (tahun - 1, tahun))
    return (Sel(before) if before else Sel("–", "kosong"), Sel(now) if now else Sel("belum ada", "kosong"))


def add_action(view: Pandangan, row: Program) -> Tindakan:
    """The button that adds an indicator."""
    return Tindakan("Tambah indikator", view.alamat.ke("tambah-indikator-program", program_id=row.pk))


# --- forms ------------------------------------------------------------------------------------------------------------


def build_indikator_program(
    view: Pandangan, program: Program, row: IndikatorProgram | None, ditolak: Ditolak = BARU
) -> HalamanIsianRencana:
    """The form of a new or known indicator with its target of the year that is looked at."""
    tahun = view.period.tahun
    parts = {"program_id": program.pk} | ({"indikator_program_id": row.pk} if row else {})
    href = view.alamat.ke("ubah-indikator-program" if row else "tambah-indikator-program", **parts)
    title = f"Ubah indikator {program.kode}" if row else f"Tambah indikator {program.kode}"
    back = view.alamat.ke("program", program_id=program.pk)
    trail = (*plan_trail(view), Tautan(program.kode, back), Tautan("Ubah indikator" if row else "Tambah indikator"))
    page = HalamanIsianRencana(
        kerangka=frame(view, title, trail, kini="Indikator"),
        judul=title,
        lead=program.nama,
        kelompok=_groups(view, program, row, ditolak),
        formulir=Formulir(href, f"Simpan indikator dan target {tahun}" if row else "Tambahkan indikator"),
        batal=Tautan("Batal", back),
        samping_judul=f"Target {tahun} yang pernah ditulis" if row else f"Jenjang {program.jenjang}",
        samping=_known(view, program, row) if row else (Fakta("Yang diukur", UKURAN[program.jenjang]),),
        samping_isi="Perjanjian yang sudah ditandatangani tetap memuat kata dan target waktu itu."
        if row
        else "Outcome ialah hasil yang dirasakan; output ialah keluaran yang dihasilkan. Keduanya tercetak pada "
        "Perjanjian Kinerja jenjang di bawah kepala perangkat daerah.",
        kedua=(_remove(href, ditolak),) if row else (),
    )
    return with_faults(page, ditolak)


def _groups(view: Pandangan, program: Program, row: IndikatorProgram | None, ditolak: Ditolak) -> tuple[KelompokIsian, ...]:
    tahun = view.period.tahun
    found = measures_of([program], view.at).get(program.pk, [])
    shown = next((one.printed(tahun) for one in found if row and one.indikator.pk == row.pk), "")
    words = (
        Isian("nama", "Indikator", ditolak.value("nama", row.nama if row else ""), "panjang",
              "Misalnya Jumlah koperasi yang diperiksa dan diawasi.", wajib=True),
        Isian("sasaran", f"Sasaran {program.jenjang}", ditolak.value("sasaran", row.sasaran if row else ""),
              petunjuk=f"Hasil yang diukurnya. Kosong: yang tercetak nama {program.jenjang} ini."),
    )  # fmt: skip
    figures = (
        Isian("satuan", "Satuan", ditolak.value("satuan", row.satuan if row else ""), petunjuk="Misalnya koperasi atau %.",
              wajib=True),
        Isian("target", f"Target {tahun}", ditolak.value("target", shown), "angka", petunjuk="Dengan koma desimal."),
    )  # fmt: skip
    why = KelompokIsian(
        judul="Alasan", isian=(reason(ditolak),), keterangan="Perlu bila kata atau target yang sudah ada diubah."
    )
    return (
        KelompokIsian(judul="Indikator", isian=words),
        KelompokIsian(judul=f"Satuan dan target {tahun}", isian=figures, sejajar="sedang"),
        *((why,) if row else ()),
    )


def _known(view: Pandangan, program: Program, row: IndikatorProgram) -> tuple[Fakta, ...]:
    found = [one for one in target_history_of(program, view.period.tahun, view.at) if one.indikator_id == row.pk]
    facts = tuple(Fakta(tanggal_pendek(one.diketahui_dari), target_text(parse_fraction(one.nilai), 0)) for one in found)
    return facts or (Fakta("Target", "belum ada"),)


def _remove(href: str, ditolak: Ditolak) -> TindakanKedua:
    return TindakanKedua(
        judul="Hapus indikator ini",
        isi="Indikator hilang dari rencana mulai sekarang. Targetnya dan perjanjian yang memuatnya tetap tersimpan.",
        formulir=Formulir(href, "Hapus indikator", (("tindakan", "hapus"),), menolak=True),
        isian=(reason(ditolak, "Alasan penghapusan", "alasan_hapus"),),
    )
