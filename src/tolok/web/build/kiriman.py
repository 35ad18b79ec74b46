"""Pages around deliveries: the upload form, the form of one row, one delivery, undoing, refusing, background work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings

from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.registers.schema import Kolom as KolomRegister
from tolok.registers.schema import Schema
from tolok.services import paket
from tolok.services.batal import why_not_undo
from tolok.services.borongan import JENIS_PEKERJAAN as JENIS_BORONGAN
from tolok.services.pekerjaan import DAFTAR, jobs_of
from tolok.services.register import KIRIMAN, may_deliver, undone_at
from tolok.store.models import Kiriman, Pekerjaan, Unggahan, schemas
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.register import capital
from tolok.web.build.unggahan import day_of, notes_of, progress_of
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Opsi, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.komponen import JenisIsian, Nada
from tolok.web.read_models.terima import (
    HalamanAlasan,
    HalamanBarisBaru,
    HalamanKiriman,
    HalamanPekerjaan,
    HalamanSatuPekerjaan,
    HalamanUnggah,
)

STATUS_PEKERJAAN: dict[str, tuple[str, Nada]] = {
    "menunggu": ("Menunggu giliran", "netral"),
    "berjalan": ("Sedang berjalan", "netral"),
    "selesai": ("Selesai", "baik"),
    "gagal": ("Gagal", "buruk"),
    "terputus": ("Terputus", "waspada"),
}


def _trail(view: Pandangan, schema: Schema, *more: str) -> tuple[Tautan, ...]:
    here = Tautan(capital(schema.label), view.alamat.ke("register-isi", register=schema.nama))
    return (Tautan("Register", view.alamat.ke("register")), here, *(Tautan(one) for one in more))


def build_unggah(view: Pandangan, schema: Schema, typed: Mapping[str, Any], issues: Sequence[Issue] = ()) -> HalamanUnggah:
    """The upload form. `typed`: periode, cakupan (`semua` or `sebagian`), wilayah (codes)."""
    fault = {issue.di_mana: f"{capital(issue.apa)}. {capital(issue.saran)}." for issue in issues}
    tree, pemda = paket.region_tree(), view.kantor.pemda_id
    chosen, some = set(typed.get("wilayah", ())), typed.get("cakupan") == "sebagian"
    known = {"berkas", "periode", "cakupan"}
    return HalamanUnggah(
        kerangka=frame(view, "Unggah berkas", _trail(view, schema, "Unggah berkas"), "Register"),
        judul=f"Unggah {schema.label[0].lower()}{schema.label[1:]}",
        lead="Berkas diperiksa dahulu. Belum ada yang tersimpan sampai Anda menerimanya.",
        formulir=Formulir(view.alamat.ke("unggah", register=schema.nama), "Periksa berkas"),
        isian=(
            Isian("periode", "Periode", str(typed.get("periode") or view.period), wajib=True,
                  petunjuk="Tahun, atau tahun dan triwulan: 2024 atau 2024-TW3.", galat=fault.get("periode", "")),
        ),
        cakupan=(Opsi("semua", f"Seluruh {tree.name(pemda)}", not some), Opsi("sebagian", "Hanya kecamatan ini:", some)),
        kecamatan=tuple(Opsi(code, tree.name(code), code in chosen) for code in tree.children(pemda)),
        batal=Tautan("Batal", view.alamat.ke("register-isi", register=schema.nama)),
        templat=Tautan("Unduh templat (XLSX)", view.alamat.ke("register-templat", register=schema.nama)),
        batas=f"XLSX atau CSV, paling besar {settings.UNGGAHAN_TERBESAR // 1024**2} MB.",
        galat_berkas=fault.get("berkas", ""),
        pesan=tuple(Pesan.from_issue(issue) for issue in issues if issue.di_mana not in known or issue.di_mana == "cakupan"),
    )  # fmt: skip


def build_baris_baru(
    view: Pandangan, schema: Schema, typed: Mapping[str, str] | None = None, issues: Sequence[Issue] = ()
) -> HalamanBarisBaru:
    """The form of one row, from the schema: the same columns, kinds and checks as a file."""
    given = typed if typed is not None else _defaults(view, schema)
    fault: dict[str, str] = {}
    for issue in issues:
        fault.setdefault(issue.di_mana, f"{capital(issue.apa)}. {capital(issue.saran)}.".replace("?.", "?"))
    whole = tuple(Pesan.from_issue(issue) for issue in issues if issue.di_mana == "baris")
    if whole:
        view = replace(view, pesan=(*view.pesan, *whole))
    fields = [_field(view, kolom, given.get(kolom.nama, ""), fault) for kolom in schema.kolom]
    personal = {kolom.nama for kolom in schema.pribadi}
    return HalamanBarisBaru(
        kerangka=frame(view, "Tambah satu baris", _trail(view, schema, "Tambah satu baris"), "Register"),
        judul=f"Tambah satu {schema.benda} ke {schema.label[0].lower()}{schema.label[1:]}",
        lead="Isinya diperiksa seperti berkas. Yang dikosongkan berarti belum diketahui, bukan nol.",
        isian=tuple(one for one in fields if one.nama not in personal),
        pribadi=tuple(one for one in fields if one.nama in personal),
        formulir=Formulir(view.alamat.ke("baris-baru", register=schema.nama), f"Simpan satu {schema.benda}"),
        batal=Tautan("Batal", view.alamat.ke("register-isi", register=schema.nama)),
        fakta=(Fakta("Periode", view.period.label), Fakta("Register", capital(schema.label))),
    )


def _defaults(view: Pandangan, schema: Schema) -> dict[str, str]:
    return {schema.periode: str(view.period.tahun)} if schema.jenis == "arus" else {}


_KIND: dict[str, JenisIsian] = {"bilangan": "angka", "angka": "angka", "tahun": "angka", "tanggal": "tanggal"}


def _field(view: Pandangan, kolom: KolomRegister, value: str, fault: Mapping[str, str]) -> Isian:
    unit = {"rupiah": "Rp"}.get(kolom.satuan, kolom.satuan)
    label = capital(kolom.label.removeprefix("kode ") if kolom.jenis == "wilayah" else kolom.label)
    label += f" ({unit})" if unit else ""
    galat = fault.get(kolom.label, "")
    choices = ("ya", "tidak") if kolom.jenis == "ya_tidak" else kolom.pilihan
    if choices or kolom.jenis == "wilayah":
        pairs = _regions(view, kolom) if kolom.jenis == "wilayah" else [(one, capital(one)) for one in choices]
        options = (Opsi("", "belum diketahui", not value), *(Opsi(code, name, code == value) for code, name in pairs))
        return Isian(kolom.nama, label, value, "pilihan", galat=galat, opsi=options, wajib=kolom.wajib)
    hint = {"nomor": "Angka saja, tanpa titik.", "tahun": "Empat angka."}.get(kolom.jenis, "")
    hint = "" if kolom.pribadi else hint
    kind = _KIND.get(kolom.jenis, "teks")
    return Isian(kolom.nama, label, value, kind, hint, galat, wajib=kolom.wajib)


def _regions(view: Pandangan, kolom: KolomRegister) -> list[tuple[str, str]]:
    """The office's own regions at the column's level, each with the one above it."""
    tree, pemda = paket.region_tree(), view.kantor.pemda_id
    if kolom.tingkat_wilayah == "kelurahan":
        pairs = ((one, over) for over in tree.children(pemda) for one in tree.children(over))
        return [(one, f"{tree.name(one)}, {tree.name(over)}") for one, over in pairs]
    below = [(one, tree.name(one)) for one in tree.children(pemda)]
    return below if kolom.tingkat_wilayah == "kecamatan" else [(pemda, tree.name(pemda)), *below]


def build_kiriman(view: Pandangan, kiriman: Kiriman) -> HalamanKiriman:
    """One delivery: what it brought, whether it still holds, and the way to undo it."""
    schema, told = schemas()[kiriman.register], kiriman.laporan
    undone = undone_at(kiriman, view.at)
    counts = [(told.get("baru", 0), "baris baru"), (told.get("berubah", 0), "baris berubah")]
    finding = ", ".join(f"{format_angka(n)} {word}" for n, word in counts if n) or "Tidak ada baris yang berubah"
    title = f"Kiriman {day_of(kiriman.diterima_pada)}"
    actions = ()
    if _can_undo(view, kiriman, schema) and undone is None:
        actions = (Tindakan("Batalkan kiriman ini", view.alamat.ke("kiriman-batal", kiriman=kiriman.pk), "menolak"),)
    return HalamanKiriman(
        kerangka=frame(view, title, _trail(view, schema, title), "Register"),
        judul=f"Pembatalan kiriman {schema.label}" if kiriman.jenis == "batal" else finding,
        lead=f"{capital(schema.label)}, periode {kiriman.periode}, diterima {tanggal_pendek(kiriman.diterima_pada)}.",
        fakta=_delivery_facts(kiriman),
        catatan=notes_of(told.get("issues", ())),
        tindakan=actions,
        pesan=(_undone_message(view, undone),) if undone else (),
    )


def _can_undo(view: Pandangan, kiriman: Kiriman, schema: Schema) -> bool:
    if view.lampau or kiriman.jenis not in KIRIMAN:
        return False
    return may_deliver(view.orang, view.kantor, schema, int(kiriman.periode[:4]))


def _undone_message(view: Pandangan, undone: Kiriman) -> Pesan:
    who = f"{undone.oleh.nama}, " if undone.oleh else ""
    link = Tautan("Lihat pembatalannya", view.alamat.ke("kiriman", kiriman=undone.pk))
    what = f"{who}{tanggal_pendek(undone.diterima_pada)}. Alasan: {undone.alasan}"
    return Pesan("catatan", "Kiriman ini sudah dibatalkan", what, tautan=link)


def _delivery_facts(kiriman: Kiriman) -> tuple[Fakta, ...]:
    tree, told = paket.region_tree(), kiriman.laporan
    facts = [Fakta("Diserahkan oleh", kiriman.oleh.nama if kiriman.oleh else "sistem")]
    facts += [Fakta("Berkas", kiriman.berkas.rpartition("/")[2])] if kiriman.berkas else []
    facts += [Fakta("Alasan", kiriman.alasan)] if kiriman.alasan else []
    if kiriman.cakupan:
        facts.append(Fakta("Cakupan", ", ".join(tree.name(code) for code in kiriman.cakupan if tree.exists(code))))
    words = (("baris", "Baris dibaca"), ("bersih", "Diterima"), ("sama", "Sudah ada, tidak berubah"),
             ("rangkap", "Ganda, dilewati"), ("karantina", "Tidak diterima"))  # fmt: skip
    facts += [Fakta(label, format_angka(int(told[name]))) for name, label in words if name in told]
    facts += [Fakta("Sidik berkas", kiriman.sha256, mono=True)] if kiriman.sha256 else []
    return tuple(facts)


def build_batal(view: Pandangan, kiriman: Kiriman, issues: Sequence[Issue] = (), alasan: str = "") -> HalamanAlasan:
    """Undo one delivery: what happens, and a reason; or why it cannot be done."""
    schema = schemas()[kiriman.register]
    why = why_not_undo(kiriman)
    shown = [issue for issue in (*issues, *why) if issue.di_mana != "alasan"]
    count = int(kiriman.laporan.get("baru", 0)) + int(kiriman.laporan.get("berubah", 0))
    fault = next((f"{capital(one.apa)}. {capital(one.saran)}." for one in issues if one.di_mana == "alasan"), "")
    href = view.alamat.ke("kiriman-batal", kiriman=kiriman.pk)
    return HalamanAlasan(
        kerangka=frame(view, "Batalkan kiriman", _trail(view, schema, "Batalkan kiriman"), "Register"),
        judul=f"Batalkan kiriman {tanggal_pendek(kiriman.diterima_pada)}?",
        lead=f"{capital(schema.label)}, periode {kiriman.periode}. Tidak ada yang dihapus: barisnya ditutup hari ini, dan "
             "yang digantikannya berlaku lagi.",
        fakta=_delivery_facts(kiriman),
        alasan=_reason("Alasan pembatalan", "Apa yang keliru pada kiriman ini; tercatat dan tampil pada terbitan baru.",
                       alasan, fault),
        formulir=None if why else Formulir(href, f"Batalkan {format_angka(count)} baris", menolak=True),
        batal=Tautan("Kembali", view.alamat.ke("kiriman", kiriman=kiriman.pk)),
        pesan=tuple(Pesan.from_issue(issue) for issue in dict.fromkeys(shown)),
        akibat="Angka yang sudah terbit tidak berubah; yang tersentuh mendapat terbitan baru yang menunggu persetujuan.",
    )  # fmt: skip


def build_tolak(view: Pandangan, unggahan: Unggahan, issues: Sequence[Issue] = (), alasan: str = "") -> HalamanAlasan:
    """Refuse a file with a reason."""
    schema = schemas()[unggahan.register]
    fault = next((f"{capital(one.apa)}. {capital(one.saran)}." for one in issues if one.di_mana == "alasan"), "")
    href = view.alamat.ke("unggahan-tolak", unggahan=unggahan.pk)
    open_still = unggahan.status in ("siap", "gagal")
    return HalamanAlasan(
        kerangka=frame(view, "Tolak kiriman", _trail(view, schema, "Tolak kiriman"), "Register"),
        judul=f"Tolak {unggahan.berkas}?",
        lead="Tidak ada yang tersimpan, dan isi berkasnya dihapus dari Tolok.",
        fakta=(Fakta("Periode", unggahan.periode),
               Fakta("Diunggah oleh", f"{unggahan.oleh.nama}, {tanggal_pendek(unggahan.pada)}")),
        alasan=_reason("Alasan penolakan", "Dibaca oleh yang mengunggah.", alasan, fault),
        formulir=Formulir(href, "Tolak kiriman", (("versi", str(unggahan.versi)),), menolak=True) if open_still else None,
        batal=Tautan("Kembali", view.alamat.ke("unggahan", unggahan=unggahan.pk)),
        pesan=tuple(Pesan.from_issue(issue) for issue in issues if issue.di_mana != "alasan"),
    )  # fmt: skip


def _reason(label: str, hint: str, value: str, fault: str) -> Isian:
    text = f"{hint} Paling sedikit {ALASAN_TERPENDEK} huruf."
    return Isian("alasan", label, value, "panjang", text, fault, wajib=True, fokus=bool(fault))


def build_pekerjaan(view: Pandangan) -> HalamanPekerjaan:
    """The reader's own jobs."""
    jobs = list(jobs_of(view.orang, view.kantor)[:50])
    running = sum(one.status in ("menunggu", "berjalan") for one in jobs)
    heads = (
        Kolom("Pekerjaan", ponsel="utama"), Kolom("Dimulai"), Kolom("Keterangan"), Kolom("Keadaan", ponsel="kedua"),
    )  # fmt: skip
    return HalamanPekerjaan(
        kerangka=frame(view, "Pekerjaan latar", (Tautan("Register", view.alamat.ke("register")), Tautan("Pekerjaan latar"))),
        judul=f"{format_angka(running)} pekerjaan sedang berjalan" if running else "Tidak ada pekerjaan yang berjalan",
        lead="Pekerjaan panjang dikerjakan di belakang. Halaman boleh ditinggal.",
        tabel=Tabel("Pekerjaan Anda", heads, tuple(_job_row(view, one) for one in jobs)),
        kosong="Belum ada pekerjaan. Unggahan besar dan cadangan muncul di sini.",
        berjalan=bool(running),
        muat_ulang=view.alamat.ke("pekerjaan"),
    )


