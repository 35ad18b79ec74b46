"""The documents of an office: shelves with their state, past prints, many at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tolok.services.borongan import batch_file, batches_of
from tolok.services.cetakan import list_cetakan_for
from tolok.services.jenis_dokumen import BENTUK, JENIS, NAMA_BENTUK, RAK, JenisDokumen
from tolok.services.keadaan_dokumen import KeadaanDokumen, states_of
from tolok.store.models import Cetakan, Pekerjaan
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.values.period import Period
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.unggahan import progress_of
from tolok.web.read_models import Fakta, Formulir, Nada, Opsi, Pesan, Tautan
from tolok.web.read_models.dokumen import (
    BarisCetakan,
    HalamanBorongan,
    HalamanDokumen,
    KartuDokumen,
    PaketCetakan,
    RakDokumen,
    TombolCetak,
)

_KEADAAN: dict[str, tuple[Nada, str]] = {
    "siap": ("baik", "Siap dicetak"),
    "draf": ("waspada", "Baru sebagai draf"),
    "kosong": ("netral", "Belum dapat dicetak"),
}
_RAK = {
    "Perencanaan": "Yang dijanjikan: sasaran, ukuran, target.",
    "Pengukuran": "Yang tercapai, dan dari mana angkanya.",
    "Pelaporan": "Yang dipertanggungjawabkan dan dinilai.",
    "Lampiran": "Penjelasan setiap ukuran.",
}
_SHOWN = 8


def build_dokumen(
    view: Pandangan, issues: Sequence[Issue] = (), chosen: tuple[Sequence[str], Sequence[str]] | None = None,
    semua: bool = False,
) -> HalamanDokumen:  # fmt: skip
    """Every document by shelf; `issues` are what was said of a batch, `chosen` the documents and forms marked in it."""
    states = states_of(view.kantor, view.period, view.at)
    mine = {kode: kind for kode, kind in JENIS.items() if kind.hak in view.hak}
    ready = [kode for kode in mine if states[kode].kesiapan == "siap"]
    prints = list_cetakan_for(view.orang, view.kantor.slug, view.at, view.period.tahun)
    shown = prints if semua else prints[:_SHOWN]
    return HalamanDokumen(
        kerangka=frame(view, "Dokumen", (Tautan("Dokumen"),), kini="Dokumen"),
        judul=_finding(len(ready), len(mine)),
        lead=f"Dokumen resmi {view.period.label}, dicetak dari terbitan yang beku: angka di kertas, layar, dan API sama.",
        rak=_shelves(view, mine, states),
        cetakan=tuple(_print(view, one) for one in shown),
        cetakan_semua=_all_prints(view, len(prints)) if len(shown) < len(prints) else None,
        templat=Tautan("Templat Word kantor", view.alamat.ke("templat")),
        baca=Tautan("Baca dokumen menjadi rancangan", view.alamat.ke("baca")) if "kelola_rencana" in view.hak else None,
        cetakan_kosong=f"Belum ada dokumen {view.period.tahun} yang dicetak dari angka terbit.",
        pesan=tuple(Pesan.from_issue(issue) for issue in issues),
        **_batch_part(view, ready, chosen),
    )


def _finding(ready: int, of: int) -> str:
    if not ready:
        return "Belum ada dokumen yang siap dicetak"
    return f"{format_angka(ready)} dari {format_angka(of)} dokumen siap dicetak"


def _shelves(
    view: Pandangan, mine: Mapping[str, JenisDokumen], states: Mapping[str, KeadaanDokumen]
) -> tuple[RakDokumen, ...]:
    found = ((rak, [kind for kind in mine.values() if kind.rak == rak]) for rak in RAK)
    return tuple(
        RakDokumen(rak, _RAK[rak], tuple(_card(view, kind, states[kind.kode]) for kind in kinds))
        for rak, kinds in found
        if kinds
    )


def _card(view: Pandangan, kind: JenisDokumen, state: KeadaanDokumen) -> KartuDokumen:
    nada, word = _KEADAAN[state.kesiapan]
    href = document_address(view, kind.kode)
    ready = state.kesiapan == "siap"
    choose = bool(kind.wajib)
    look = Tautan("Pilih indikator" if choose else "Lihat", href)
    if state.kesiapan == "draf":
        look = Tautan("Lihat draf", view.alamat.with_query(bare(href), draf="ya"))
    may_look = ready or (state.kesiapan == "draf" and "cetak_draf" in view.hak)
    todo = view.alamat.bila_ada(state.ke) if state.ke else ""
    return KartuDokumen(
        kode=kind.kode, judul=kind.nama, kalimat=kind.kalimat, nada=nada, keadaan=word, keterangan=state.kalimat,
        lihat=look if may_look else None,
        cetak=print_form(view, kind.kode) if ready and not choose else None,
        tombol=buttons(kind) if ready and not choose else (),
        saran=Tautan(state.saran, todo) if todo else None,
    )  # fmt: skip


def bare(address: str) -> str:
    """An address without what is asked of it."""
    return address.partition("?")[0]


def document_address(view: Pandangan, kode: str) -> str:
    """The page on which a document is looked at."""
    return view.alamat.ke("dokumen-satu", jenis_dokumen=kode)


def buttons(kind: JenisDokumen) -> tuple[TombolCetak, ...]:
    """The forms in which a document can be taken along."""
    return tuple(TombolCetak(one, NAMA_BENTUK[one]) for one in kind.bentuk)


def print_form(view: Pandangan, kode: str, **choices: str) -> Formulir:
    """The form that prints. The instant looked from travels in it: printing what was known then decides nothing."""
    hidden = {"diketahui": view.diketahui, **choices}
    address = bare(view.alamat.ke("dokumen-cetak", jenis_dokumen=kode))
    return Formulir(address, "Cetak", tuple((name, value) for name, value in hidden.items() if value))


def _all_prints(view: Pandangan, count: int) -> Tautan:
    href = view.alamat.with_query(bare(view.alamat.ke("dokumen")), cetakan="semua")
    return Tautan(f"Lihat {format_angka(count)} cetakan {view.period.tahun}", f"{href}#pernah")


def _print(view: Pandangan, one: Cetakan) -> BarisCetakan:
    kind = JENIS.get(one.jenis)
    again = kind is not None and kind.hak in view.hak
    more = one.permintaan.get("indikator") or one.permintaan.get("jabatan") or ""
    title = kind.nama if kind else one.jenis
    address = bare(view.alamat.ke("dokumen-cetak-lagi", cetakan=one.pk))
    return BarisCetakan(
        judul=f"{title} · {more}" if more else title,
        periode=str(Period(one.tahun, one.triwulan)),
        bentuk=NAMA_BENTUK.get(one.bentuk, one.bentuk),
        waktu=tanggal_pendek(one.pada),
        oleh=one.oleh.nama if one.oleh else "perintah",
        tanda=Tautan(one.token[:8], f"/cek/{one.token}/"),
        lagi=Formulir(address, "Cetak lagi") if again else None,
    )


def _batch_part(view: Pandangan, ready: Sequence[str], chosen: tuple[Sequence[str], Sequence[str]] | None) -> dict[str, Any]:
    """The form for many documents, with the reader's last batches."""
    address = bare(view.alamat.ke("dokumen-semua"))
    kinds, forms = chosen or (ready, ("pdf",))
    hidden = (("diketahui", view.diketahui),) if view.diketahui else ()
    return {
        "borongan": Formulir(address, "Cetak yang dipilih", hidden) if ready else None,
        "pilih_dokumen": tuple(Opsi(kode, _for_each(JENIS[kode]), kode in kinds) for kode in ready),
        "pilih_bentuk": tuple(Opsi(one, NAMA_BENTUK[one], one in forms) for one in BENTUK),
        "paket": tuple(_batch(view, job) for job in batches_of(view.orang, view.kantor)),
    }


