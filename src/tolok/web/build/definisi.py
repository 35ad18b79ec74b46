"""The definition of an IKU: its versions with their reasons, what differs between two, and a proposal to be decided."""

from collections.abc import Mapping, Sequence

from tolok.catalogue.definition import Definisi, Versi, hash_ukuran
from tolok.catalogue.difference import Perbedaan, difference
from tolok.catalogue.load import checked_version
from tolok.formula.checker import Checked
from tolok.services.akses import may
from tolok.services.definisi import TeksDefinisi, VersiDefinisi, definition_of, texts_of, versions_of
from tolok.services.periksa import unanswered, vocabulary_of
from tolok.services.usul import (
    list_usul,
    may_decide,
    may_propose,
    naskah_of,
    open_usul_of,
    telaah_of,
    under_approval,
    writers_of,
)
from tolok.store.models import IndikatorKantor, UsulDefinisi
from tolok.values.instant import parse_instant, tanggal_panjang, tanggal_pendek
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period
from tolok.web.build.editor import values_of
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rumus import makna_of
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.rumus import BarisBeda, ButirVersi, HalamanBeda, HalamanRumus, Makna, PotonganBeda

STATUS: Mapping[str, str] = {
    "draf": "Draf",
    "diajukan": "Menunggu putusan",
    "ditetapkan": "Ditetapkan",
    "ditolak": "Ditolak",
    "ditarik": "Dihapus pengusul",
}
_BREAK = "Tren terputus di sini: yang diukur berubah."


def build_rumus(view: Pandangan, indikator: IndikatorKantor) -> HalamanRumus:
    """The register of changes: what is in force in the reader's period, every version, every proposal."""
    chain = texts_of(view.kantor, indikator.kode, view.at)
    versions = versions_of(chain)
    kini = _in_force(versions, view.period)
    usul = None if view.lampau else open_usul_of(indikator)
    definisi, versi = versions[kini].teks.definisi, versions[kini].versi
    count = len(versions)
    return HalamanRumus(
        kerangka=frame(view, f"Definisi {indikator.kode}", _trail(view, indikator, "Definisi"), kini="Indikator"),
        judul=f"{indikator.kode} dihitung menurut versi {kini + 1}" + (f" dari {count}" if count > 1 else ""),
        lead=f"{indikator.nama}. {_used(versi, view.period)}",
        makna=_meaning(definisi, versi),
        definisi=definisi.definisi,
        batas=definisi.batas,
        versi=tuple(reversed([_version(view, indikator, versions, n, kini) for n in range(count)])),
        usul=_proposals(view, indikator),
        tindakan=_actions(view, indikator, usul),
        pesan=_waiting(view, indikator, usul, versi.formula),
    )


def _trail(view: Pandangan, indikator: IndikatorKantor, *rest: str) -> tuple[Tautan, ...]:
    links = [Tautan(indikator.kode, view.alamat.indikator(indikator.kode))]
    names = list(rest)
    if len(names) > 1:
        links.append(Tautan(names.pop(0), view.alamat.ke("rumus", kode=indikator.kode)))
    return (*links, *(Tautan(name) for name in names))


def _in_force(versions: Sequence[VersiDefinisi], period: Period) -> int:
    begun = [n for n, one in enumerate(versions) if one.versi.berlaku_sejak <= Period(period.tahun).end]
    return begun[-1] if begun else 0


def _used(versi: Versi, period: Period) -> str:
    since = tanggal_panjang(versi.berlaku_sejak)
    if versi.berlaku_sejak > Period(period.tahun).end:
        return f"Versi pertama baru berlaku sejak {since}; untuk {period.label} belum ada definisi."
    return f"Versi ini berlaku sejak {since} dan dipakai untuk {period.label}."


def _checked(definisi: Definisi, versi: Versi) -> Checked | None:
    try:
        return checked_version(definisi, versi, vocabulary_of(max(versi.berlaku_sejak.year, 2024)))
    except IssueError:
        return None


def _meaning(definisi: Definisi, versi: Versi) -> Makna:
    checked = _checked(definisi, versi)
    return makna_of(checked) if checked else Makna()


