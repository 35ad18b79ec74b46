"""The formula editor: what was typed, coloured; every complaint; what the formula means and gives on today's rows."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from tolok.formula.finish import Hasil, Total
from tolok.formula.marks import guess_of, line_of, pieces, places_of
from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.measurement.worked import printed_result
from tolok.services.akses import may
from tolok.services.coba import Coba, try_proposal
from tolok.services.definisi import texts_of, versions_of
from tolok.services.periksa import (
    HasilContoh,
    Telaah,
    UsulKata,
    question,
    read_formula,
    run_examples,
    suggested,
    unanswered,
    year_of,
)
from tolok.services.usul import Naskah
from tolok.store.models import IndikatorKantor, UsulDefinisi
from tolok.values.instant import WIB, parse_instant, tanggal_panjang
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka
from tolok.web.build.editor_isian import LABEL, example_field, field_of, sentence, version_fields, word_fields, word_groups
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rumus import makna_of, rumus_numbers
from tolok.web.read_models import Angka, Formulir, Isian, Kerangka, Kolom, Pesan, Sel, Tabel, Tautan
from tolok.web.read_models.rumus import ContohUji, DaftarMasalah, HalamanEditor, Makna, MasalahRumus, NilaiCoba, PotonganKode

_CLASS = {"kata": "kata", "teks": "teks", "angka": "", "nama": "", "tanda": "", "jarak": ""}


def build_editor(
    view: Pandangan,
    indikator: IndikatorKantor,
    usul: UsulDefinisi | None,
    naskah: Naskah,
    telaah: Telaah,
    refused: tuple[Issue, ...] = (),
    *,
    lengkap: bool = True,
) -> HalamanEditor:
    """Page 5 of the design. `refused`: why the last attempt to save or to submit did not succeed. Without `lengkap`
    nothing is computed on rows: the answer while somebody types."""
    nilai, contoh, akibat = values_of(view, indikator, naskah, telaah) if lengkap else (None, None, {})
    nomor = len(versions_of(texts_of(view.kantor, indikator.kode, view.at)))
    blocked = tuple(issue for issue in refused if not issue.kode.startswith("TLK-A14"))
    told = tuple(issue for issue in refused if issue.kode.startswith("TLK-A14"))
    return HalamanEditor(
        kerangka=_frame(view, indikator, told),
        judul=f"Rumus {indikator.kode}, usul versi {nomor + 1}",
        lead=_lead(indikator, telaah, nomor),
        formulir=Formulir(view.alamat.ke("rumus-ubah", kode=indikator.kode), "Ajukan definisi"),
        periksa_href=view.alamat.ke("rumus-periksa", kode=indikator.kode),
        nilai_href=view.alamat.ke("rumus-nilai", kode=indikator.kode),
        versi=usul.versi if usul else 0,
        tersimpan=saved_words(usul),
        rumus=Isian("rumus", "Teks rumus", naskah.isian.rumus, "panjang"),
        kode_baris=coloured(naskah.isian.rumus, telaah),
        masalah=issue_list(naskah, telaah, akibat, blocked),
        makna=meaning_of(naskah, telaah),
        nilai=nilai,
        contoh=contoh,
        isian_versi=version_fields(naskah, telaah, bool(blocked)),
        isian_kata=word_fields(naskah, telaah, bool(blocked)),
        isian_contoh=example_field(naskah, telaah),
        kata=word_groups(),
        banding=_comparison(view, usul, nomor),
        kembali=Tautan("Kembali ke definisi", view.alamat.ke("rumus", kode=indikator.kode)),
        hapus=usul is not None,
        ditolak=_refusal(blocked),
    )


def _frame(view: Pandangan, indikator: IndikatorKantor, told: tuple[Issue, ...]) -> Kerangka:
    """The frame, with what forbade the last attempt as a whole."""
    here = replace(view, pesan=(*view.pesan, *(Pesan.from_issue(one) for one in told)))
    up = Tautan("Definisi", view.alamat.ke("rumus", kode=indikator.kode))
    trail = (Tautan(indikator.kode, view.alamat.indikator(indikator.kode)), up, Tautan("Ubah"))
    return frame(here, f"Rumus {indikator.kode}", trail, kini="Indikator")


def _comparison(view: Pandangan, usul: UsulDefinisi | None, nomor: int) -> Tautan | None:
    if usul is None:
        return None
    href = view.alamat.ke("usul", kode=usul.kode, usul_nomor=usul.pk)
    return Tautan(f"Bandingkan dengan versi {nomor}", href)


def _lead(indikator: IndikatorKantor, telaah: Telaah, nomor: int) -> str:
    begins = telaah.isian.berlaku_sejak
    try:
        since = f"berlaku mulai {tanggal_panjang(parse_instant(begins))}"
    except ValueError:
        since = "tanggal berlaku belum terbaca"
    parts = (indikator.nama, f"satuan {telaah.before.satuan}", since, f"versi {nomor} tetap dipakai sebelum itu")
    return " · ".join(parts)


def saved_words(usul: UsulDefinisi | None) -> str:
    """`Tersimpan sebagai draf, 10.42`."""
    return f"Tersimpan sebagai draf, {clock(usul.diubah_pada)}" if usul else "Belum tersimpan"


def clock(at: datetime) -> str:
    return f"{at.astimezone(WIB):%H.%M}"


def _refusal(blocked: tuple[Issue, ...]) -> Pesan | None:
    if not blocked:
        return None
    names = "; ".join(dict.fromkeys(_blocking(one) for one in blocked))
    return Pesan("salah", f"Definisi belum dapat diajukan: {len(blocked)} hal perlu diselesaikan", f"{names}.")


def _blocking(issue: Issue) -> str:
    label = LABEL.get(field_of(issue), "")
    if label and issue.mengapa == "belum diisi":
        return f"{label} belum diisi"
    return _quoted(f"{label}: {issue.mengapa}" if label and issue.kode == "TLK-D003" else issue.apa)


# --- the text ---------------------------------------------------------------------------------------------------------


def coloured(rumus: str, telaah: Telaah) -> tuple[tuple[PotonganKode, ...], ...]:
    """The typed text line by line: words of the language, quoted texts, what is wrong and what is doubtful."""
    marked = _marked(rumus, telaah)
    lines: list[list[PotonganKode]] = [[]]
    for piece in pieces(rumus):
        kelas = " ".join(filter(None, (_CLASS[piece.jenis], marked.get(piece.mulai, ""))))
        for count, text in enumerate(piece.teks.split("\n")):
            if count:
                lines.append([])
            if text:
                lines[-1].append(PotonganKode(text, kelas))
    return tuple(tuple(line) for line in lines)


def _marked(rumus: str, telaah: Telaah) -> dict[int, str]:
    """Position → class of the pieces that a complaint is about."""
    found: dict[int, str] = {}
    for issue in telaah.issues:
        if issue.kode.startswith("TLK-F") and issue.bobot == "salah":
            named = re.search(r"`([^`]+)`", issue.apa)
            guess = guess_of(issue)
            written = guess[0] if guess else named[1] if named else ""
            found |= dict.fromkeys((one.mulai for one in places_of(rumus, written)), "salah")
        elif issue.kode == "TLK-D102" and issue.bobot == "perlu keputusan" and telaah.checked:
            for nama in telaah.checked.registers:
                for kolom in telaah.checked.vocabulary.registers[nama].kolom.values():
                    if kolom.jenis == "ya_tidak" and kolom.label in issue.mengapa.partition("yang dihitung rumus:")[2]:
                        found |= dict.fromkeys((one.mulai for one in places_of(rumus, kolom.nama)), "ragu")
    return found


# --- complaints -------------------------------------------------------------------------------------------------------


def issue_list(naskah: Naskah, telaah: Telaah, akibat: Mapping[str, str], blocked: tuple[Issue, ...] = ()) -> DaftarMasalah:
    """The complaints by weight; notes that only cite a recorded decision are folded away."""
    shown, done = [], []
    examples = tuple(issue for issue in blocked if issue not in telaah.issues and issue.kode.startswith("TLK-D0"))
    for nomor, issue in enumerate((*telaah.issues, *examples)):
        if field_of(issue) or issue.di_mana.rpartition(", ")[2] == "contoh":
            continue  # stands beside its field
        one = _issue(nomor, issue, naskah, telaah, akibat)
        (done if issue.saran.startswith("sudah diputuskan") else shown).append(one)
    counts = [f"{sum(one.bobot == bobot for one in shown)} {bobot}" for bobot in ("salah", "perlu keputusan", "catatan")]
    told = [text for text in counts if not text.startswith("0 ")]
    return DaftarMasalah(
        judul=", ".join(told) or "Tidak ada masalah pada rumus",
        masalah=tuple(shown),
        selesai=tuple(done),
        penghalang=tuple(dict.fromkeys(issue.apa for issue in unanswered(telaah))),
    )


def _issue(nomor: int, issue: Issue, naskah: Naskah, telaah: Telaah, akibat: Mapping[str, str]) -> MasalahRumus:
    guess = guess_of(issue) if issue.kode.startswith("TLK-F") else None
    other = suggested(telaah.checked, issue, year_of(naskah.isian, 2024)) if telaah.checked else None
    answer = None
    written = naskah.jawaban.get(question(issue), "")
    if (issue.bobot == "perlu keputusan" or written) and issue.kode.startswith("TLK-D1"):
        hint = f"Sedikitnya {ALASAN_TERPENDEK} huruf; tercatat sebagai keputusan versi ini."
        answer = Isian(answer_field(issue), "Biarkan, dengan alasan", written, "panjang", hint)
    return MasalahRumus(
        issue.bobot,
        _quoted(issue.apa),
        _explained(issue, naskah.isian.rumus, guess),
        issue.kode,
        nomor,
        maksud=guess[1] if guess else other.syarat if other else "",
        ganti=f"ganti:{nomor}" if guess and places_of(naskah.isian.rumus, guess[0]) else "",
        pakai=f"pakai:{nomor}" if other else "",
        akibat=akibat.get(other.rumus, "") if other else "",
        jawab=answer,
    )  # fmt: skip


def answer_field(issue: Issue) -> str:
    """The name of the field in which a question is answered."""
    return f"jawab-{hashlib.sha256(question(issue).encode()).hexdigest()[:12]}"


def _quoted(text: str) -> str:
    """A heading: names in quotes as in print, not in the marks of messages."""
    return re.sub(r"`([^`]+)`", "“\\1”", text[0].upper() + text[1:])


def _explained(issue: Issue, rumus: str, guess: tuple[str, str] | None) -> str:
    """Where and why, in the official's words; the line where the wrong word stands; no list of a hundred columns."""
    place = ""
    if guess and (found := places_of(rumus, guess[0])):
        place = f"Baris {line_of(rumus, found[0].mulai)}."
    why = issue.mengapa if len(issue.mengapa) < 200 else ""
    said = "" if guess else issue.saran
    return " ".join(sentence(one) for one in (place, why, said) if one)


