"""Documents under review: from the service to the list, the review of one draft, and the form that takes it up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tolok.reading.medan import short_text
from tolok.services.baca import Medan, Telaah, closing_of, latest_job, reviews_of
from tolok.services.baca_rencana import in_plan, why_not_ready
from tolok.services.baca_tanya import Tanya, questions_of
from tolok.services.baca_tutup import summary_of
from tolok.store.models import DokumenBaca
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue
from tolok.web.build.baca_banding import build_pilih
from tolok.web.build.baca_bidang import ISIAN, about, build_tanya_bidang, exchange_line
from tolok.web.build.baca_gambar import build_sisi
from tolok.web.build.baca_jejak import trail
from tolok.web.build.baca_tanya import build_pertanyaan, question_text
from tolok.web.build.isian_rencana import BARU, Ditolak
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.ukur_angka import size_text
from tolok.web.build.unggahan import progress_of
from tolok.web.read_models import Fakta, Formulir, Kerangka, Kolom, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.baca import (
    BarisTerbaca,
    ButirBaris,
    ButirTanya,
    CatatanBaca,
    HalamanDaftarBaca,
    HalamanTelaah,
    HalamanUnggahBaca,
)
from tolok.web.read_models.terima import KemajuanKerja
from tolok.web.templatetags.tolok import PESAN

_LANGKAH = (
    "Tolok membaca tabelnya. Yang jelas dibaca; yang meragukan menjadi pertanyaan, tidak ditebak.",
    "Anda memutuskan setiap medan di samping gambar halamannya: terima, betulkan, atau tolak.",
    "Indikator yang semua medannya sudah diputuskan dapat dipakai di rencana, beserta kutipan tempatnya.",
)


def _frame(view: Pandangan, judul: str, *labels: str) -> Kerangka:
    return frame(view, judul, trail(view, *labels), kini="Dokumen")


def build_daftar_baca(view: Pandangan, rows: Sequence[DokumenBaca]) -> HalamanDaftarBaca:
    """Every document of the office with how far its review has come."""
    open_now = sum(one.status == "telaah" and closing_of(one) is None for one in rows)
    heads = (Kolom("Dokumen", ponsel="utama"), Kolom("Indikator", angka=True), Kolom("Pertanyaan", angka=True),
             Kolom("Di rencana", angka=True), Kolom("Diunggah"), Kolom("Keadaan"))  # fmt: skip
    return HalamanDaftarBaca(
        kerangka=_frame(view, "Baca dokumen"),
        judul=f"{open_now} dokumen menunggu telaah" if open_now else "Tidak ada dokumen yang menunggu telaah",
        lead="Dokumen IKU, Perjanjian Kinerja, atau Renstra menjadi rancangan. Tidak ada yang masuk rencana tanpa Anda.",
        unggah=None if view.lampau else Tindakan("Unggah dokumen", view.alamat.ke("baca-unggah"), "utama"),
        dokumen=Tabel("Dokumen yang dibaca", heads, tuple(_line(view, one) for one in rows)) if rows else None,
        kosong="Belum ada dokumen. Unggah dokumen IKU kantor ini sebagai PDF, DOCX, atau XLSX.",
        banding=build_pilih(view, rows),
    )  # fmt: skip


def _line(view: Pandangan, one: DokumenBaca) -> tuple[Sel, ...]:
    reviews = reviews_of(one)
    open_questions = sum(len(each.pertanyaan) for each in reviews)
    counts = (len(reviews), open_questions, in_plan(reviews))
    cells = tuple(Sel(str(count)) if one.status == "telaah" else Sel("–", "kosong") for count in counts)
    href = view.alamat.ke("baca-telaah", dokumen_baca=one.pk)
    return (Sel(one.nama, href=href), *cells, Sel(tanggal_pendek(one.pada)), _state(one, reviews))


def _state(one: DokumenBaca, reviews: Sequence[Telaah]) -> Sel:
    if one.status == "dibaca":
        return Sel("sedang dibaca", nada="netral")
    if one.status == "gagal":
        return Sel("tidak dapat dibaca", nada="buruk")
    if closing_of(one) is not None:
        return Sel("selesai ditinjau", nada="baik")
    waits = bool(summary_of(reviews).menunggu)
    return Sel("perlu ditelaah", nada="waspada") if waits else Sel("siap ditutup", nada="netral")


def build_unggah_baca(view: Pandangan, issues: Sequence[Issue] = ()) -> HalamanUnggahBaca:
    """The form; everything that was wrong with the last file above it."""
    return HalamanUnggahBaca(
        kerangka=_frame(view, "Unggah dokumen", "Unggah"),
        judul="Unggah dokumen untuk dibaca",
        lead="Dokumen IKU, Perjanjian Kinerja, Renstra, atau matrik kinerja kantor ini.",
        alamat=view.alamat.ke("baca-unggah"),
        batas="PDF, DOCX, XLSX, XLS, atau teks, paling besar 64 MB dan 400 halaman.",
        batal=Tautan("Batal", view.alamat.ke("baca")),
        langkah=_LANGKAH,
        pesan=tuple(Pesan.from_issue(one) for one in issues),
    )


def build_telaah(
    view: Pandangan, dokumen: DokumenBaca, asked: tuple[int, str, str], now: datetime, ditolak: Ditolak = BARU
) -> HalamanTelaah:
    """One draft beside its page. `asked`: number of the draft (0: the first with open work), field ('' for the next
    question), and how the document is shown ('' or 'teks')."""
    reviews = reviews_of(dokumen)
    if not reviews:
        return _without_drafts(view, dokumen, now)
    telaah = _chosen(reviews, asked[0])
    closed = closing_of(dokumen)
    aktif = None if closed else _active(telaah, asked[1])
    fixed = view.lampau or closed is not None
    tanya = questions_of(dokumen, reviews)
    question = build_pertanyaan(view, dokumen, telaah, aktif, ditolak) if aktif and not fixed else None
    if question is not None and aktif is not None:
        question = replace(question, kepada_bidang=build_tanya_bidang(view, dokumen, telaah, aktif, tanya, ditolak))
    return HalamanTelaah(
        kerangka=_frame(view, f"Telaah {dokumen.nama}", short_text(dokumen.nama, 40)),
        judul=f"Selesai ditinjau: {summary_of(reviews).kalimat}" if closed else _heading(telaah),
        lead=_CLOSED if closed else _LEAD,
        pesan=_form_messages(ditolak, aktif),
        catatan=_notes(dokumen),
        baris=tuple(_number(view, dokumen, one, one is telaah) for one in reviews) if len(reviews) > 1 else (),
        sisi=build_sisi(view, dokumen, telaah, aktif, asked[2]),
        pertanyaan=question,
        antre=() if closed else _waiting(view, dokumen, telaah, aktif),
        terbaca_judul=f"Terbaca untuk baris {telaah.nomor}",
        terbaca_meta=f"{len(telaah.jelas)} jelas, belum diputuskan" if telaah.jelas and not telaah.rencana else "",
        terbaca=tuple(_field_with_words(view, dokumen, telaah, one, fixed, tanya) for one in telaah.medan),
        terima=None if fixed else _accept(view, dokumen, telaah),
        siap=None if fixed else _ready(view, dokumen, telaah),
        siap_kalimat="" if telaah.siap else why_not_ready(telaah),
        selesai=Tindakan(
            "Ringkasan" if closed else "Selesai ditinjau …", view.alamat.ke("baca-selesai", dokumen_baca=dokumen.pk)
        ),
        fakta=_facts(dokumen),
        kembali=Tautan("Semua dokumen", view.alamat.ke("baca")),
    )


def _field_with_words(
    view: Pandangan, dokumen: DokumenBaca, telaah: Telaah, medan: Medan, fixed: bool, tanya: Sequence[Tanya]
) -> BarisTerbaca:
    """A field as read, with what was asked of a bidang about it."""
    kata = tuple(exchange_line(each) for each in about(tanya, telaah, medan))
    return replace(_field(view, dokumen, telaah, medan, fixed), kata=kata)


def _form_messages(ditolak: Ditolak, aktif: Medan | None) -> tuple[Pesan, ...]:
    """Complaints that belong to no field of the question: all of them where no question is open."""
    shown = ("nilai", "alasan", "putusan", *ISIAN) if aktif else ()
    return tuple(
        Pesan(one.bobot, one.apa, f"{one.mengapa} {one.saran}", kode=one.kode)
        for one in ditolak.issues
        if one.di_mana not in shown
    )


def _notes(dokumen: DokumenBaca) -> tuple[CatatanBaca, ...]:
    """What the reader noticed about the document, below the page: questions come first."""
    return tuple(
        CatatanBaca(
            PESAN[issue.bobot], _sentence(issue.apa), f"{_sentence(issue.mengapa)} {_sentence(issue.saran)}",
            issue.di_mana.removeprefix(dokumen.nama).lstrip(", "), issue.kode,
        )
        for issue in (Issue(**one) for one in dokumen.hasil["baca"]["issues"])
    )  # fmt: skip


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


_LEAD = "Yang jelas sudah dibaca. Yang meragukan ditanyakan, tidak ditebak. Jawaban Anda dicatat beserta tempatnya."
_CLOSED = "Dokumen ini sudah ditutup dan tidak menerima keputusan lagi. Membukanya lagi memerlukan alasan."


def _heading(telaah: Telaah) -> str:
    left = len(telaah.pertanyaan)
    if telaah.rencana is not None:
        return f"Baris {telaah.nomor} sudah dipakai sebagai {telaah.rencana.nilai}"
    if telaah.ditolak:
        return f"Baris {telaah.nomor} ditolak: bukan indikator"
    if left:
        return f"{left} pertanyaan sebelum baris {telaah.nomor} dapat dipakai"
    if telaah.siap:
        return f"Baris {telaah.nomor} siap dipakai di rencana"
    return f"Baris {telaah.nomor}: {sum(one.putusan is None for one in telaah.medan)} medan menunggu keputusan Anda"


def _chosen(reviews: Sequence[Telaah], nomor: int) -> Telaah:
    if 0 < nomor <= len(reviews):
        return reviews[nomor - 1]
    return next((one for one in reviews if one.rencana is None and not one.ditolak), reviews[0])


def _active(telaah: Telaah, kunci: str) -> Medan | None:
    """The value that is asked about: the one chosen, else the first question; none for a draft in the plan."""
    if telaah.rencana is not None:
        return None
    chosen = next((one for one in telaah.medan if one.kunci == kunci), None)
    return chosen or next(iter(telaah.pertanyaan), None)


def _number(view: Pandangan, dokumen: DokumenBaca, one: Telaah, kini: bool) -> ButirBaris:
    left = len(one.pertanyaan)
    nada, keadaan = "netral", "belum selesai ditelaah"
    if one.rencana is not None:
        nada, keadaan = "baik", f"dipakai sebagai {one.rencana.nilai}"
    elif one.ditolak:
        keadaan = "ditolak"
    elif left:
        nada, keadaan = "waspada", f"{left} pertanyaan"
    elif one.siap:
        keadaan = "siap dipakai"
    href = view.alamat.with_query(_here(view, dokumen), baris=one.nomor)
    return ButirBaris(str(one.nomor), short_text(one.draft.nama, 70), keadaan, nada, href, kini)  # type: ignore[arg-type]  # one of Nada


def _here(view: Pandangan, dokumen: DokumenBaca) -> str:
    return view.alamat.ke("baca-telaah", dokumen_baca=dokumen.pk).partition("?")[0]


def _waiting(view: Pandangan, dokumen: DokumenBaca, telaah: Telaah, aktif: Medan | None) -> tuple[ButirTanya, ...]:
    return tuple(
        ButirTanya(
            str(number), question_text(one),
            view.alamat.with_query(_here(view, dokumen), baris=telaah.nomor, medan=one.kunci) + "#tanya",
        )
        for number, one in enumerate(telaah.pertanyaan, start=1)
        if one is not aktif
    )  # fmt: skip


def _field(view: Pandangan, dokumen: DokumenBaca, telaah: Telaah, one: Medan, fixed: bool) -> BarisTerbaca:
    """The value with how it stands: asked, clear and not decided, or decided by a person. `fixed`: it stays so."""
    change = view.alamat.with_query(_here(view, dokumen), baris=telaah.nomor, medan=one.kunci) + "#tanya"
    link = None if telaah.rencana or fixed else Tautan("Ubah" if one.putusan else "Putuskan", change)
    printed = one.found.printed if one.found.printed and one.found.printed != one.found.text else ""
    if one.bertanya:
        number = telaah.pertanyaan.index(one) + 1
        return BarisTerbaca(one.label, "", printed or one.found.text, f"pertanyaan {number}", "waspada", link)
    if one.putusan is None:
        inferred = one.found.inferred
        return BarisTerbaca(one.label, one.found.text, printed if inferred else "", inferred, None, link)
    who = f"oleh {one.putusan.oleh.nama}" if one.putusan.oleh else ""
    verb = {"terima": "diterima", "koreksi": "dibetulkan", "tolak": "ditolak"}[one.putusan.putusan]
    before = (one.found.printed or one.found.text) if one.putusan.putusan != "terima" else ""
    said = f"{verb} {who}{f': {one.putusan.alasan}' if one.putusan.alasan else ''}"
    nilai = one.nilai or "tidak diketahui"
    return BarisTerbaca(one.label, nilai, before, said, None, link, kosong=not one.nilai)


def _accept(view: Pandangan, dokumen: DokumenBaca, telaah: Telaah) -> Formulir | None:
    count = len(telaah.jelas)
    if not count or telaah.rencana is not None:
        return None
    return Formulir(
        view.alamat.ke("baca-terima", dokumen_baca=dokumen.pk), f"Terima {count} medan yang jelas",
        (("baris", str(telaah.nomor)),),
    )  # fmt: skip


def _ready(view: Pandangan, dokumen: DokumenBaca, telaah: Telaah) -> Tindakan | None:
    if not telaah.siap:
        return None
    href = view.alamat.ke("baca-pakai", dokumen_baca=dokumen.pk, baris_baca=telaah.nomor)
    return Tindakan(f"Pakai baris {telaah.nomor} di rencana", href, "utama")


def _facts(dokumen: DokumenBaca) -> tuple[Fakta, ...]:
    return (
        Fakta("Dokumen", dokumen.nama),
        Fakta("Diunggah", f"{tanggal_pendek(dokumen.pada)} WIB"),
        Fakta("Oleh", dokumen.oleh.nama if dokumen.oleh else "–"),
        Fakta("Ukuran", size_text(dokumen.ukuran)),
        Fakta("Sidik berkas", f"{dokumen.sha256[:8]}…{dokumen.sha256[-8:]}", mono=True),
    )


def _without_drafts(view: Pandangan, dokumen: DokumenBaca, now: datetime) -> HalamanTelaah:
    """Being read, not readable, or nothing in it that is an indicator."""
    job = latest_job(dokumen) if dokumen.status == "dibaca" else None
    issues = dokumen.hasil.get("issues") or dokumen.hasil.get("baca", {}).get("issues", ())
    heading = {"dibaca": "Dokumen sedang dibaca", "gagal": "Dokumen ini tidak dapat dibaca"}
    again = None
    if job is not None and job.status in ("gagal", "terputus"):
        again = Formulir(view.alamat.ke("pekerjaan-ulangi", pekerjaan=job.pk), "Baca lagi")
    return HalamanTelaah(
        kerangka=_frame(view, f"Telaah {dokumen.nama}", dokumen.nama),
        judul=heading.get(dokumen.status, "Tidak ada indikator yang terbaca di dokumen ini"),
        lead="Register, anggaran, dan lembar penilaian bukan indikator; dari dokumen seperti itu tidak ada yang dibaca."
        if dokumen.status == "telaah"
        else "",
        pesan=tuple(Pesan.from_issue(Issue(**one)) for one in issues),
        kemajuan=_progress(view, dokumen, job, now),
        ulangi=again,
        fakta=_facts(dokumen),
        kembali=Tautan("Semua dokumen", view.alamat.ke("baca")),
    )


def _progress(view: Pandangan, dokumen: DokumenBaca, job: object, now: datetime) -> KemajuanKerja | None:
    return progress_of(job, now, _here(view, dokumen)) if job is not None else None  # type: ignore[arg-type]  # a Pekerjaan
