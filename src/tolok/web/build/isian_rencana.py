"""Forms of the plan: what was typed is kept, each complaint stands beside its field, the rest above the form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tolok.values.issue import Issue
from tolok.web.build.kerangka import Pandangan
from tolok.web.read_models import Isian, Opsi, Pesan, Tautan
from tolok.web.read_models.hitung import Tab
from tolok.web.read_models.rencana import HalamanIsianRencana, PilihanGanda

Typed = Mapping[str, str]
PILIH = "Pilih …"


@dataclass(frozen=True)
class Ditolak:
    """What a form was sent with and why it was not accepted; empty for a fresh form.

    `sebagian`: only some of the page's fields were sent, the others keep what is stored.
    """

    isi: Typed | None = None
    issues: Sequence[Issue] = ()
    banyak: Mapping[str, Sequence[str]] | None = None
    sebagian: bool = False

    def value(self, nama: str, known: str) -> str:
        """What stands in a field: as typed, else as known."""
        if self.isi is None:
            return known
        return self.isi.get(nama, known if self.sebagian else "")

    def chosen(self, nama: str, known: Iterable[str]) -> set[str]:
        """The boxes that are ticked: as sent, else as known."""
        return set(known) if self.banyak is None else set(self.banyak.get(nama, ()))


BARU = Ditolak()


def with_faults(page: HalamanIsianRencana, ditolak: Ditolak) -> HalamanIsianRencana:
    """The form with every complaint beside the field that it names, and the others as messages above the form."""
    said: dict[str, list[str]] = {}
    for issue in ditolak.issues:
        said.setdefault(issue.di_mana, []).append(f"{issue.apa} {issue.saran}")
    known = {one.nama for one in page.isian}
    groups = tuple(
        replace(
            one,
            isian=tuple(_told(isian, said) for isian in one.isian),
            ganda=_told_many(one.ganda, said) if one.ganda else None,
        )
        for one in page.kelompok
    )
    second = tuple(replace(one, isian=tuple(_told(isian, said) for isian in one.isian)) for one in page.kedua)
    whole = tuple(
        Pesan(issue.bobot, issue.apa, f"{issue.mengapa} {issue.saran}", kode=issue.kode)
        for issue in ditolak.issues
        if issue.di_mana not in known
    )
    return replace(page, kelompok=groups, kedua=second, pesan=(*page.pesan, *whole))


def _told(isian: Isian, said: Mapping[str, Sequence[str]]) -> Isian:
    return replace(isian, galat=" ".join(said[isian.nama])) if isian.nama in said else isian


def _told_many(ganda: PilihanGanda, said: Mapping[str, Sequence[str]]) -> PilihanGanda:
    return replace(ganda, galat=" ".join(said[ganda.nama])) if ganda.nama in said else ganda


def choice(
    nama: str, label: str, value: str, options: Iterable[tuple[str, str]], petunjuk: str = "", *, kosong: str = PILIH,
    wajib: bool = True,
) -> Isian:  # fmt: skip
    """A list to choose one from; the first line stands for nothing chosen."""
    lines = tuple(Opsi(key, text, key == value) for key, text in options)
    return Isian(nama, label, value, "pilihan", petunjuk, opsi=(Opsi("", kosong, value == ""), *lines), wajib=wajib)


def reason(ditolak: Ditolak, label: str = "Alasan perubahan", nama: str = "alasan") -> Isian:
    """The field for a reason."""
    hint = "Paling sedikit 10 huruf; tercatat di riwayat."
    return Isian(nama, label, ditolak.value(nama, ""), "panjang", hint, wajib=True)


_TABS: tuple[tuple[str, str], ...] = (
    ("Indikator", "daftar-indikator"),
    ("Program dan anggaran", "daftar-program"),
    ("Rencana aksi", "rencana-aksi"),
    ("Perjanjian Kinerja", "pk"),
    ("IKU Kota", "iku-kota"),
    ("Profil", "profil"),
    ("Katalog", "katalog"),
)


def plan_tabs(view: Pandangan, kini: str) -> tuple[Tab, ...]:
    """The parts of the plan."""
    return tuple(Tab(label, "", view.alamat.ke(nama), label == kini) for label, nama in _TABS)


def plan_trail(view: Pandangan, *labels: str) -> tuple[Tautan, ...]:
    """The path to a page of the plan."""
    return (Tautan("Indikator", view.alamat.ke("daftar-indikator")), *(Tautan(label) for label in labels))