def suggestions_of(naskah: Naskah, telaah: Telaah) -> dict[int, UsulKata]:
    """Number of a complaint → the other reading that its button offers."""
    if telaah.checked is None:
        return {}
    tahun = year_of(naskah.isian, 2024)
    found = {n: suggested(telaah.checked, issue, tahun) for n, issue in enumerate(telaah.issues)}
    return {n: one for n, one in found.items() if one is not None}


# --- meaning and value ------------------------------------------------------------------------------------------------


def meaning_of(naskah: Naskah, telaah: Telaah) -> Makna:
    """What the formula says; of the last one that could be read where this one cannot."""
    if telaah.checked is not None:
        return makna_of(telaah.checked)
    tahun = year_of(naskah.isian, 2024)
    last = read_formula(naskah.terbaca, tahun)[0] if naskah.terbaca else None
    if last is None:
        return Makna()
    when = f", {clock(parse_instant(naskah.terbaca_pada))}" if naskah.terbaca_pada else ""
    wrong = next((i for i in telaah.issues if i.kode.startswith("TLK-F") and guess_of(i)), None)
    guess = guess_of(wrong) if wrong else None
    places = places_of(naskah.isian.rumus, guess[0]) if guess else ()
    line = f"baris {line_of(naskah.isian.rumus, places[0].mulai)}" if places else "rumusnya"
    return makna_of(last, f"Dari rumus terakhir yang terbaca{when}.", f"Perbaiki {line} untuk memperbarui.")


