"""Pages of one decision, of one correction, of one frozen vintage."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from tolok.measurement.approval import ALASAN_TERPENDEK, Action
from tolok.measurement.penjelasan import NAMA_JENIS
from tolok.registers.schema import Kolom as KolomRegister
from tolok.registers.schema import Schema
from tolok.services.akses import may
from tolok.services.bukti_angka import bukti_of
from tolok.services.hak import Hak
from tolok.services.koreksi import Perubahan, cell_text, editable
from tolok.services.penjelasan import penjelasan_of
from tolok.services.periode import batas_of, row_of
from tolok.services.persetujuan import receiver_of, why_not
from tolok.services.selectors import AngkaKantor, Terbitan
from tolok.services.syarat import MENDABLE, needs_decision
from tolok.store.models import Realisasi, RegisterRow
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import parse_fraction
from tolok.web.build.angka import angka_of, mistar_of, target_text
from tolok.web.build.hitung import trail
from tolok.web.build.indikator import VERB, alur_of, figure_words, vintage_rows
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.tugas import due_words
from tolok.web.read_models import (
    Fakta,
    Formulir,
    HalamanKoreksi,
    HalamanLangkah,
    HalamanTerbitan,
    Isian,
    Opsi,
    PerubahanSel,
    Pesan,
    Tautan,
)
from tolok.web.read_models.komponen import JenisIsian

_EFFECT = {
    "ajukan": "Sesudah diajukan, angka menunggu verifikator. Anda tidak dapat memverifikasinya sendiri.",
    "verifikasi": "Sesudah diverifikasi, angka menunggu persetujuan kepala dinas.",
    "setujui": "Sesudah disetujui, perencana dapat menerbitkannya.",
    "terbitkan": "Sesudah diterbitkan, angka ini beku: tidak pernah diubah, hanya dapat digantikan dengan alasan.",
    "kembalikan": "Angka kembali kepada operator dengan alasan Anda; putaran persetujuan dimulai lagi.",
    "buka_kembali": "Angka yang terbit tetap berlaku sampai terbitan berikutnya diterbitkan; yang baru mulai sebagai draf.",
}


def build_langkah(
    view: Pandangan, figure: AngkaKantor, row: Realisasi, aksi: Action, issues: Sequence[Issue] = (), catatan: str = ""
) -> HalamanLangkah:
    """Confirm one step on one figure; without the right to it the page says why and has no button."""
    isi = row.definisi.isi
    why = tuple(issues) or why_not(view.orang, row, aksi, "x" * ALASAN_TERPENDEK)
    returning = aksi in ("kembalikan", "buka_kembali")
    asks_reason = returning or (aksi == "terbitkan" and needs_decision(row))
    allowed = not why or (asks_reason and all(issue.kode in ("TLK-A006", "TLK-U043") for issue in why))
    href = view.alamat.langkah(row.indikator.kode, row.nomor, aksi)
    label = VERB[aksi] if returning else f"{VERB[aksi]} {figure_words(row)}"
    form = Formulir(href, label, (("versi", str(row.versi)),), menolak=returning) if allowed else None
    mendable = tuple(issue for issue in why if issue.kode in MENDABLE)
    return HalamanLangkah(
        kerangka=frame(view, VERB[aksi], trail(view, row, VERB[aksi]), kini="Indikator"),
        judul=f"{VERB[aksi].removesuffix(' dengan alasan')} {row.indikator.nama[0].lower()}{row.indikator.nama[1:]}?",
        lead=f"{view.period.title} · terbitan {row.nomor}",
        angka=angka_of(Terbitan(row, row.status)),
        periode=view.period.title,
        fakta=(Fakta("Target", target_text(figure, isi)), *_capaian(figure), *_beside(view, row, aksi)),
        definisi=row.lembar["kalimat"][0].upper() + row.lembar["kalimat"][1:],
        perubahan=_changed(figure, row),
        formulir=form,
        batal=Tautan("Batal", view.alamat.indikator(row.indikator.kode)),
        lembar_hitung=Tautan("Lihat lembar hitung", view.alamat.lembar(row.indikator.kode, row.nomor)),
        isian=(_reason_field(why, catatan, aksi),) if asks_reason and allowed else (),
        pesan=Pesan.from_issue(why[0]) if why and not allowed and not mendable else None,
        syarat=_to_mend(view, row, mendable),
        lain=_other_ways(view, row) if aksi == "ajukan" else (),
        penjelasan=tuple((NAMA_JENIS[jenis], one.isi) for jenis, one in penjelasan_of(row, view.at).items()),
        akibat=_effect(row, aksi),
    )


_MEND = {"TLK-U070": ("penjelasan-tulis", "Tulis penjelasan"), "TLK-U075": ("bukti-lampirkan", "Lampirkan bukti")}


def _to_mend(view: Pandangan, row: Realisasi, issues: Sequence[Issue]) -> tuple[Pesan, ...]:
    """What is missing, one message per page on which it is written or attached, with the way there."""
    found = []
    for kode, (nama, label) in _MEND.items():
        mine = [issue for issue in issues if issue.kode == kode]
        if mine:
            href = view.alamat.ke(nama, kode=row.indikator.kode, nomor=row.nomor)
            what = " ".join(issue.apa for issue in mine).removesuffix(".")
            found.append(Pesan("perlu keputusan", what, mine[0].mengapa, tautan=Tautan(label, href), kode=kode))
    return tuple(found)


def _other_ways(view: Pandangan, row: Realisasi) -> tuple[Tautan, ...]:
    """The declared exception and the way back from it, for whoever may take them on this draft."""
    parts = {"kode": row.indikator.kode, "nomor": row.nomor}
    typed, draft = row.cara == "diketik", row.status in ("draf", "dikembalikan")
    nama, label = "ketik", "Register tidak dapat memberinya? Ketik angka"
    right: Hak = "ketik_angka"
    if typed:
        nama, label, right = "hitung-kembali", "Hitung dari register", "hitung_angka"
    allowed = draft and may(view.orang, view.kantor, right, row.indikator.bidang)
    return (Tautan(label, view.alamat.ke(nama, **parts)),) if allowed else ()


def _beside(view: Pandangan, row: Realisasi, aksi: Action) -> tuple[Fakta, ...]:
    """What the decision is taken from besides the figure: data, evidence, and by when."""
    pieces = bukti_of(row, view.at)
    href = view.alamat.ke("bukti", kode=row.indikator.kode, nomor=row.nomor)
    facts = [Fakta("Diketik", row.alasan_ketik, nada="waspada") if row.cara == "diketik"
             else Fakta("Potret data", tanggal_pendek(row.diketahui))]  # fmt: skip
    facts.append(Fakta("Bukti", f"{len(pieces)} bukti" if pieces else "belum ada", href))
    opened = row_of(view.kantor, view.period)
    if opened is not None and aksi not in ("kembalikan", "buka_kembali"):
        left, day, colour = due_words(batas_of(opened).of_step(aksi), timezone.localdate(view.at))
        words = f"{left}, {day.removeprefix('batas ')}"
        facts.append(Fakta("Batas", words, nada=colour or None))  # type: ignore[arg-type]  # buruk, waspada or nothing
    return tuple(facts)


def _effect(row: Realisasi, aksi: Action) -> str:
    receiver = receiver_of(row) if aksi == "kembalikan" else None
    if receiver is not None:
        return f"Angka kembali kepada {receiver.nama} dengan alasan Anda; putaran persetujuan dimulai lagi."
    return _EFFECT[aksi]


def _capaian(figure: AngkaKantor) -> tuple[Fakta, ...]:
    capaian = figure.capaian or {}
    text = (
        f"{capaian['tampil']} · {capaian['predikat']}"
        if capaian.get("tampil")
        else str(capaian.get("alasan") or "belum ada")
    )
    return (Fakta("Capaian", text), Fakta("Kebijakan capaian", str(capaian.get("kebijakan", "–"))))


def _reason_field(why: Sequence[Issue], catatan: str, aksi: Action) -> Isian:
    fault = next((f"{issue.apa} {issue.saran}" for issue in why if issue.kode in ("TLK-A006", "TLK-U043")), "")
    label, read = {
        "kembalikan": ("Alasan pengembalian", "dibaca operator yang memperbaiki"),
        "buka_kembali": ("Alasan membuka kembali", "dicetak sebagai sebab terbitan berikutnya"),
    }.get(aksi, ("Keputusan atas cakupan yang berbeda", "tercatat bersama terbitannya"))
    hint = f"Paling sedikit {ALASAN_TERPENDEK} huruf; {read}."
    return Isian("catatan", label, catatan, "panjang", hint, fault, wajib=True, fokus=bool(fault))


def _changed(figure: AngkaKantor, row: Realisasi) -> tuple[str, ...]:
    """What is new since the vintage in force, in sentences."""
    before = figure.terbit
    if before is None or before.realisasi.pk == row.pk:
        return ()
    changes = [
        f"Menggantikan {figure_words(before.realisasi)} yang terbit {tanggal_pendek(before.realisasi.diterbitkan_pada)}."
    ]
    if row.alasan_koreksi:
        changes.append(f"Sebab: {row.alasan_koreksi}.")
    if before.realisasi.definisi_id != row.definisi_id:
        changes.append("Definisinya berubah sejak terbitan itu.")
    return tuple(changes)


def build_terbitan(view: Pandangan, figure: AngkaKantor, terbitan: Terbitan) -> HalamanTerbitan:
    """One vintage as it was frozen, and what stands in its place since."""
    row, isi = terbitan.realisasi, terbitan.realisasi.definisi.isi
    later = next((t for t in figure.terbitan if t.realisasi.nomor > row.nomor and t.status == "diterbitkan"), None)
    # A published vintage shows the target of its day, on which its frozen capaian rests.
    target = (parse_fraction(row.target) if row.target else None) if row.diterbitkan_pada else figure.target
    alone = AngkaKantor(figure.indikator, (terbitan,), target, row.capaian or figure.capaian)
    typed = row.cara == "diketik"
    published = row.diterbitkan_pada if terbitan.status in ("diterbitkan", "digantikan") else None
    return HalamanTerbitan(
        kerangka=frame(view, f"Terbitan {row.nomor}", trail(view, row, f"Terbitan {row.nomor}"), kini="Indikator"),
        judul=f"{row.indikator.nama}: {figure_words(row)}",
        lead=f"Terbitan {row.nomor}, {view.period.label}",
        angka=angka_of(terbitan),
        mistar=mistar_of(alone, isi),
        keadaan=terbitan.status,  # type: ignore[arg-type]  # states of the approval table, or digantikan
        fakta=(Fakta("Target", target_text(alone, isi)), *_capaian(alone)),
        jejak_alur=alur_of(view, terbitan),
        cap=(
            Fakta("Diterbitkan", tanggal_pendek(published) if published else "belum"),
            Fakta("Diketik" if typed else "Dihitung dari data yang diketahui", tanggal_pendek(row.diketahui)),
            Fakta("Nilai persis", row.nilai or row.alasan, mono=True),
            Fakta("Sidik pernyataan" if typed else "Sidik potret", row.hash_potret, mono=True),
            Fakta("Sidik definisi", row.definisi_id, mono=True),
            Fakta("Sidik ukuran", row.definisi.hash_ukuran, mono=True),
        ),
        lembar_hitung=Tautan("Lihat lembar hitung", view.alamat.lembar(row.indikator.kode, row.nomor)),
        digantikan_oleh=_replaced(view, later) if terbitan.status == "digantikan" and later else None,
        sebab=row.alasan_koreksi,
        terbitan=vintage_rows(view, figure),
    )


def _replaced(view: Pandangan, later: Terbitan) -> Pesan:
    row = later.realisasi
    link = Tautan(f"Lihat terbitan {row.nomor}", view.alamat.terbitan(row.indikator.kode, row.nomor))
    return Pesan(
        "catatan", f"Digantikan oleh {figure_words(row)}",
        f"Sejak {tanggal_pendek(row.diterbitkan_pada)}. Sebab: {row.alasan_koreksi}.", tautan=link,
    )  # fmt: skip


def build_koreksi(
    view: Pandangan, schema: Schema, row: RegisterRow, typed: Mapping[str, str] | None = None,
    changes: Sequence[Perubahan] = (), issues: Sequence[Issue] = (), alasan: str = "",
) -> HalamanKoreksi:  # fmt: skip
    """Correct one row: first the fields, then what would change, then save with its reason."""
    faults = {issue.di_mana: f"{issue.apa}. {issue.saran}" for issue in issues}
    fields = tuple(_field(schema, row, kolom.nama, typed, faults) for kolom in editable(schema))
    name = next(
        (str(getattr(row, k.nama)) for k in schema.fields if k.nama.startswith(("nama", "nomor")) and k.jenis == "teks"), ""
    )
    href = view.alamat.koreksi(schema.nama, row.entitas, row.periode)
    ready = bool(changes) and not issues
    reason_hint = "Dari mana nilai yang benar diketahui, misalnya nomor surat; tercatat dan tampil pada terbitan baru."
    return HalamanKoreksi(
        kerangka=frame(view, "Koreksi baris", (Tautan(schema.label), Tautan("Koreksi baris"))),
        judul=f"Koreksi {name or schema.benda}, tahun {row.periode}",
        lead="Baris lama tidak dihapus: ia ditutup hari ini, dan baris baru berlaku sejak sekarang.",
        tentang_baris=(
            Fakta("Register", schema.label),
            Fakta("Diketahui sejak", tanggal_pendek(row.diketahui_dari)),
            Fakta("Sidik entitas", row.entitas[:12], mono=True),
        ),
        isian=fields,
        alasan=Isian("alasan", "Alasan koreksi", alasan, "panjang", reason_hint, faults.get("alasan", ""), wajib=True),
        formulir=Formulir(href, "Periksa koreksi", (("dasar", str(row.pk)),)),
        batal=Tautan("Batal", view.alamat.beranda()),
        perubahan=tuple(PerubahanSel(c.kolom.label, _said(c.kolom, c.lama), _said(c.kolom, c.baru)) for c in changes),
        akibat_catatan=_CONSEQUENCE if ready else "",
        simpan=f"Simpan koreksi {len(changes)} kolom" if ready else "",
    )  # fmt: skip


_CONSEQUENCE = "Angka yang sudah terbit tidak berubah; yang tersentuh mendapat terbitan baru yang menunggu persetujuan."


def _said(kolom: KolomRegister, cell: object) -> str:
    return cell_text(kolom, cell) or "kosong"


def _field(schema: Schema, row: RegisterRow, nama: str, typed: Mapping[str, str] | None, faults: Mapping[str, str]) -> Isian:
    kolom = schema.by_nama[nama]
    known = cell_text(kolom, getattr(row, nama))
    value = known if typed is None else typed.get(nama, known)
    before = (known or "kosong") if value != known else ""
    unit = " (Rp)" if kolom.satuan == "rupiah" else ""
    label = kolom.title + unit
    choices = {"ya_tidak": ("ya", "tidak"), "kategori": kolom.pilihan}.get(kolom.jenis, ())
    if choices:
        options = (Opsi("", "kosong", value == ""), *(Opsi(one, one, one == value) for one in choices))
        return Isian(nama, label, value, "pilihan", galat=faults.get(kolom.label, ""), opsi=options, lama=before)
    kind: JenisIsian = "angka" if kolom.jenis == "bilangan" else "teks"
    hint = "tahun-bulan-tanggal, misalnya 2024-01-31" if kolom.jenis == "tanggal" else ""
    return Isian(nama, label, value, kind, hint, faults.get(kolom.label, ""), wajib=kolom.wajib, lama=before)