def _for_each(kind: JenisDokumen) -> str:
    """What one mark stands for: one document, or one for every IKU or every agreement."""
    if "indikator" in kind.pilihan:
        return f"{kind.nama}, semua {'angka terbit' if 'nomor' in kind.pilihan else 'IKU'}"
    only = f", {NAMA_BENTUK[kind.bentuk[0]]}" if len(kind.bentuk) == 1 else ""
    return f"{kind.nama}, semua jenjang" if "jabatan" in kind.pilihan else kind.nama + only


def _batch(view: Pandangan, job: Pekerjaan) -> PaketCetakan:
    running = job.status in ("menunggu", "berjalan")
    href = view.alamat.ke("dokumen-borongan", borongan=job.pk)
    return PaketCetakan(job.kalimat, tanggal_pendek(job.dibuat_pada), href, running)


def build_borongan(view: Pandangan, job: Pekerjaan, now: datetime) -> HalamanBorongan:
    """One batch: how far it is, what could not be printed and why, and its file."""
    here = view.alamat.ke("dokumen-borongan", borongan=job.pk)
    path = batch_file(job, now)
    done = job.status == "selesai"
    told = [Issue(**one) for one in job.keluaran.get("issues", ())]
    gone = Pesan("catatan", "Berkasnya sudah dihapus", "Berkas disimpan tujuh hari. Cetak lagi dari halaman Dokumen.")
    take = view.alamat.ke("dokumen-unduh", borongan=job.pk)
    size = Tautan(f"Unduh {_size(path.stat().st_size)} (ZIP)", take) if path else None
    trail = (Tautan("Dokumen", view.alamat.ke("dokumen")), Tautan("Cetak banyak"))
    return HalamanBorongan(
        kerangka=frame(view, "Cetak banyak", trail, kini="Dokumen"),
        judul=job.kalimat if done or not told else "Dokumen tidak tercetak",
        lead="Dokumen dicetak di belakang. Halaman boleh ditinggal.",
        kemajuan=progress_of(job, now, here),
        fakta=_batch_facts(job),
        unduh=size,
        tidak_tercetak=tuple(job.keluaran.get("tidak_tercetak", ())),
        pesan=(*(Pesan.from_issue(issue) for issue in told), *((gone,) if done and path is None else ())),
        ulangi=Formulir(view.alamat.ke("pekerjaan-ulangi", pekerjaan=job.pk), "Coba lagi")
        if job.status in ("gagal", "terputus")
        else None,
        kembali=(Tautan("Semua dokumen", view.alamat.ke("dokumen")),),
    )


def _batch_facts(job: Pekerjaan) -> tuple[Fakta, ...]:
    asked = job.masukan
    names = ", ".join(JENIS[kode].nama for kode in asked.get("jenis", ()) if kode in JENIS)
    ended = [Fakta("Selesai", tanggal_pendek(job.selesai_pada))] if job.selesai_pada else []
    return (
        Fakta("Periode", Period.parse(asked["periode"]).title), Fakta("Dokumen", names),
        Fakta("Bentuk", ", ".join(NAMA_BENTUK[one] for one in asked.get("bentuk", ()))),
        Fakta("Diminta", tanggal_pendek(job.dibuat_pada)), *ended,
    )  # fmt: skip


def _size(count: int) -> str:
    return f"{format_angka(max(1, round(count / 1000)))} kB"
