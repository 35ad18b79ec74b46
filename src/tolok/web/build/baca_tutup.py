"""The end of a review as a page: what entered the plan, what was refused, what waits, and the form that closes it."""

from collections.abc import Callable, Sequence

from tolok.reading.medan import place_text, short_text
from tolok.services.baca import Telaah, closing_of, reviews_of
from tolok.services.baca_rencana import why_not_ready
from tolok.services.baca_tanya import questions_of
from tolok.services.baca_tutup import Ringkasan, summary_of
from tolok.store.models import DokumenBaca
from tolok.values.instant import tanggal_pendek
from tolok.web.build.baca_jejak import trail
from tolok.web.build.isian_rencana import BARU, Ditolak
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Pesan, Sel, Tabel, Tautan
from tolok.web.read_models.baca_lanjut import BagianSelesai, HalamanSelesaiBaca


def build_selesai(view: Pandangan, dokumen: DokumenBaca, ditolak: Ditolak = BARU) -> HalamanSelesaiBaca:
    """The summary of a document with the form that fits its state; no form from a past standpoint or while it reads."""
    reviews = reviews_of(dokumen)
    found, closed = summary_of(reviews), closing_of(dokumen)
    here = view.alamat.ke("baca-telaah", dokumen_baca=dokumen.pk)
    wrong = next((f"{one.apa} {one.saran}" for one in ditolak.issues if one.di_mana == "alasan"), "")
    may = dokumen.status == "telaah" and not view.lampau
    reason, form = _form(view, dokumen, found, closed is not None, ditolak, wrong)
    who = closed.oleh.nama if closed and closed.oleh else "–"
    facts = (
        Fakta("Ditutup", f"{tanggal_pendek(closed.pada)} WIB"), Fakta("Oleh", who), Fakta("Alasan", closed.alasan or "–")
    ) if closed else ()  # fmt: skip
    path = trail(view, short_text(dokumen.nama, 34), "Selesai ditinjau")
    return HalamanSelesaiBaca(
        kerangka=frame(view, "Selesai ditinjau", path, kini="Dokumen"),
        judul=f"Selesai ditinjau: {found.kalimat}" if closed else f"{found.kalimat[0].upper()}{found.kalimat[1:]}",
        lead=dokumen.nama,
        bagian=_parts(view, dokumen, found, reviews),
        formulir_judul="Buka lagi" if closed else "Tutup telaah dokumen ini",
        formulir_kalimat=_said(found, closed is not None),
        formulir=form if may else None,
        alasan=reason if may else None,
        fakta=facts,
        pesan=tuple(
            Pesan(one.bobot, one.apa, f"{one.mengapa} {one.saran}", kode=one.kode)
            for one in ditolak.issues
            if one.di_mana != "alasan"
        ),
        kembali=Tautan("Kembali ke telaah", here),
    )


def _form(
    view: Pandangan, dokumen: DokumenBaca, found: Ringkasan, closed: bool, ditolak: Ditolak, wrong: str
) -> tuple[Isian, Formulir]:
    typed, waits = ditolak.value("alasan", ""), len(found.menunggu)
    hint = "Paling sedikit 10 huruf; tersimpan di riwayat."
    if closed:
        form = Formulir(view.alamat.ke("baca-buka", dokumen_baca=dokumen.pk), "Buka lagi dokumen ini")
        return Isian("alasan", "Alasan membuka lagi", typed, "teks", hint, wrong, wajib=True), form
    button = f"Tutup, {waits} indikator ditinggalkan" if waits else f"Tutup, {found.semua} indikator selesai"
    form = Formulir(view.alamat.ke("baca-selesai", dokumen_baca=dokumen.pk), button)
    if waits:
        label = "Alasan menutup sebelum semuanya diputuskan"
        return Isian("alasan", label, typed, "teks", hint, wrong, wajib=True), form
    return Isian("alasan", "Catatan", typed, "teks", "Boleh dikosongkan.", wrong), form


def _said(found: Ringkasan, closed: bool) -> str:
    if closed:
        return "Setelah dibuka, isinya dapat diputuskan lagi. Yang sudah masuk rencana tetap di rencana."
    rest = f"{len(found.menunggu)} indikator yang menunggu tidak masuk rencana. " if found.menunggu else ""
    return f"{rest}Dokumen yang ditutup tidak menerima keputusan lagi; ia dapat dibuka lagi dengan alasan."


def _parts(view: Pandangan, dokumen: DokumenBaca, found: Ringkasan, reviews: Sequence[Telaah]) -> tuple[BagianSelesai, ...]:
    waits = {(one.row.indikator, one.row.bidang.nama) for one in questions_of(dokumen, reviews) if one.menunggu}

    def left(one: Telaah) -> str:
        asked = sorted(bidang for nomor, bidang in waits if nomor == one.nomor)
        said = why_not_ready(one) or "Siap dipakai, belum dipakai."
        return f"{said} Menunggu jawaban {', '.join(asked)}." if asked else said

    return (
        BagianSelesai(
            "masuk", "Masuk rencana", len(found.masuk),
            _table(view, dokumen, "Masuk rencana", found.masuk, "Sebagai", _entered),
            "Belum ada yang masuk rencana.",
        ),
        BagianSelesai(
            "ditolak", "Ditolak", len(found.ditolak),
            _table(view, dokumen, "Ditolak", found.ditolak, "Alasan", _refused), "Tidak ada baris yang ditolak.",
        ),
        BagianSelesai(
            "menunggu", "Menunggu", len(found.menunggu),
            _table(view, dokumen, "Menunggu", found.menunggu, "Yang kurang", left), "Tidak ada yang menunggu.",
        ),
    )  # fmt: skip


def _entered(one: Telaah) -> str:
    """Under which code, and which of its values were not taken."""
    if one.rencana is None:
        return ""
    refused = [each.label for each in one.medan if each.putusan is not None and each.putusan.putusan == "tolak"]
    return f"{one.rencana.nilai}; tidak dipakai: {', '.join(refused)}" if refused else str(one.rencana.nilai)


def _refused(one: Telaah) -> str:
    name = next(each for each in one.medan if each.kunci == "nama")
    return name.putusan.alasan if name.putusan else ""


def _table(
    view: Pandangan, dokumen: DokumenBaca, judul: str, rows: Sequence[Telaah], kata: str, tell: Callable[[Telaah], str]
) -> Tabel | None:
    if not rows:
        return None
    base = view.alamat.ke("baca-telaah", dokumen_baca=dokumen.pk).partition("?")[0]
    heads = (Kolom("Indikator", ponsel="utama"), Kolom(kata), Kolom("Letak"))
    lines = tuple(
        (
            Sel(short_text(one.draft.nama, 110) or f"Baris {one.nomor}", href=view.alamat.with_query(base, baris=one.nomor)),
            Sel(tell(one)),
            Sel(place_text(next(iter(one.medan)).found.place) or "–"),
        )
        for one in rows
    )
    return Tabel(judul, heads, lines)