def values_of(
    view: Pandangan, indikator: IndikatorKantor, naskah: Naskah, telaah: Telaah
) -> tuple[NilaiCoba | None, ContohUji | None, dict[str, str]]:
    """(value and trial, worked examples, formula → what it would give instead) of the last readable formula."""
    rumus = naskah.isian.rumus if telaah.checked else naskah.terbaca
    if not rumus:
        return None, None, {}
    if not may(view.orang, view.kantor, "lihat_baris"):  # a trial answers only who may see the rows behind it
        return None, _examples(telaah, rumus), {}
    others = [one.rumus for one in suggestions_of(naskah, telaah).values()]
    try:
        trial = try_proposal(view.kantor, indikator.kode, rumus, view.period, view.at, others)
    except IssueError as error:
        salah = Pesan.from_issue(error.issues[0])
        return NilaiCoba(periode=_label(view), usang=telaah.checked is None, salah=salah), _examples(telaah, rumus), {}
    desimal = _decimals(naskah, telaah)
    unit = telaah.before.satuan_tampil
    mine = printed_result(trial.kini.usul.hasil, desimal) + _unit(trial.kini.usul.hasil, unit)
    akibat = {
        text: f"Hasilnya {printed_result(hasil, desimal)}{_unit(hasil, unit)}, bukan {mine}."
        for text, hasil in trial.lain.items()
    }
    return _value(view, trial, desimal, unit, telaah), _examples(telaah, rumus), akibat


