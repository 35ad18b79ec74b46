"""The trial of a formula: what it means, what it gives, or why it is not answered."""

from tolok.formula.finish import Total
from tolok.services.akses import may
from tolok.services.coba_terbatas import Jawaban
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.values.unit import PERSEN
from tolok.web.build.editor_isian import sentence, word_groups
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rumus import makna_of, rumus_numbers
from tolok.web.read_models import Angka, Formulir, Isian, Pesan, Tautan
from tolok.web.read_models.rumus import HalamanCoba

_DECIMALS = 2


def build_coba(view: Pandangan, rumus: str, jawaban: Jawaban | None = None, issues: tuple[Issue, ...] = ()) -> HalamanCoba:
    """The form, and the answer where something was asked."""
    refused = (jawaban.tolak,) if jawaban and jawaban.tolak else ()
    found = jawaban.hasil if jawaban else None
    hint = "misalnya persen(koperasi_tahunan yang rat)"
    return HalamanCoba(
        kerangka=frame(view, "Coba rumus", (Tautan("Coba rumus"),), kini="Indikator"),
        judul=_title(view, jawaban),
        lead="Percobaan, bukan angka resmi. Rumus yang dicoba dicatat di riwayat; hasilnya tidak disimpan.",
        formulir=Formulir(view.alamat.ke("coba-rumus"), f"Coba pada {view.period.label}"),
        rumus=Isian("rumus", "Rumus", rumus, "panjang", hint),
        makna=makna_of(jawaban.checked) if jawaban else None,
        angka=_angka(jawaban) if jawaban else None,
        rumus_angka=rumus_numbers(jawaban.checked, found) if jawaban and found and not jawaban.terbatas else None,
        keterangan=_rests_on(jawaban) if jawaban else "",
        masalah=tuple(_told(one) for one in (*issues, *refused)),
        kata=word_groups(),
        batas=_limits(view),
    )


def _told(issue: Issue) -> Pesan:
    place = "" if issue.di_mana in ("coba rumus", "rumus") else f"{sentence(issue.di_mana)} "
    why = f"{sentence(issue.mengapa)} " if len(issue.mengapa) < 200 else ""
    return Pesan(issue.bobot, sentence(issue.apa), f"{place}{why}{sentence(issue.saran)}", kode=issue.kode)


def _title(view: Pandangan, jawaban: Jawaban | None) -> str:
    if jawaban is None or jawaban.hasil is None:
        return f"Coba rumus pada data {view.period.label}"
    angka = _angka(jawaban)
    return f"Hasil percobaan: {angka.lengkap}" if angka else "Coba rumus"


def _angka(jawaban: Jawaban) -> Angka | None:
    if jawaban.hasil is None:
        return None
    hasil = jawaban.hasil.hasil
    if hasil.nilai is None:
        return Angka(alasan=str(hasil.alasan))
    unit = jawaban.checked.unit
    whole = hasil.nilai.denominator == 1 and (unit is None or str(unit) != PERSEN)
    satuan = "" if unit is None or unit.dimensionless else "%" if str(unit) == PERSEN else str(unit)
    return Angka(format_angka(hasil.nilai, 0 if whole else _DECIMALS), satuan)


def _rests_on(jawaban: Jawaban) -> str:
    if jawaban.hasil is None:
        return ""
    known = f"Data sebagaimana diketahui {tanggal_pendek(jawaban.diketahui)}."
    if jawaban.terbatas:
        return known
    totals = [one for one in jawaban.hasil.leaves.values() if isinstance(one, Total)]
    return f"Atas {format_angka(max(one.rows for one in totals))} baris. {known}" if totals else known


def _limits(view: Pandangan) -> Pesan | None:
    if may(view.orang, view.kantor, "lihat_baris"):
        return None
    return Pesan(
        "catatan",
        "Anda dijawab tanpa hak melihat baris",
        "Jawaban hanya diberikan bila setiap kelompok yang dapat disimpulkan berisi sedikitnya lima pelaku, dan memakai "
        "data yang diketahui pada awal bulan.",
    )