def _job_row(view: Pandangan, one: Pekerjaan) -> tuple[Sel, ...]:
    word, tone = STATUS_PEKERJAAN[one.status]
    href = view.alamat.ke("pekerjaan-satu", pekerjaan=one.pk)
    return (
        Sel(job_name(one), "tebal", href), Sel(tanggal_pendek(one.mulai_pada or one.dibuat_pada)), Sel(one.kalimat),
        Sel(word, nada=tone),
    )  # fmt: skip


def job_name(one: Pekerjaan) -> str:
    """What a job is called."""
    return DAFTAR[one.jenis].label if one.jenis in DAFTAR else one.jenis


def build_satu_pekerjaan(
    view: Pandangan, job: Pekerjaan, now: datetime, issues: Iterable[Issue] = ()
) -> HalamanSatuPekerjaan:
    """One job; a failed or broken-off one offers one button."""
    word, _ = STATUS_PEKERJAAN[job.status]
    here = view.alamat.ke("pekerjaan-satu", pekerjaan=job.pk)
    told = [Issue(**one) for one in job.keluaran.get("issues", ())]
    upload = job.masukan.get("unggahan")
    links = [Tautan("Lihat unggahannya", view.alamat.ke("unggahan", unggahan=upload))] if upload else []
    if job.jenis == JENIS_BORONGAN:
        links.append(Tautan("Lihat dokumennya", view.alamat.ke("dokumen-borongan", borongan=job.pk)))
    ended = [Fakta("Berakhir", tanggal_pendek(job.selesai_pada))] if job.selesai_pada else []
    again = Formulir(view.alamat.ke("pekerjaan-ulangi", pekerjaan=job.pk), "Coba lagi")
    trail = (Tautan("Pekerjaan latar", view.alamat.ke("pekerjaan")), Tautan(job_name(job)))
    return HalamanSatuPekerjaan(
        kerangka=frame(view, job_name(job), trail),
        judul=f"{job_name(job)}: {word.lower()}",
        lead="Boleh ditinggal; keadaannya tetap di sini.",
        fakta=(Fakta("Diminta", tanggal_pendek(job.dibuat_pada)), *ended),
        kemajuan=progress_of(job, now, here),
        pesan=tuple(Pesan.from_issue(issue) for issue in (*issues, *told)),
        ulangi=again if job.status in ("gagal", "terputus") else None,
        kembali=(*links, Tautan("Semua pekerjaan", view.alamat.ke("pekerjaan"))),
    )
