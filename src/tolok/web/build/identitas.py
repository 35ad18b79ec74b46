"""Pages of personal data: one entity masked or open, its erasure, and who looked at whom and why."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tolok.registers.schema import Schema
from tolok.services.akses import may
from tolok.services.identitas import (
    DIHAPUS,
    DIUNGKAP,
    LAMA_TERBUKA,
    Medan,
    Subjek,
    entity_name,
    fields_of,
    masked_of,
    may_reveal,
    openings_of,
    shared_numbers,
)
from tolok.store.models import LogPerubahan, schemas
from tolok.values.instant import WIB, tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.pengawasan import NAMA, faults_of, messages_of, tabs, with_query
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Penomoran, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.pengawasan import HalamanIsian, HalamanPengawasan, Lembaran

PAGE = 50
_ACTS = {DIUNGKAP: "dibuka", DIHAPUS: "dihapus"}


def masked_column(view: Pandangan, schema: Schema, entitas: Sequence[str]) -> tuple[tuple[Kolom, ...], dict[str, Sel]]:
    """The head and the cells of the masked column of a page of rows, each the way to the page that opens one; or nothing.

    An entity of which nothing is kept says so.
    """
    found = masked_of(schema, view.kantor, entitas)
    if found is None:
        return (), {}
    kolom, texts = found
    cells = {
        one: Sel(texts[one], "samar", view.alamat.ke("identitas-satu", reg_pribadi=schema.nama, entitas_pribadi=one))
        if one in texts else Sel("tidak ada", "kosong")
        for one in entitas
    }  # fmt: skip
    return (Kolom(kolom.title),), cells


def build_satu(
    view: Pandangan, subjek: Subjek, sampai: datetime | None, alasan: str = "", issues: Sequence[Issue] = ()
) -> HalamanPengawasan:
    """One entity's personal fields: masked, or open until `sampai`."""
    fields, schema = fields_of(subjek, terbuka=sampai is not None), schemas()[subjek.register]
    name = entity_name(subjek.register, subjek.kantor.kode, subjek.entitas)
    heads = (Kolom("Kolom", ponsel="utama"), Kolom("Isi"), Kolom("Diketahui sejak", ponsel="tanpa"))
    rows = tuple((Sel(_label(one)), _content(one), Sel(_since(one))) for one in fields)
    empty = "" if rows else "Kantor ini tidak menyimpan data pribadi untuk baris ini."
    sheet = Lembaran(judul="Data pribadi", meta="terbuka" if sampai else "disamarkan",
                     tabel=Tabel("Data pribadi", heads, rows), kosong=empty,
                     catatan="Tersimpan tersandi, terpisah dari baris. Angka tidak memakainya.")  # fmt: skip
    return HalamanPengawasan(
        kerangka=frame(view, "Data pribadi", (Tautan(schema.label), Tautan(name)), kini="Register"),
        judul=name,
        lead=f"{schema.label}. Data pribadi hanya dibuka untuk keperluan yang jelas, dan setiap pembukaan dicatat.",
        pesan=_open_message(sampai),
        lembaran=(sheet,),
        samping=_side(view, subjek, fields, sampai, alasan, issues),
    )


def _label(one: Medan) -> str:
    return one.kolom.title


def _content(one: Medan) -> Sel:
    if one.dihapus:
        return Sel("dihapus atas permintaan", "kosong")
    return Sel(one.isi, "tebal") if one.isi else Sel(one.samar, "samar")


def _since(one: Medan) -> str:
    moment = one.dihapus or one.diketahui
    return tanggal_pendek(moment) if moment else ""


def _open_message(sampai: datetime | None) -> tuple[Pesan, ...]:
    if sampai is None:
        return ()
    until = f"Sampai pukul {sampai.astimezone(WIB):%H.%M}, lalu disamarkan lagi. Pembukaan ini sudah dicatat."
    return (Pesan("perlu keputusan", "Data pribadi sedang terbuka", until),)


