"""The fields beside the formula, what is wrong with each, and the words that a formula may use."""

from typing import Literal

from tolok.catalogue.definition import PEMBULATAN
from tolok.services import paket
from tolok.services.coba import register_words
from tolok.services.periksa import Telaah
from tolok.services.usul import Naskah
from tolok.values.issue import Issue
from tolok.web.read_models import Isian, Opsi
from tolok.web.read_models.rumus import KelompokKata

JenisIsian = Literal["teks", "panjang", "pilihan", "tanggal"]
_FIELD = {
    "berlaku_sejak": "berlaku_sejak",
    "tanggal": "diputuskan_tanggal",
    "oleh": "diputuskan_oleh",
    "dasar": "diputuskan_dasar",
    "pembulatan": "pembulatan",
    "desimal": "desimal",
    "definisi": "definisi",
    "batas": "batas",
    "alasan perubahan": "alasan",
    "berlaku sejak": "berlaku_sejak",
}
"""The end of a complaint's place → the field of the form that it is about."""


LABEL = {
    "berlaku_sejak": "Berlaku sejak",
    "diputuskan_tanggal": "Tanggal keputusan",
    "diputuskan_oleh": "Diputuskan oleh (jabatan)",
    "diputuskan_dasar": "Dasar keputusan",
    "desimal": "Angka di belakang koma",
    "pembulatan": "Pembulatan",
    "definisi": "Definisi",
    "batas": "Batas: yang tidak dikatakan angka ini",
    "alasan": "Alasan perubahan",
}


def sentence(text: str) -> str:
    text = " ".join(text.split())
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".?!" else text + "."


def field_of(issue: Issue) -> str:
    """The field beside which a complaint stands; '' for one about the formula or the whole."""
    if issue.kode in ("TLK-D143", "TLK-D144"):
        return _FIELD.get(issue.di_mana.rpartition(", ")[2], "")
    return _FIELD.get(issue.di_mana.rpartition(", ")[2], "") if issue.kode.startswith("TLK-D00") else ""


def _faults(telaah: Telaah, strict: bool) -> dict[str, str]:
    """Field → what is wrong with it; what is merely not filled in yet is told once submission was tried (`strict`)."""
    found: dict[str, str] = {}
    for issue in telaah.issues:
        missing = issue.mengapa == "belum diisi" or issue.kode == "TLK-D144"
        if (name := field_of(issue)) and (strict or not missing):
            what = issue.mengapa if issue.kode == "TLK-D003" else issue.apa
            empty = issue.mengapa == "belum diisi"
            found.setdefault(name, "Belum diisi." if empty else f"{sentence(what)} {sentence(issue.saran)}")
    return found


class _Fields:
    """Makes a field by its name: label, what was typed, what is wrong with it."""

    def __init__(self, naskah: Naskah, telaah: Telaah, strict: bool):
        self.naskah, self.faults = naskah, _faults(telaah, strict)

    def __call__(self, nama: str, jenis: JenisIsian = "teks", petunjuk: str = "", opsi: tuple[str, ...] = ()) -> Isian:
        nilai = self.naskah.alasan if nama == "alasan" else getattr(self.naskah.isian, nama)
        choices = tuple(Opsi(one, one, one == nilai) for one in opsi)
        return Isian(nama, LABEL[nama], nilai, jenis, petunjuk, self.faults.get(nama, ""), choices)


def version_fields(naskah: Naskah, telaah: Telaah, strict: bool) -> tuple[Isian, ...]:
    """From when, who decides on what basis, how it is rounded."""
    field = _Fields(naskah, telaah, strict)
    return (
        field("berlaku_sejak", "tanggal"),
        field("diputuskan_tanggal", "tanggal"),
        field("diputuskan_oleh"),
        field("diputuskan_dasar", petunjuk="misalnya nomor dan tanggal surat"),
        field("desimal", "pilihan", opsi=tuple(str(places) for places in range(7))),
        field("pembulatan", "pilihan", opsi=PEMBULATAN),
    )


def word_fields(naskah: Naskah, telaah: Telaah, strict: bool) -> tuple[Isian, ...]:
    """The reason of the change, and the words that are signed with the version."""
    field = _Fields(naskah, telaah, strict)
    why = "Tampil di riwayat definisi, di sebelah tren yang terputus."
    return field("alasan", "panjang", why), field("definisi", "panjang"), field("batas", "panjang")


def example_field(naskah: Naskah, telaah: Telaah) -> Isian:
    wrong = [one for one in telaah.issues if ", contoh" in one.di_mana and one.kode.startswith("TLK-D00")]
    galat = f"{sentence(wrong[0].di_mana)} {sentence(wrong[0].mengapa)} {sentence(wrong[0].saran)}" if wrong else ""
    hint = "Tabel kecil yang membuktikan arti rumus: sedikitnya satu normal, satu batas, satu kosong."
    return Isian("contoh", "Contoh kerja", naskah.isian.contoh, "panjang", hint, galat)


# --- words ------------------------------------------------------------------------------------------------------------

_FUNCTIONS = (
    ("banyak(register yang syarat)", "banyaknya baris"),
    ("jumlah(register.kolom yang syarat)", "jumlah sebuah kolom"),
    ("rata(register.kolom yang syarat)", "rata-rata sebuah kolom"),
    ("persen(register yang syarat dari syarat)", "bagian dalam persen"),
    ("pertumbuhan(total)", "perubahan terhadap tahun lalu dalam persen"),
    ("data(kode)", "angka dari luar dengan bukti"),
    ("… tahun lalu", "total atau kolom setahun sebelumnya"),
    ('kelas(kolom; "skema")', "kelas menurut tangga bertanggal"),
)


def word_groups() -> tuple[KelompokKata, ...]:
    """Everything that a formula may name, for the page and for the suggestions of the editor."""
    groups = [KelompokKata("Fungsi", _FUNCTIONS)]
    for nama, (label, columns) in register_words().items():
        groups.append(KelompokKata(nama, ((nama, label), *columns)))
    figures = tuple((f"data({kode})", one.label) for kode, one in sorted(paket.catalogue().angka_luar.items()))
    return (*groups, KelompokKata("Angka dari luar", figures))
