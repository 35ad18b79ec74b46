"""The form by which a decided draft goes into the plan: definitions that may be meant, the place, the targets."""

from dataclasses import replace

from tolok.reading.medan import short_text
from tolok.services.baca import Telaah, citation
from tolok.services.baca_rencana import UsulRencana, proposals, targets_of
from tolok.store.models import DokumenBaca
from tolok.web.build.baca_jejak import trail
from tolok.web.build.isian_rencana import BARU, Ditolak
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rencana import iku_fields
from tolok.web.read_models import Fakta, Formulir, Isian, Pesan, Tautan
from tolok.web.read_models.baca import HalamanPakaiBaca, PilihanUsul


def build_pakai_baca(view: Pandangan, dokumen: DokumenBaca, telaah: Telaah, ditolak: Ditolak = BARU) -> HalamanPakaiBaca:
    """Everything that would be written, before it is; what was typed is kept."""
    found = proposals(dokumen, telaah)
    chosen = ditolak.value("kode", "")
    wrong = {issue.di_mana: f"{issue.apa} {issue.saran}" for issue in ditolak.issues}
    place = tuple(_told(one, wrong) for one in iku_fields(view, None, ditolak))
    reason = Isian(
        "alasan", "Alasan mengubah target", ditolak.value("alasan", ""), "panjang",
        "Hanya bila target yang sudah berlaku diganti; paling sedikit 10 huruf.", wrong.get("alasan", ""),
    )  # fmt: skip
    known = {one.nama for one in (*place, reason)} | {"kode"}
    back = view.alamat.with_query(
        view.alamat.ke("baca-telaah", dokumen_baca=dokumen.pk).partition("?")[0], baris=telaah.nomor
    )
    here = view.alamat.ke("baca-pakai", dokumen_baca=dokumen.pk, baris_baca=telaah.nomor)
    return HalamanPakaiBaca(
        kerangka=frame(
            view, "Pakai di rencana", trail(view, short_text(dokumen.nama, 34), "Pakai di rencana"), kini="Dokumen"
        ),
        judul="Definisi mana yang dimaksud dokumen ini?",
        lead=telaah.nilai("nama"),
        formulir=Formulir(here, f"Pakai baris {telaah.nomor} di rencana"),
        batal=Tautan("Batal", back),
        usul=tuple(_choice(view, one, chosen) for one in found),
        usul_galat=wrong.get("kode", ""),
        kode=Isian("kode_lain", "Kode lain dari katalog", ditolak.value("kode_lain", ""), petunjuk="Misalnya KOP-09."),
        letak=place,
        alasan=reason,
        fakta=_facts(telaah),
        kutipan=citation(dokumen, telaah.draft.texts["nama"]),
        pesan=tuple(
            Pesan(one.bobot, one.apa, f"{one.mengapa} {one.saran}", kode=one.kode)
            for one in ditolak.issues
            if one.di_mana not in known
        ),
    )


def _told(one: Isian, wrong: dict[str, str]) -> Isian:
    return replace(one, galat=wrong[one.nama]) if one.nama in wrong else one


def _choice(view: Pandangan, one: UsulRencana, chosen: str) -> PilihanUsul:
    usul = one.usul
    words = ", ".join(usul.sama[:6])
    if one.dipakai is not None:
        said = f"Sudah menjadi IKU kantor ini; targetnya disamakan dengan dokumen. Kata yang sama: {words}."
    else:
        said = f"Menjadi IKU baru di letak yang Anda pilih. Kata yang sama: {words}."
    href = view.alamat.ke("kartu-katalog", kode_katalog=usul.kode)
    return PilihanUsul(usul.kode, usul.nama, href, said, usul.anggapan, chosen == usul.kode)


def _facts(telaah: Telaah) -> tuple[Fakta, ...]:
    """What the plan would get, and what the person left unknown."""
    targets = tuple(Fakta(f"Target {period}", text) for period, text in sorted(targets_of(telaah).items()))
    words = tuple(
        Fakta(one.label, one.nilai)
        for one in telaah.medan
        if one.kunci in ("satuan", "formula_teks", "sumber_data") and one.nilai
    )
    return (*targets, *words)
