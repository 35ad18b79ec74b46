"""The question about one value: its words, its answers, and what was wrong with the last one given."""

from tolok.reading.medan import place_text, short_text
from tolok.services.baca import Medan, Telaah
from tolok.store.models import DokumenBaca
from tolok.web.build.isian_rencana import Ditolak
from tolok.web.build.kerangka import Pandangan
from tolok.web.read_models import Formulir, Isian, Opsi, Tautan
from tolok.web.read_models.baca import Pertanyaan

_LONG = 60


def question_text(one: Medan) -> str:
    """The question in one sentence: what stands there, and what is asked."""
    printed = short_text(one.found.printed or one.found.text, 70)
    asked = _asked(one)
    return f"Sel ini terbaca “{printed}”. {asked}" if printed else asked


def _asked(one: Medan) -> str:
    kind, _, year = one.kunci.partition(".")
    if kind == "nilai":
        return f"Berapa angka di kolom {year}?"
    return f"Berapa {one.label[:1].lower()}{one.label[1:]}?" if year else f"Apa {one.label.lower()} indikator ini?"


def build_pertanyaan(view: Pandangan, dokumen: DokumenBaca, telaah: Telaah, one: Medan, ditolak: Ditolak) -> Pertanyaan:
    """The value as a form with real radios; none is chosen beforehand."""
    asked = telaah.pertanyaan
    number = asked.index(one) + 1 if one in asked else 0
    where = place_text(one.found.place)
    said = f"Pertanyaan {number} dari {len(asked)}" if number else one.label
    wrong = {issue.di_mana: f"{issue.apa} {issue.saran}" for issue in ditolak.issues}
    chosen = ditolak.value("putusan", "")
    follows = asked[number] if number and number < len(asked) else None
    base = view.alamat.ke("baca-telaah", dokumen_baca=dokumen.pk).partition("?")[0]
    next_href = view.alamat.with_query(base, baris=telaah.nomor, medan=follows.kunci) if follows else ""
    hidden = (
        ("baris", str(telaah.nomor)), ("medan", one.kunci), ("sesudah", str(one.putusan.pk if one.putusan else 0)),
    )  # fmt: skip
    return Pertanyaan(
        kepala=f"{said}{f' · {where}' if where else ''}",
        judul=question_text(one) if number else f"{one.label}: terima, betulkan, atau tolak?",
        mengapa=f"{one.found.doubt[:1].upper()}{one.found.doubt[1:]}." if one.found.doubt else _origin(one),
        formulir=Formulir(view.alamat.ke("baca-putus", dokumen_baca=dokumen.pk), _button(number, one, follows), hidden),
        opsi=_options(one, chosen),
        nilai=_value_field(one, ditolak, wrong.get("nilai", "")),
        alasan=Isian(
            "alasan", "Alasan pembetulan atau penolakan", ditolak.value("alasan", ""), "teks",
            "Paling sedikit 10 huruf; tersimpan bersama kutipannya.", wrong.get("alasan", ""),
        ),
        galat=wrong.get("putusan", ""),
        lewati=Tautan("Lewati dulu", next_href) if next_href else None,
        terakhir=_before(one),
        waspada=bool(number),
    )  # fmt: skip


def _button(number: int, one: Medan, follows: Medan | None) -> str:
    if follows is not None:
        return f"Simpan, lanjut ke {number + 1}"
    return "Simpan jawaban" if number else f"Simpan {one.label[:1].lower()}{one.label[1:]}"


def _origin(one: Medan) -> str:
    return f"Disimpulkan {one.found.inferred}." if one.found.inferred else "Pembaca tidak ragu tentang isi sel ini."


def _options(one: Medan, chosen: str) -> tuple[Opsi, ...]:
    refuse = "Baris ini bukan indikator" if one.kunci == "nama" else "Tidak dapat dipakai; dibiarkan tidak diketahui"
    kept = [("terima", f"Benar seperti terbaca: {short_text(one.found.text, 90)}")] if one.found.text.strip() else []
    answers = (*kept, ("koreksi", "Yang benar:"), ("tolak", refuse))
    return tuple(Opsi(key, text, key == chosen) for key, text in answers)


def _value_field(one: Medan, ditolak: Ditolak, galat: str) -> Isian:
    """A figure is never filled in beforehand; words may be mended where they stand."""
    figure = "." in one.kunci
    long = len(one.found.text) > _LONG
    known = "" if figure or (one.bertanya and not long) else one.found.text
    kind = "angka" if figure else "panjang" if long else "teks"
    label = f"{one.label} yang benar"
    return Isian("nilai", label, ditolak.value("nilai", known), kind, galat=galat)  # type: ignore[arg-type]  # one of the kinds


def _before(one: Medan) -> str:
    """What was decided last, for whoever decides again."""
    if one.putusan is None or one.putusan.oleh is None:
        return ""
    verb = {"terima": "menerima", "koreksi": "membetulkan", "tolak": "menolak"}[one.putusan.putusan]
    return f"{one.putusan.oleh.nama} sudah {verb} isi ini. Jawaban baru ditambahkan; yang lama tetap tercatat."
