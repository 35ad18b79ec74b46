"""A question of a review that goes to a bidang: the form beside the value, what was said, and the page that answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tolok.reading.medan import place_text, short_text
from tolok.services.baca import Medan, Telaah
from tolok.services.baca_tanya import Tanya, list_bidang, may_answer
from tolok.store.models import DokumenBaca, Pengguna
from tolok.values.instant import tanggal_pendek
from tolok.web.build.baca_tanya import question_text
from tolok.web.build.isian_rencana import Ditolak, choice
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Fakta, Formulir, Isian, Pesan, Tautan
from tolok.web.read_models.baca import GambarTelaah, Kotak, TanyaBidang, TukarKata
from tolok.web.read_models.baca_lanjut import HalamanJawabBaca

ISIAN = ("bidang", "kalimat")


def build_tanya_bidang(
    view: Pandangan, dokumen: DokumenBaca, telaah: Telaah, one: Medan, tanya: Sequence[Tanya], ditolak: Ditolak
) -> TanyaBidang:
    """What was asked about a value, and the form that asks."""
    wrong = {issue.di_mana: f"{issue.apa} {issue.saran}" for issue in ditolak.issues}
    options = [(str(bidang.pk), bidang.nama) for bidang in list_bidang(view.kantor)]
    bidang = choice("bidang", "Bidang yang tahu", ditolak.value("bidang", ""), options)
    hidden = (("baris", str(telaah.nomor)), ("medan", one.kunci))
    return TanyaBidang(
        terdahulu=tuple(exchange(view, each) for each in about(tanya, telaah, one)),
        formulir=Formulir(view.alamat.ke("baca-tanyakan", dokumen_baca=dokumen.pk), "Tanyakan kepada bidang", hidden),
        bidang=replace(bidang, galat=wrong.get("bidang", "")),
        kalimat=Isian(
            "kalimat", "Pertanyaan", ditolak.value("kalimat", ""), "panjang",
            "Paling sedikit 10 huruf. Jawabannya tampil di sini; Anda yang memutuskan.", wrong.get("kalimat", ""),
        ),
        terbuka=any(issue.di_mana in ISIAN for issue in ditolak.issues),
    )  # fmt: skip


def about(tanya: Sequence[Tanya], telaah: Telaah, one: Medan) -> list[Tanya]:
    """The questions to a bidang about one value."""
    return [each for each in tanya if (each.row.indikator, each.medan.kunci) == (telaah.nomor, one.kunci)]


def exchange(view: Pandangan, one: Tanya) -> TukarKata:
    """A question and its answer with who and when."""
    answer = one.jawaban
    return TukarKata(
        kepada=one.row.bidang.nama,
        tanya=one.row.kalimat,
        tanya_oleh=_who(one.row.oleh, one.row.pada),
        jawab=answer.kalimat if answer else "",
        jawab_oleh=_who(answer.oleh, answer.pada) if answer else "",
        keadaan="" if answer else f"Tidak dijawab: {one.gugur}." if one.gugur else "Belum dijawab.",
        href=view.alamat.ke("baca-tanya", tanya_baca=one.row.pk),
    )


def exchange_line(one: Tanya) -> str:
    """The same on one line, for the list of values."""
    bidang = one.row.bidang.nama
    if one.jawaban:
        return f"{bidang} menjawab: “{short_text(one.jawaban.kalimat, 160)}”"
    return f"{bidang} ditanya, {'tidak dijawab' if one.gugur else 'belum menjawab'}"


def _who(oleh: Pengguna | None, pada: datetime) -> str:
    day = f"{tanggal_pendek(pada)} WIB"
    return f"{oleh.nama}, {day}" if oleh else day


def build_jawab(view: Pandangan, one: Tanya, ditolak: Ditolak) -> HalamanJawabBaca:
    """The page on which a bidang answers; whoever planned it only reads it here."""
    dokumen = one.row.dokumen
    answers = may_answer(view.orang, one.row) and one.menunggu and not view.lampau
    plans = "kelola_rencana" in view.hak
    picture = _picture(view, one)
    labels = (Tautan("Tugas", view.alamat.ke("tugas")), Tautan("Pertanyaan dokumen"))
    asked = question_text(one.medan) if one.medan.found.doubt else f"{one.medan.label} di dokumen ini?"
    return HalamanJawabBaca(
        kerangka=frame(view, "Pertanyaan dokumen", labels, kini="Tugas"),
        judul=_heading(one, asked),
        lead="Jawaban tampil di samping medannya bagi perencana, yang memutuskan; rencana tidak berubah karenanya.",
        kata=exchange(view, one),
        fakta=_facts(one),
        gambar=picture,
        gambar_kalimat=f"Halaman {one.medan.found.place.page} dari {dokumen.nama}" if picture else "",
        formulir=Formulir(view.alamat.ke("baca-tanya", tanya_baca=one.row.pk), "Kirim jawaban") if answers else None,
        kalimat=_answer_field(ditolak) if answers else None,
        pesan=tuple(
            Pesan(issue.bobot, issue.apa, f"{issue.mengapa} {issue.saran}", kode=issue.kode)
            for issue in ditolak.issues
            if issue.di_mana != "kalimat"
        ),
        telaah=Tautan("Putuskan di telaah", _review(view, one)) if plans else None,
        kembali=Tautan("Semua tugas", view.alamat.ke("tugas")),
    )


def _heading(one: Tanya, asked: str) -> str:
    if one.jawaban:
        return f"{one.row.bidang.nama} sudah menjawab"
    return f"{one.row.bidang.nama} ditanya: {asked[:1].lower()}{asked[1:]}"


def _answer_field(ditolak: Ditolak) -> Isian:
    wrong = next((f"{one.apa} {one.saran}" for one in ditolak.issues if one.di_mana == "kalimat"), "")
    hint = "Tulis apa adanya, dengan sumbernya. Bila bidang juga tidak tahu, tulis begitu."
    return Isian("kalimat", "Jawaban", ditolak.value("kalimat", ""), "panjang", hint, wrong, wajib=True)


def _review(view: Pandangan, one: Tanya) -> str:
    base = view.alamat.ke("baca-telaah", dokumen_baca=one.row.dokumen_id).partition("?")[0]
    return view.alamat.with_query(base, baris=one.row.indikator, medan=one.medan.kunci) + "#tanya"


def _facts(one: Tanya) -> tuple[Fakta, ...]:
    """The value's surroundings, as the document has them."""
    texts, found = one.telaah.draft.texts, one.medan.found
    sasaran = texts.get("sasaran")
    facts = (
        ("Dokumen", one.row.dokumen.nama),
        ("Indikator", one.telaah.draft.nama),
        ("Sasaran", sasaran.text if sasaran and one.medan.kunci != "sasaran" else ""),
        ("Medan", one.medan.label),
        ("Tertulis", f"“{short_text(found.printed or found.text, 300)}”" if found.printed or found.text else ""),
        ("Letak", place_text(found.place)),
        ("Yang meragukan", found.doubt),
    )
    return tuple(Fakta(label, value) for label, value in facts if value)


def _picture(view: Pandangan, one: Tanya) -> GambarTelaah | None:
    """What lies around the cell on its page; None where the document has no pages or the place is not known."""
    dokumen, place = one.row.dokumen, one.medan.found.place
    pages = {int(number): (wide, high) for number, wide, high in dokumen.hasil.get("halaman", ())}
    if place.page not in pages or place.box is None or dokumen.jenis not in ("pdf", "scan"):
        return None
    box, href = place.box, view.alamat.ke("baca-tanya-halaman", tanya_baca=one.row.pk)
    cell = Kotak(box.left, box.top, box.right - box.left, box.bottom - box.top, "", href, True, one.medan.label)
    return GambarTelaah(href, f"Sekitar sel {one.medan.label} di halaman {place.page}", *pages[place.page], (cell,), True)
