"""What a Perjanjian Kinerja promises: its lampiran from the plan as known at an instant, kept word for word when signed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any, Literal

from tolok.catalogue.definition import Definisi
from tolok.services.anggaran import Buku, ledger_of, serapan_of_node
from tolok.services.iku import definitions_at
from tolok.services.program import SimpulProgram, program_tree
from tolok.services.program_indikator import UkuranProgram, measures_of
from tolok.services.rencana import SasaranRencana, plan_of
from tolok.services.target import targets_at
from tolok.store.models import Bidang, IndikatorKantor, PerangkatDaerah, Program
from tolok.values.number import format_angka, fraction_text
from tolok.values.period import Period

Jenjang = Literal["kepala", "bidang", "kegiatan"]


@dataclass(frozen=True)
class Pemangku:
    """Whose agreement it is: the head of the office, the head of a bidang, or who runs one program or kegiatan."""

    jenjang: Jenjang
    bidang: Bidang | None = None
    program: Program | None = None

    @property
    def kunci(self) -> str:
        """How it stands in an address and in a request to print: `kepala`, `bidang-3`, `kegiatan-12`."""
        row = self.bidang or self.program
        return f"{self.jenjang}-{row.pk}" if row else self.jenjang

    @property
    def nama(self) -> str:
        """`Kepala perangkat daerah`, `Bidang Koperasi`, the name of the kegiatan."""
        row = self.bidang or self.program
        return row.nama if row else "Kepala perangkat daerah"


KEPALA = Pemangku("kepala")


@dataclass(frozen=True)
class Butir:
    """One measure: `target` an exact fraction as text, `tampil` the same as printed; both empty where there is none."""

    kode: str
    nama: str
    satuan: str
    target: str
    tampil: str


@dataclass(frozen=True)
class Janji:
    """A result with its measures. `jenis`: tujuan, sasaran, program, kegiatan or sub kegiatan."""

    jenis: str
    uraian: str
    butir: tuple[Butir, ...]


@dataclass(frozen=True)
class Pos:
    """One line of the budget in whole rupiah; None where nothing was booked."""

    kode: str
    nama: str
    jenjang: str
    pagu: int | None


@dataclass(frozen=True)
class Lampiran:
    """What is promised and what may be spent on it."""

    janji: tuple[Janji, ...]
    pos: tuple[Pos, ...]

    @property
    def butir(self) -> tuple[Butir, ...]:
        """Every measure, in order."""
        return tuple(one for janji in self.janji for one in janji.butir)

    @property
    def jumlah(self) -> int | None:
        """The budget in whole rupiah; None as soon as one line has none, for a sum of some would be taken for all."""
        known = [one.pagu for one in self.pos if one.pagu is not None]
        return sum(known) if known and len(known) == len(self.pos) else None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def lampiran_from(isi: Mapping[str, Any]) -> Lampiran:
    """The lampiran that `as_json` wrote into an agreement."""
    janji = tuple(
        Janji(one["jenis"], one["uraian"], tuple(Butir(**butir) for butir in one["butir"])) for one in isi["janji"]
    )
    return Lampiran(janji, tuple(Pos(**one) for one in isi["pos"]))


# --- from the plan ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RencanaTahun:
    """Everything of an office's plan that agreements of one year are made from, as known at an instant."""

    kantor: PerangkatDaerah
    tahun: int
    sasaran: Sequence[SasaranRencana]
    definisi: Mapping[str, Definisi]
    target: Mapping[tuple[int, int], Fraction]
    pohon: Sequence[SimpulProgram]
    buku: Buku
    ukuran: Mapping[int, Sequence[UkuranProgram]] = field(default_factory=dict)

    @property
    def simpul(self) -> list[SimpulProgram]:
        """Every program, kegiatan and sub kegiatan, by code."""
        return list(_flat(self.pohon))


def _flat(nodes: Sequence[SimpulProgram]) -> Iterator[SimpulProgram]:
    for node in nodes:
        yield node
        yield from _flat(node.anak)


def plan_for_year(kantor: PerangkatDaerah, tahun: int, at: datetime) -> RencanaTahun:
    """The plan of a year, in as few queries however many agreements are made from it.

    Targets and budgets are those known at `at`; words of the plan are today's, for it keeps no earlier ones.
    """
    sasaran = plan_of(kantor)
    indikator = [iku for one in sasaran for iku in one.indikator]
    tree = program_tree(kantor, Period(tahun))
    return RencanaTahun(
        kantor, tahun, sasaran, definitions_at(indikator, tahun, at), targets_at(indikator, [tahun], at), tree,
        ledger_of(kantor, tahun, at), measures_of([node.program for node in _flat(tree)], at),
    )  # fmt: skip