def _value(view: Pandangan, trial: Coba, desimal: int, unit: str, telaah: Telaah) -> NilaiCoba:
    hasil = trial.kini.usul.hasil
    angka = Angka(alasan=hasil.alasan) if hasil.nilai is None else Angka(printed_result(hasil, desimal), unit)
    totals = [one for one in trial.kini.usul.leaves.values() if isinstance(one, Total)]
    rows = f"Atas {format_angka(max(one.rows for one in totals))} baris register." if totals else ""
    return NilaiCoba(
        periode=_label(view),
        angka=angka,
        rumus=rumus_numbers(trial.checked, trial.kini.usul) if hasil.nilai is not None else None,
        tabel=_trial_table(trial, desimal),
        baris=rows,
        usang=telaah.checked is None,
    )


def _label(view: Pandangan) -> str:
    return view.period.title


def _decimals(naskah: Naskah, telaah: Telaah) -> int:
    text = naskah.isian.desimal
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 2 else telaah.before.desimal


def _unit(hasil: Hasil, unit: str) -> str:
    return "" if hasil.nilai is None or not unit else unit if unit == "%" else f"\N{NO-BREAK SPACE}{unit}"


def _trial_table(trial: Coba, desimal: int) -> Tabel:
    heads = tuple(
        Kolom(f"TW {'I' * one.period.triwulan if one.period.triwulan < 4 else 'IV'} {one.period.tahun}"
              if one.period.triwulan else str(one.period.tahun), angka=True)
        for one in trial.periods
    )  # fmt: skip
    mine = tuple(_cell(one.usul.hasil, desimal, last=one is trial.kini) for one in trial.periods)
    theirs = tuple(_cell(one.berlaku, desimal) if one.berlaku else Sel("tidak ada versi", "kosong") for one in trial.periods)
    rows = ((Sel("Usul ini"), *mine), (Sel("Versi yang berlaku"), *theirs))
    return Tabel("Percobaan pada beberapa tahun", (Kolom("Dicoba pada", ponsel="utama"), *heads), rows)


def _cell(hasil: Hasil, desimal: int, *, last: bool = False) -> Sel:
    if hasil.nilai is None:
        return Sel(str(hasil.alasan), "kosong")
    return Sel(format_angka(hasil.nilai, desimal), "tebal" if last else "")


def _examples(telaah: Telaah, rumus: str) -> ContohUji:
    definisi = telaah.definisi or telaah.kira
    found, faults = run_examples(definisi, rumus)
    good = sum(one.cocok for one in found)
    rows = tuple(_example_row(one) for one in found)
    heads = (Kolom("Keadaan", ponsel="utama"), Kolom("Dijanjikan", angka=True), Kolom("Hasil rumus ini", angka=True))
    broken = len(found) - good
    return ContohUji(
        ringkas=f"{good} dari {len(definisi.contoh)} cocok",
        cocok=good == len(definisi.contoh) and not faults,
        tabel=Tabel("Contoh yang ikut diuji", heads, rows),
        terima=f"Jadikan {broken} hasil ini janji contohnya" if broken else "",
    )


def _example_row(one: HasilContoh) -> tuple[Sel, ...]:
    return (Sel(one.nama[0].upper() + one.nama[1:]), Sel(one.janji), Sel(one.hasil, "" if one.cocok else "tebal"))
