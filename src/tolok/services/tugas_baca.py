"""Tasks that come from documents under review: a bidang answers, the planner decides with the answer before him."""

from collections.abc import Iterable

from tolok.reading.medan import short_text
from tolok.services.baca_tanya import Tanya, asked_by_planner, waiting_for_answer
from tolok.services.tugas_papan import Papan, Tugas


def document_questions(papan: Papan) -> Iterable[Tugas]:
    """Questions that the reader's bidang may answer; for the planner those that wait, and answers to decide with."""
    for one in waiting_for_answer(papan.orang, papan.kantor):
        if one.row.pada <= papan.at:
            asker = one.row.oleh.nama if one.row.oleh else "perencana"
            said = f"{asker}: “{short_text(one.row.kalimat, 140)}”"
            yield Tugas(f"Jawab pertanyaan dokumen: {_about(one)}", said, "belum dimulai", _page(one))
    for one in asked_by_planner(papan.orang, papan.kantor):
        if one.row.pada > papan.at:
            continue
        if one.jawaban is None:
            said = f"Anda tanyakan kepada {one.row.bidang.nama}" if one.row.oleh_id == papan.orang.pk else "Ditanyakan"
            bidang, since = one.row.bidang.nama, one.row.pada
            yield Tugas(f"Jawaban {_about(one)}", said, "diajukan", _page(one), oleh=bidang, sejak=since)
        else:
            who = one.jawaban.oleh.nama if one.jawaban.oleh else one.row.bidang.nama
            said = f"{who}: “{short_text(one.jawaban.kalimat, 140)}”"
            yield Tugas(f"Putuskan {_about(one)}", said, "sedang dikerjakan", _page(one))


def _about(one: Tanya) -> str:
    """`kolom 2023, Persentase koperasi aktif`."""
    label = one.medan.label
    return f"{label[:1].lower()}{label[1:]}, {short_text(one.telaah.draft.nama, 70)}"


def _page(one: Tanya) -> tuple[str, dict[str, object]]:
    return "baca-tanya", {"tanya_baca": one.row.pk}