def lampiran_of(rencana: RencanaTahun, pemangku: Pemangku) -> Lampiran:
    """What one agreement promises: IKU for the head, outcomes of programs for a bidang, outputs for a kegiatan."""
    if pemangku.jenjang == "kepala":
        return Lampiran(tuple(_strategic(rencana)), tuple(_line(rencana, node) for node in rencana.pohon))
    nodes = nodes_of(rencana, pemangku)
    spent = [child for node in nodes for child in (node.anak or (node,))]
    janji = tuple(one for node in nodes for one in _promised(rencana, node))
    return Lampiran(janji, tuple(_line(rencana, node) for node in spent))


def nodes_of(rencana: RencanaTahun, pemangku: Pemangku) -> list[SimpulProgram]:
    """What a bidang or a kegiatan answers for: of what lies under each other only the uppermost."""
    if pemangku.program is not None:
        return [node for node in rencana.simpul if node.program.pk == pemangku.program.pk]
    return list(_uppermost(rencana.pohon, pemangku.bidang.pk if pemangku.bidang else 0))


def _uppermost(nodes: Sequence[SimpulProgram], bidang: int) -> Iterator[SimpulProgram]:
    for node in nodes:
        if node.program.bidang_id == bidang:
            yield node
        else:
            yield from _uppermost(node.anak, bidang)


def _strategic(rencana: RencanaTahun) -> Iterator[Janji]:
    """Sasaran with their IKU; a tujuan only where an IKU hangs on it itself."""
    for one in rencana.sasaran:
        if one.indikator or one.sasaran.jenis == "sasaran":
            butir = tuple(_iku(rencana, iku) for iku in one.indikator)
            yield Janji(one.sasaran.jenis, one.sasaran.uraian, butir)


def _iku(rencana: RencanaTahun, iku: IndikatorKantor) -> Butir:
    definisi, nilai = rencana.definisi.get(iku.kode), rencana.target.get((iku.pk, rencana.tahun))
    unit = (definisi.satuan_tampil or definisi.satuan) if definisi else ""
    if nilai is None:
        return Butir(iku.kode, iku.nama, unit, "", "")
    return Butir(iku.kode, iku.nama, unit, fraction_text(nilai), format_angka(nilai, definisi.desimal if definisi else 2))


def _promised(rencana: RencanaTahun, node: SimpulProgram) -> Iterator[Janji]:
    """Results of one program by the words of its indicators; its own name where nobody wrote a result."""
    program = node.program
    groups: dict[str, list[Butir]] = {}
    for one in rencana.ukuran.get(program.pk, ()):
        row, nilai = one.indikator, one.target.get(rencana.tahun)
        text = fraction_text(nilai) if nilai is not None else ""
        butir = Butir(f"{program.kode}/{row.pk}", row.nama, row.satuan, text, one.printed(rencana.tahun))
        groups.setdefault(row.sasaran or program.nama, []).append(butir)
    for uraian, members in (groups or {program.nama: []}).items():
        yield Janji(program.jenjang, uraian, tuple(members))


def _line(rencana: RencanaTahun, node: SimpulProgram) -> Pos:
    spent = serapan_of_node(node, rencana.buku, Period(rencana.tahun))
    return Pos(node.program.kode, node.program.nama, node.program.jenjang, spent.pagu if spent else None)


# --- what changed since -----------------------------------------------------------------------------------------------


def differences(signed: Lampiran, now: Lampiran) -> tuple[str, ...]:
    """What the plan says otherwise than the agreement, one sentence each; wording alone is no difference."""
    return (*_measures_apart(signed, now), *_budgets_apart(signed, now))


def _measures_apart(signed: Lampiran, now: Lampiran) -> Iterator[str]:
    before, after = ({one.kode: one for one in lampiran.butir} for lampiran in (signed, now))
    for kode, old in before.items():
        new = after.get(kode)
        if new is None:
            yield f"{old.nama}: tidak lagi dalam rencana."
        elif new.target != old.target:
            yield f"{old.nama}: target {old.tampil or 'belum ada'} menjadi {new.tampil or 'belum ada'}."
    for kode, new in after.items():
        if kode not in before:
            yield f"{new.nama}: baru dalam rencana."


def _budgets_apart(signed: Lampiran, now: Lampiran) -> Iterator[str]:
    before, after = ({one.kode: one for one in lampiran.pos} for lampiran in (signed, now))
    for kode in dict.fromkeys((*before, *after)):
        old, new = (lines[kode].pagu if kode in lines else None for lines in (before, after))
        if old != new:
            nama = (after.get(kode) or before[kode]).nama
            yield f"{kode} {nama}: anggaran {rupiah(old)} menjadi {rupiah(new)}."


def rupiah(amount: int | None) -> str:
    """`Rp 1.250.000.000`, or that there is none."""
    return f"Rp\N{NO-BREAK SPACE}{format_angka(amount)}" if amount is not None else "belum ada"
