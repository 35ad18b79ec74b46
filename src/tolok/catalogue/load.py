"""The catalogue of a content pack: definitions by kode, with everything that their formulas may name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from tolok.catalogue.dated import (
    AngkaLuar,
    Parameter,
    SkemaKelas,
    angka_luar_from_yaml,
    in_force,
    kelas_usaha_from_yaml,
    param_from_yaml,
)
from tolok.catalogue.definition import Definisi, Versi, frozen_version, hash_definisi, hash_ukuran
from tolok.catalogue.fields import read_yaml
from tolok.catalogue.lint import lint
from tolok.catalogue.reading import definisi_from_yaml
from tolok.formula.checker import Checked, check
from tolok.formula.nodes import Formula
from tolok.formula.parser import parse
from tolok.formula.vocabulary import Vocabulary
from tolok.registers.schema import Schema
from tolok.values.issue import Issue, IssueError, maksud_anda

T = TypeVar("T")


@dataclass(frozen=True)
class Catalogue:
    """What a pack defines. Ladders and parameters are asked for a year: those in force at its end are meant."""

    indikator: Mapping[str, Definisi]
    angka_luar: Mapping[str, AngkaLuar]
    kelas_usaha: tuple[SkemaKelas, ...]
    param: tuple[Parameter, ...]

    def definisi(self, kode: str) -> Definisi:
        """The definition of `kode`, whatever its case; IssueError (TLK-D010) with a guess for a typo."""
        found = self.indikator.get(kode.strip().upper())
        if found is None:
            names = tuple(self.indikator)
            typed = re.sub(r"\D(\d)$", r"-0\1", kode.strip())
            raise IssueError(
                Issue(
                    "TLK-D010",
                    "salah",
                    f"indikator {kode}",
                    f"indikator `{kode}` tidak dikenal",
                    "yang ada di katalog: " + ", ".join(names),
                    maksud_anda(typed, names) or "pilih salah satu kode itu",
                )
            )
        return found

    def vocabulary(self, registers: Mapping[str, Schema], tahun: int) -> Vocabulary:
        """Everything that a formula for `tahun` may name. Of a name with several versions the one in force is given."""
        return Vocabulary(
            registers={nama: schema.word() for nama, schema in registers.items()},
            data={kode: angka.word() for kode, angka in self.angka_luar.items()},
            ladders={nama: skema.word() for nama, skema in in_force(self.kelas_usaha, tahun).items()},
            param={nama: (param.nilai, param.satuan) for nama, param in in_force(self.param, tahun).items()},
        )

    def versi(self, kode: str, tahun: int) -> Versi:
        """The version for a figure of `tahun`; IssueError TLK-D010, TLK-D011."""
        return self.definisi(kode).version_at(tahun)

    def checked(self, kode: str, tahun: int, registers: Mapping[str, Schema]) -> Checked:
        """The checked formula for a figure of `tahun`. IssueError with all complaints, each naming indikator and version;
        TLK-D012 where the version has no formula because it waits for a decision."""
        definisi = self.definisi(kode)
        return checked_version(definisi, definisi.version_at(tahun), self.vocabulary(registers, tahun))

    def hash_ukuran(self, kode: str, tahun: int, registers: Mapping[str, Schema]) -> str:
        """What is measured, comparable between offices (rumus.md §3.12)."""
        return hash_ukuran(self.definisi(kode), self.checked(kode, tahun, registers))

    def hash_definisi(self, kode: str, tahun: int) -> str:
        """The whole version that a figure of `tahun` uses, with its words and citation (rumus.md §3.12)."""
        definisi = self.definisi(kode)
        return hash_definisi(definisi, definisi.version_at(tahun))

    def lint(self, kode: str, tahun: int, registers: Mapping[str, Schema]) -> tuple[Issue, ...]:
        """Doubts about the version for `tahun`, also where it waits for its formula. IssueError as `checked`."""
        definisi, versi = self.definisi(kode), self.versi(kode, tahun)
        return lint(definisi, self.checked(kode, tahun, registers) if versi.formula else None, versi)

    def frozen(self, kode: str, tahun: int, registers: Mapping[str, Schema] | None = None) -> dict[str, Any]:
        """The version for `tahun` as JSON to be kept (see definition.frozen_version). `catatan` holds the doubts of
        `lint` as dicts where `registers` are given, else nothing."""
        definisi = self.definisi(kode)
        doubts = self.lint(kode, tahun, registers) if registers is not None else ()
        catatan = [issue.as_dict() for issue in doubts]
        return frozen_version(definisi, definisi.version_at(tahun)) | {"catatan": catatan}

    def parameter(self, kode: str, tahun: int) -> tuple[Fraction, str]:
        """Value and unit of a constant in force at the end of `tahun`; IssueError (TLK-D013)."""
        valid = in_force(self.param, tahun)
        if kode not in valid:
            raise IssueError(
                Issue(
                    "TLK-D013",
                    "salah",
                    f"parameter {kode}",
                    f"parameter `{kode}` tidak berlaku pada tahun {tahun}",
                    "yang berlaku: " + (", ".join(valid) or "tidak ada"),
                    maksud_anda(kode, tuple(valid)) or "tambahkan versi yang berlaku pada tahun itu di param.yaml",
                )
            )
        return valid[kode].nilai, valid[kode].satuan


@lru_cache(maxsize=1024)
def _parsed(formula: str) -> Formula:
    return parse(formula)


def checked_version(definisi: Definisi, versi: Versi, vocabulary: Vocabulary) -> Checked:
    """One version's formula, checked; complaints name indikator and version besides the part of the formula."""
    where = f"{definisi.kode}, versi {versi.berlaku_sejak}"
    if versi.formula is None:
        raise IssueError(
            Issue(
                "TLK-D012",
                "perlu keputusan",
                where,
                "versi ini belum punya rumus",
                "dokumen sumbernya tidak menentukan cara menghitung",
                "putuskan rumusnya dan catat di `keputusan`",
            )
        )
    try:
        return check(_parsed(versi.formula), vocabulary)
    except IssueError as error:
        issues = [replace(issue, di_mana=f"{where}, {issue.di_mana}") for issue in error.issues]
    raise IssueError(issues)


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue in a pack's folder: `indikator/*.yaml` and three files of `parameter/`.

    IssueError with every fault of every file at once (TLK-D001 … D008), each naming file and key.
    """
    issues: list[Issue] = []
    parameter = folder / "parameter"
    daftar = [found for path in sorted((folder / "indikator").glob("*.yaml")) if (found := _read(path, issues, _definisi))]
    catalogue = Catalogue(
        indikator={definisi.kode: definisi for definisi in daftar},
        angka_luar={a.kode: a for a in _read(parameter / "angka_luar.yaml", issues, angka_luar_from_yaml) or ()},
        kelas_usaha=_read(parameter / "kelas_usaha.yaml", issues, kelas_usaha_from_yaml) or (),
        param=_read(parameter / "param.yaml", issues, param_from_yaml) or (),
    )
    if not daftar and not issues:
        issues.append(
            Issue(
                "TLK-D001",
                "salah",
                f"{folder.name}/indikator",
                "tidak ada satu pun definisi indikator",
                "folder itu tidak memuat berkas .yaml",
                "periksa nama folder katalognya",
            )
        )
    if issues:
        raise IssueError(issues)
    return catalogue


def _read(path: Path, issues: list[Issue], make: Callable[[object, str, list[Issue]], T]) -> T | None:
    """What `make` gives for a file; faults are gathered, so that one file does not hide another's."""
    try:
        return make(read_yaml(path), path.name, issues)
    except IssueError as error:
        issues.extend(error.issues)
        return None


def _definisi(raw: object, berkas: str, issues: list[Issue]) -> Definisi:
    """A file is named after its kode: so no kode is defined twice, and each is found without a search."""
    definisi = definisi_from_yaml(raw, berkas, issues)
    if definisi.kode and berkas != f"{definisi.kode}.yaml":
        issues.append(
            Issue(
                "TLK-D004",
                "salah",
                f"{berkas}, kode",
                f"kode `{definisi.kode}` tidak sama dengan nama berkasnya",
                "satu berkas untuk satu indikator, bernama kodenya",
                f"ubah nama berkas menjadi {definisi.kode}.yaml",
            )
        )
    return definisi