def _version(
    view: Pandangan, indikator: IndikatorKantor, versions: Sequence[VersiDefinisi], n: int, kini: int
) -> ButirVersi:
    one = versions[n]
    put = one.versi.diputuskan
    own = one.teks.kantor
    decided = f"{put.oleh}, {tanggal_panjang(parse_instant(put.tanggal.isoformat()))}, {put.dasar}"
    if own is not None and own.usul is not None:
        decided += f". Diusulkan {own.usul.oleh.nama}, tercatat {tanggal_pendek(own.diketahui_dari)}"
    return ButirVersi(
        judul=f"Versi {n + 1}",
        sejak=f"berlaku sejak {tanggal_panjang(one.versi.berlaku_sejak)}",
        diputuskan=decided,
        alasan=own.alasan if own else "Dari katalog, menurut dokumen kantor.",
        rumus=one.versi.formula or "",
        kini=n == kini,
        putus_tren=_BREAK if n and _measure(versions[n - 1]) != _measure(one) else "",
        beda=Tautan(
            f"Bandingkan dengan versi {n}", view.alamat.ke("rumus-beda", kode=indikator.kode, versi_ke=n + 1)
        ) if n else None,
    )  # fmt: skip


def _measure(one: VersiDefinisi) -> str:
    checked = _checked(one.teks.definisi, one.versi)
    return hash_ukuran(one.teks.definisi, checked) if checked else ""


def _proposals(view: Pandangan, indikator: IndikatorKantor) -> Tabel | None:
    rows = []
    for one in list_usul(view.kantor, indikator.kode, view.at):
        done = f"{one.diputuskan_oleh.nama}: {one.catatan_putusan}" if one.diputuskan_oleh and one.catatan_putusan else ""
        href = view.alamat.ke("usul", kode=indikator.kode, usul_nomor=one.pk)
        rows.append(
            (
                Sel(tanggal_pendek(one.dibuat_pada), href=href),
                Sel(one.oleh.nama),
                Sel(one.alasan or "belum ditulis", "" if one.alasan else "kosong"),
                Sel(STATUS.get(one.status, one.status)),
                Sel(done or "–"),
            )
        )
    heads = (Kolom("Usul", ponsel="utama"), Kolom("Oleh"), Kolom("Alasan"), Kolom("Keadaan", ponsel="angka"),
             Kolom("Catatan putusan"))  # fmt: skip
    return Tabel("Usul perubahan", heads, tuple(rows)) if rows else None


def _actions(view: Pandangan, indikator: IndikatorKantor, usul: UsulDefinisi | None) -> tuple[Tindakan, ...]:
    if view.lampau:
        return ()
    found = []
    if usul is not None and usul.status == "diajukan":
        href = view.alamat.ke("usul", kode=indikator.kode, usul_nomor=usul.pk)
        mine = may_decide(view.orang, indikator) and view.orang.pk not in writers_of(usul)
        found.append(Tindakan("Periksa dan putuskan usul" if mine else "Lihat usul", href, "utama" if mine else "biasa"))
    elif may_propose(view.orang, indikator):
        label = "Lanjutkan draf" if usul else "Usulkan perubahan"
        found.append(Tindakan(label, view.alamat.ke("rumus-ubah", kode=indikator.kode), "utama"))
    if may(view.orang, view.kantor, "coba_rumus"):
        found.insert(0, Tindakan("Coba rumus lain", view.alamat.ke("coba-rumus")))
    return tuple(found)


def _waiting(view: Pandangan, indikator: IndikatorKantor, usul: UsulDefinisi | None, formula: str | None) -> Pesan | None:
    if usul is not None and usul.status == "diajukan":
        href = view.alamat.ke("usul", kode=indikator.kode, usul_nomor=usul.pk)
        what = f"Usul {usul.oleh.nama} menunggu putusan kepala dinas"
        return Pesan("perlu keputusan", what, usul.alasan, tautan=Tautan("Lihat bedanya", href))
    if formula is None:
        return Pesan("perlu keputusan", "Versi ini belum punya rumus", "Angkanya belum dapat dihitung sampai diputuskan.")
    return None


