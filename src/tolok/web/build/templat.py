"""The office's own Word template: from the service to its pages."""

from collections.abc import Sequence

from tolok.services.templat import intact
from tolok.store.models import TemplatDokumen
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.ukur_angka import size_text
from tolok.web.read_models import Fakta, Formulir, Kerangka, Kolom, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.templat import HalamanTemplat, HalamanUnggahTemplat, Penanda
from tolok.web.read_models.ukur import HalamanUkurFormulir
from tolok.writing.docx_guard import TERBESAR

_PENANDA = (
    Penanda("{{ isi }}", "isi dokumen; sendirian dalam satu paragraf, bukan di dalam tabel atau kop"),
    Penanda("{{ judul }}", "judul dokumen; tanpa penanda ini judul dicetak di atas isi"),
    Penanda("{{ tahun }}", "tahun dokumen"),
    Penanda("{{ perangkat_daerah }}", "nama perangkat daerah"),
    Penanda("{{ tanggal }}", "tanggal dokumen, misalnya 15 Januari 2024"),
)


def build_templat(view: Pandangan, rows: Sequence[TemplatDokumen]) -> HalamanTemplat:
    """The one that holds as known at the reader's instant, and all before it."""
    held = next((one for one in rows if not _gone(view, one)), None)
    writes = "kelola_dokumen" in view.hak and not view.lampau
    upload = Tindakan("Unggah templat baru" if held else "Unggah templat", view.alamat.ke("templat-unggah"), "utama")
    remove = [Tindakan("Cabut templat", view.alamat.ke("templat-cabut", nomor_templat=held.pk))] if held else []
    return HalamanTemplat(
        kerangka=_frame(view, "Templat"),
        judul="Dokumen Word memakai templat kantor" if held else "Dokumen Word memakai kertas Tolok",
        lead="Kop surat, huruf, dan gaya kantor untuk setiap dokumen DOCX. PDF dan XLSX tidak memakainya.",
        nama=held.nama if held else "",
        fakta=_facts(held) if held else (),
        kosong="Dokumen dicetak di kertas F4 dengan nama pemerintah daerah dan kantor di atasnya.",
        riwayat=_history(view, rows, held),
        penanda=_PENANDA,
        contoh=_example(view),
        peringatan=_damage(held),
        unduh=Tautan("Unduh templat ini", _file(view, held)) if held else None,
        tindakan=(*remove, upload) if writes else (),
    )


def _frame(view: Pandangan, name: str) -> Kerangka:
    trail = [Tautan("Dokumen", view.alamat.ke("dokumen")), Tautan("Templat")]
    if name != "Templat":
        trail[1:] = [Tautan("Templat", view.alamat.ke("templat")), Tautan(name)]
    return frame(view, f"{name} templat" if name != "Templat" else name, trail, kini="Dokumen")


def _gone(view: Pandangan, one: TemplatDokumen) -> bool:
    return one.dicabut_pada is not None and one.dicabut_pada <= view.at


def _facts(one: TemplatDokumen) -> tuple[Fakta, ...]:
    return (
        Fakta("Diunggah", f"{tanggal_pendek(one.pada)} WIB"),
        Fakta("Oleh", one.oleh.nama if one.oleh else "–"),
        Fakta("Ukuran", size_text(one.ukuran)),
        Fakta("Sidik berkas", f"{one.sha256[:8]}…{one.sha256[-8:]}", mono=True),
    )


def _damage(one: TemplatDokumen | None) -> Pesan | None:
    if one is None or intact(one):
        return None
    why = "Dokumen DOCX tidak dapat dicetak. Minta admin memulihkannya dari cadangan, atau cabut lalu unggah lagi."
    return Pesan("salah", "Berkas templat ini tidak utuh lagi.", why, kode="TLK-P017")


def _history(view: Pandangan, rows: Sequence[TemplatDokumen], held: TemplatDokumen | None) -> Tabel | None:
    if not [one for one in rows if one is not held]:
        return None
    heads = (Kolom("Templat", ponsel="utama"), Kolom("Diunggah"), Kolom("Oleh"), Kolom("Keadaan"))
    return Tabel("Templat yang pernah diunggah", heads, tuple(_line(view, one, held) for one in rows))


def _line(view: Pandangan, one: TemplatDokumen, held: TemplatDokumen | None) -> tuple[Sel, ...]:
    if one is held:
        state = Sel("dipakai", nada="baik")
    elif _gone(view, one) and one.dicabut_pada:
        state = Sel(f"dicabut {tanggal_pendek(one.dicabut_pada)}", "kosong")
    else:
        state = Sel("digantikan", "kosong")
    who = Sel(one.oleh.nama) if one.oleh else Sel("–", "kosong")
    return (Sel(one.nama, href=_file(view, one)), Sel(tanggal_pendek(one.pada)), who, state)


def _file(view: Pandangan, one: TemplatDokumen) -> str:
    return view.alamat.ke("templat-unduh", nomor_templat=one.pk)


def _example(view: Pandangan) -> Tautan:
    return Tautan("Unduh templat contoh (DOCX)", view.alamat.ke("templat-contoh"))


def build_unggah_templat(view: Pandangan, issues: Sequence[Issue] = ()) -> HalamanUnggahTemplat:
    """The form; everything that was wrong with the last file above it."""
    return HalamanUnggahTemplat(
        kerangka=_frame(view, "Unggah"),
        judul="Unggah templat dokumen Word",
        lead="Diperiksa sebelum dipakai. Yang diganti hanya kertasnya: isi dan angka dokumen tetap dari terbitan.",
        alamat=view.alamat.ke("templat-unggah"),
        batas=f"DOCX tanpa makro, paling besar {TERBESAR // 1024**2} MB. Gambar kop disisipkan, bukan ditautkan.",
        contoh=_example(view),
        batal=Tautan("Batal", view.alamat.ke("templat")),
        penanda=_PENANDA,
        pesan=tuple(Pesan.from_issue(one) for one in issues),
    )


def build_cabut_templat(view: Pandangan, one: TemplatDokumen, issues: Sequence[Issue] = ()) -> HalamanUkurFormulir:
    """Taking the template out of use, asked once."""
    gone = one.dicabut_pada is not None
    told = [Pesan.from_issue(issue) for issue in issues]
    if gone:
        told.append(Pesan("catatan", "Templat ini sudah tidak dipakai."))
    address = view.alamat.ke("templat-cabut", nomor_templat=one.pk)
    return HalamanUkurFormulir(
        kerangka=_frame(view, "Cabut"),
        judul=f"Cabut templat {one.nama}?",
        lead="Berkasnya tetap tersimpan dan tetap dapat diunduh.",
        batal=Tautan("Batal", view.alamat.ke("templat")),
        formulir=None if gone else Formulir(address, "Cabut templat ini", (("sidik", one.sha256),), menolak=True),
        fakta=_facts(one),
        pesan=tuple(told),
        akibat="Dokumen DOCX berikutnya dicetak di kertas Tolok. Dokumen yang sudah diunduh tidak berubah.",
    )