def _side(
    view: Pandangan, subjek: Subjek, fields: Sequence[Medan], sampai: datetime | None, alasan: str, issues: Sequence[Issue]
) -> tuple[Lembaran, ...]:
    where = {"reg_pribadi": subjek.register, "entitas_pribadi": subjek.entitas}
    held = any(not one.dihapus for one in fields)
    sheets = []
    if held and sampai is None and not view.lampau and may_reveal(view.orang, subjek):
        minutes = int(LAMA_TERBUKA.total_seconds() // 60)
        reason = Isian("alasan", "Untuk keperluan apa", alasan, "panjang", "Ikut tercatat; tanpa nama atau nomor orangnya",
                       faults_of(issues).get("alasan", ""), wajib=True)  # fmt: skip
        form = Formulir(view.alamat.ke("identitas-satu", **where), f"Buka {minutes} menit")
        sheets.append(Lembaran(judul="Buka baris ini", isian=(reason,), formulir=form))
    facts = (Fakta("Register", schemas()[subjek.register].label), Fakta("Sidik entitas", subjek.entitas[:12], mono=True))
    actions = []
    if held and not view.lampau and may(view.orang, view.kantor, "hapus_identitas"):
        actions.append(Tindakan("Hapus data pribadi", view.alamat.ke("identitas-hapus", **where), "menolak"))
    if may(view.orang, view.kantor, "lihat_akses_identitas"):
        actions.append(Tindakan("Siapa pernah membuka", with_query(view.alamat.ke("identitas"), entitas=subjek.entitas)))
    return (*sheets, Lembaran(judul="Baris ini", fakta=facts, tindakan=tuple(actions)))


def build_hapus(view: Pandangan, subjek: Subjek, alasan: str = "", issues: Sequence[Issue] = ()) -> HalamanIsian:
    """Ask before erasing: what goes, what stays, and why."""
    name = entity_name(subjek.register, subjek.kantor.kode, subjek.entitas)
    where = {"reg_pribadi": subjek.register, "entitas_pribadi": subjek.entitas}
    back = view.alamat.ke("identitas-satu", **where)
    fields = [one for one in fields_of(subjek) if not one.dihapus]
    reason = Isian("alasan", "Dasar penghapusan", alasan, "panjang", "Misalnya nomor surat permohonan; tanpa nama orangnya",
                   faults_of(issues).get("alasan", ""), wajib=True)  # fmt: skip
    return HalamanIsian(
        kerangka=frame(view, "Hapus data pribadi", (Tautan(name, back), Tautan("Hapus data pribadi")), kini="Register"),
        judul=f"Hapus data pribadi {name}?",
        lead="Hak orangnya menurut UU 27/2022. Baris dan angkanya tetap; isinya tidak dapat dikembalikan.",
        fakta=tuple(Fakta(_label(one), one.samar) for one in fields),
        kelompok=(("", (reason,)),),
        formulir=Formulir(
            view.alamat.ke("identitas-hapus", **where), f"Hapus {len(fields)} kolom untuk selamanya", menolak=True
        ),
        batal=Tautan("Batal", back),
        pesan=messages_of(issues, ("alasan",)),
        akibat="Kiriman berikutnya tidak memasukkannya lagi. Cadangan lama masih memuatnya sampai cadangan itu dibuang.",
    )


def build_akses(view: Pandangan, entitas: str, halaman: int) -> HalamanPengawasan:
    """Who opened or erased whose personal data, when and why; never what stood there."""
    entries = openings_of(view.kantor, view.at, entitas)
    count, start = entries.count(), (max(halaman, 1) - 1) * PAGE
    shown = list(entries.select_related("oleh").order_by("-urut")[start : start + PAGE])
    heads = (
        Kolom("Kapan"), Kolom("Siapa", ponsel="utama"), Kolom("Tindakan"), Kolom("Mengenai"), Kolom("Untuk apa"),
    )  # fmt: skip
    rows = tuple(_entry(view, one) for one in shown)
    here = view.alamat.ke("identitas")
    paging = Penomoran(
        f"{format_angka(start + 1)}–{format_angka(start + len(rows))} dari {format_angka(count)}" if rows else "",
        with_query(here, entitas=entitas, halaman=halaman - 1) if halaman > 1 else "",
        with_query(here, entitas=entitas, halaman=halaman + 1) if start + PAGE < count else "",
    )
    sheet = Lembaran(
        judul="Pembukaan dan penghapusan",
        tabel=Tabel("Akses data pribadi", heads, rows),
        kosong="" if rows else "Belum pernah ada yang membuka data pribadi.",
        penomoran=paging if rows else None,
    )
    opened = entries.filter(tindakan=DIUNGKAP).count()
    name = entity_name(*_last_object(shown), entitas) if entitas and shown else ""
    return HalamanPengawasan(
        kerangka=frame(view, "Data pribadi", (Tautan(NAMA), Tautan("Data pribadi")), kini=NAMA),
        judul=f"Data pribadi {'' if not name else name + ' '}dibuka {format_angka(opened)} kali",
        lead="Siapa membuka data siapa dan untuk apa. Isinya tidak pernah ikut tercatat.",
        tab=tabs(view, "identitas"),
        tindakan=(Tindakan("Lihat semua", here),) if entitas else (),
        lembaran=(sheet, *_shared(view)),
    )


def _last_object(shown: Sequence[LogPerubahan]) -> tuple[str, str]:
    return shown[0].objek.partition(" ")[0], str(shown[0].perangkat_daerah_id)


def _entry(view: Pandangan, one: LogPerubahan) -> tuple[Sel, ...]:
    register, _, entitas = one.objek.partition(" ")
    name = entity_name(register, view.kantor.kode, entitas)
    link = ""
    if may(view.orang, view.kantor, "lihat_baris"):
        link = view.alamat.ke("identitas-satu", reg_pribadi=register, entitas_pribadi=entitas)
    return (
        Sel(tanggal_pendek(one.pada)),
        Sel(one.oleh.nama if one.oleh else "sistem"),
        Sel(_ACTS[one.tindakan]),
        Sel(name, href=link),
        Sel(str(one.isi.get("alasan", ""))),
    )


def _shared(view: Pandangan) -> tuple[Lembaran, ...]:
    """Entities that carry the same NIK: to be looked into, never decided here."""
    found: list[tuple[Sel, ...]] = []
    for nama, schema in schemas().items():
        if not any(k.nama.startswith("nik") for k in schema.pribadi):
            continue
        for group in shared_numbers(view.kantor, nama)[: PAGE - len(found)]:
            names = ", ".join(entity_name(nama, view.kantor.kode, one) for one in group[:5])
            found.append((Sel(schema.label), Sel(names), Sel(format_angka(len(group)))))
    if not found:
        return ()
    heads = (
        Kolom("Register", ponsel="kedua"),
        Kolom("Tercatat sebagai", ponsel="utama"),
        Kolom("Banyaknya", angka=True, ponsel="angka"),
    )
    note = "Satu orang boleh punya beberapa usaha. Periksa apakah ini satu usaha yang tercatat dua kali."
    return (
        Lembaran(
            judul="NIK yang sama pada lebih dari satu baris", tabel=Tabel("NIK yang sama", heads, tuple(found)), catatan=note
        ),
    )


def grants_of(kept: object, now: datetime) -> Mapping[str, datetime]:
    """The grants of a session that still hold: entity → until when."""
    if not isinstance(kept, dict):
        return {}
    held = {str(key): datetime.fromisoformat(str(text)) for key, text in kept.items()}
    return {key: until for key, until in held.items() if until > now}