# --- differences ------------------------------------------------------------------------------------------------------


def _lines(found: Sequence[Perbedaan]) -> tuple[BarisBeda, ...]:
    return tuple(
        BarisBeda(
            one.nama,
            tuple(PotonganBeda(piece.jenis, piece.teks) for piece in one.potongan),
            mono=one.nama == "Rumus",
            baris="\n" in one.lama + one.baru,
        )
        for one in found
    )


def build_beda(view: Pandangan, indikator: IndikatorKantor, versi_ke: int) -> HalamanBeda | None:
    """Version `versi_ke` beside the one before it; None where there is no such pair."""
    versions = versions_of(texts_of(view.kantor, indikator.kode, view.at))
    if not 2 <= versi_ke <= len(versions):
        return None
    before, after = versions[versi_ke - 2], versions[versi_ke - 1]
    found = difference(before.teks.definisi, before.versi, after.teks.definisi, after.versi)
    own = after.teks.kantor
    return HalamanBeda(
        kerangka=frame(
            view, f"{indikator.kode} versi {versi_ke}", _trail(view, indikator, "Definisi", f"Versi {versi_ke}"),
            kini="Indikator",
        ),
        judul=f"Versi {versi_ke} mengubah {len(found)} hal pada {indikator.kode}",
        lead=own.alasan if own else "Kedua versi berasal dari katalog.",
        beda=_lines(found),
        fakta=(
            Fakta("Versi ini", f"berlaku sejak {tanggal_panjang(after.versi.berlaku_sejak)}"),
            Fakta("Sebelumnya", f"berlaku sejak {tanggal_panjang(before.versi.berlaku_sejak)}"),
            Fakta("Sidik definisi", after.hash_definisi[:12], mono=True),
            Fakta("Tren", "terputus" if _measure(before) != _measure(after) else "berlanjut"),
        ),
        makna=_meaning(after.teks.definisi, after.versi),
        kembali=Tautan("Kembali ke definisi", view.alamat.ke("rumus", kode=indikator.kode)),
    )  # fmt: skip


def build_usul(
    view: Pandangan, indikator: IndikatorKantor, usul: UsulDefinisi, refused: tuple[Issue, ...] = (), catatan: str = ""
) -> HalamanBeda:
    """One proposal: what it changes, what it would give, and the decision of whoever may take it."""
    naskah = naskah_of(indikator, usul, view.at) if usul.status in ("draf", "diajukan") else None
    telaah = telaah_of(indikator, naskah, view.at) if naskah else None
    old, new = _sides(view, indikator, usul)
    found = difference(old.definisi, _before(old, new), new, new.latest) if new else ()
    nilai = values_of(view, indikator, naskah, telaah)[0] if naskah and telaah else None
    open_issues = unanswered(telaah) if telaah else ()
    decides = usul.status == "diajukan" and may_decide(view.orang, indikator) and not view.lampau
    own = view.orang.pk in writers_of(usul)
    return HalamanBeda(
        kerangka=frame(view, f"Usul {indikator.kode}", _trail(view, indikator, "Definisi", "Usul"), kini="Indikator"),
        judul=f"Usul {usul.oleh.nama} mengubah {len(found)} hal pada {indikator.kode}",
        lead=usul.alasan or "Alasan perubahan belum ditulis.",
        beda=_lines(found),
        fakta=_facts(usul),
        makna=_meaning(new, new.latest) if new else Makna(),
        tabel=nilai.tabel if nilai else None,
        catatan_tabel="Percobaan, bukan angka resmi.",
        masalah=tuple(Pesan.from_issue(one) for one in (*refused, *(one for one in open_issues if one not in refused))),
        formulir=_decision(view, indikator, usul) if decides and not own else None,
        isian=_note(catatan, refused) if decides and not own else None,
        akibat=_consequence(indikator, new) if new and decides else "",
        tindakan=_edit(view, indikator, usul),
        tarik=_withdrawal(view, indikator, usul),
        pesan=_why_none(usul, decides, own),
        kembali=Tautan("Kembali ke definisi", view.alamat.ke("rumus", kode=indikator.kode)),
    )


def _sides(view: Pandangan, indikator: IndikatorKantor, usul: UsulDefinisi) -> tuple[TeksDefinisi, Definisi | None]:
    """(the text before it, the proposed definition where it loads)."""
    at = usul.diputuskan_pada or view.at
    chain = [one for one in texts_of(view.kantor, indikator.kode, at) if one.kantor is None or one.kantor.usul_id != usul.pk]
    try:
        return chain[-1], definition_of(usul.isi, usul.kode)
    except IssueError:
        return chain[-1], None


def _before(old: TeksDefinisi, new: Definisi) -> Versi:
    """The version that the proposal follows."""
    earlier = [one for one in old.definisi.versi if one.berlaku_sejak < new.latest.berlaku_sejak]
    return max(earlier or old.definisi.versi, key=lambda one: one.berlaku_sejak)


def _facts(usul: UsulDefinisi) -> tuple[Fakta, ...]:
    facts = [
        Fakta("Keadaan", STATUS.get(usul.status, usul.status)),
        Fakta("Diusulkan", f"{usul.oleh.nama}, {tanggal_pendek(usul.dibuat_pada)}"),
        Fakta("Terakhir diubah", tanggal_pendek(usul.diubah_pada)),
    ]
    if usul.diputuskan_oleh and usul.diputuskan_pada:
        facts.append(Fakta("Diputuskan", f"{usul.diputuskan_oleh.nama}, {tanggal_pendek(usul.diputuskan_pada)}"))
    if usul.catatan_putusan:
        facts.append(Fakta("Catatan putusan", usul.catatan_putusan))
    return tuple(facts)


def _decision(view: Pandangan, indikator: IndikatorKantor, usul: UsulDefinisi) -> Formulir:
    href = view.alamat.ke("usul", kode=indikator.kode, usul_nomor=usul.pk)
    return Formulir(href, f"Tetapkan definisi {indikator.kode}", (("versi", str(usul.versi)),))


def _note(catatan: str, refused: Sequence[Issue]) -> Isian:
    wrong = next((f"{one.apa} {one.saran}" for one in refused if one.kode == "TLK-A143"), "")
    return Isian("catatan", "Catatan putusan", catatan, "panjang", "Wajib bila ditolak: apa yang harus diubah.", wrong)


def _consequence(indikator: IndikatorKantor, new: Definisi) -> str:
    since = new.latest.berlaku_sejak
    said = "Bila ditetapkan, draf angka sejak tanggal itu dihitung ulang; angka yang sudah terbit tidak berubah."
    moving = under_approval(indikator, since)
    if moving:
        periods = ", ".join(Period(one.tahun, one.triwulan).label for one in moving)
        said += f" Angka {periods} sedang disetujui dan tetap menurut versi lama."
    return said


def _edit(view: Pandangan, indikator: IndikatorKantor, usul: UsulDefinisi) -> tuple[Tindakan, ...]:
    if usul.status != "draf" or view.lampau or not may_propose(view.orang, indikator):
        return ()
    return (Tindakan("Lanjutkan mengubah", view.alamat.ke("rumus-ubah", kode=indikator.kode), "utama"),)


def _withdrawal(view: Pandangan, indikator: IndikatorKantor, usul: UsulDefinisi) -> Formulir | None:
    if usul.status != "diajukan" or view.lampau or not may_propose(view.orang, indikator):
        return None
    href = view.alamat.ke("usul", kode=indikator.kode, usul_nomor=usul.pk)
    return Formulir(href, "Tarik kembali ke draf", (("versi", str(usul.versi)), ("putusan", "tarik")))


def _why_none(usul: UsulDefinisi, decides: bool, own: bool) -> Pesan | None:
    if decides and own:
        what = "Anda ikut menulis usul ini, jadi tidak dapat memutuskannya"
        return Pesan("catatan", what, "Definisi diputuskan orang lain daripada penulisnya.")
    if usul.status == "diajukan" and not decides:
        return Pesan("catatan", "Menunggu putusan kepala dinas", "Sampai diputuskan, versi yang berlaku tetap dipakai.")
    return None
