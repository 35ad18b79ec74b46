"""One mapping of a definition file, read key by key. A faulty key leaves an Issue and a placeholder: reading goes on.

Codes: TLK-D002 missing or unknown key, TLK-D003 wrong kind of value, TLK-D004 values that contradict each other.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import yaml

from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.number import parse_angka

C = TypeVar("C", bound=str)
SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> object:
    """The parsed file; IssueError (TLK-D001) naming the file, and the line where it breaks."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=SAFE_LOADER)  # noqa: S506  # both are safe loaders
    except (OSError, UnicodeDecodeError) as error:
        mengapa = f"berkas tidak ada atau tidak terbaca ({type(error).__name__})"
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        mengapa = f"bukan YAML yang benar{f', baris {mark.line + 1}' if mark else ''}"
    except ValueError as error:  # an impossible date such as 2024-02-30
        mengapa = f"ada nilai yang tidak mungkin: {error}"
    raise IssueError(
        Issue("TLK-D001", "salah", path.name, "berkas tidak dapat dibaca", mengapa, "perbaiki berkas itu, lalu muat lagi")
    )


class Fields:
    """Reads keys one by one; `known` lists those that may occur, `di_mana` is how the place is called in messages."""

    def __init__(self, raw: object, di_mana: str, known: Sequence[str], issues: list[Issue]):
        self.raw: dict[str, object] = {str(key): value for key, value in raw.items()} if isinstance(raw, dict) else {}
        self.di_mana, self.issues = di_mana, issues
        if not isinstance(raw, dict):
            self.fault("TLK-D002", "isi", "harus berupa pasangan `kunci: nilai`")
        for key in self.raw:
            if key not in known:
                self.fault("TLK-D002", key, "tidak dikenal; yang dikenal: " + ", ".join(known), maksud_anda(key, known))

    def fault(self, kode: str, key: str, mengapa: str, saran: str = "") -> None:
        self.issues.append(
            Issue(
                kode,
                "salah",
                f"{self.di_mana}, {key}",
                f"isian `{key}` tidak dapat dipakai",
                mengapa,
                saran or "perbaiki isian itu",
            )
        )

    def missing(self, key: str) -> bool:
        return self.raw.get(key) in (None, "", [], {})

    def given(self, key: str) -> object | None:
        if self.missing(key):
            self.fault("TLK-D002", key, "belum diisi")
            return None
        return self.raw[key]

    def text(self, key: str) -> str:
        value = self.given(key)
        if value is not None and not isinstance(value, str):
            self.fault("TLK-D003", key, f"harus teks, tertulis {value}", f'tulis dalam tanda kutip: "{value}"')
        return value.strip() if isinstance(value, str) else ""

    def maybe_text(self, key: str) -> str | None:
        """None where the key is absent or null: nothing is printed there."""
        return None if self.missing(key) else self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; absent or empty is ()."""
        value = self.raw.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault("TLK-D003", key, "harus daftar teks", 'tulis misalnya ["5", "15"]')
            return ()
        return tuple(value)

    def whole(self, key: str) -> int:
        value = self.given(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            self.fault("TLK-D003", key, f"harus bilangan bulat, tertulis {value}")
        return value if isinstance(value, int) and value >= 0 else 0

    def maybe_whole(self, key: str) -> int | None:
        return None if self.missing(key) else self.whole(key)

    def yes(self, key: str, default: bool) -> bool:
        value = self.raw.get(key, default)
        if not isinstance(value, bool):
            self.fault("TLK-D003", key, f"harus true atau false, tertulis {value}")
        return value is True

    def angka(self, key: str) -> Fraction:
        """An exact figure written in id-ID, in quotes: a bare 6.5 would pass through floating point."""
        value = self.given(key)
        number = parse_angka(value) if isinstance(value, str) else None
        if value is not None and number is None:
            guess = str(value).replace(".", ",")
            hint = f'Maksud Anda "{guess}"?' if parse_angka(guess) is not None else 'tulis misalnya "6,5"'
            self.fault("TLK-D003", key, f"bukan angka Indonesia dalam tanda kutip: {value}", hint)
        return Fraction(0) if number is None else number

    def tanggal(self, key: str) -> date:
        value = self.given(key)
        if type(value) is date:
            return value
        if value is not None:
            self.fault("TLK-D003", key, f"bukan tanggal: {value}", "tulis misalnya 2024-01-31")
        return date.min

    def choice(self, key: str, choices: tuple[C, ...]) -> C:
        value = self.given(key)
        for choice in choices:
            if value == choice:
                return choice
        if value is not None:
            mengapa = f"harus salah satu dari: {', '.join(choices)}; tertulis {value}"
            self.fault("TLK-D003", key, mengapa, maksud_anda(str(value), choices))
        return choices[0]

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A mapping of texts, sorted by key; absent or empty is ()."""
        return tuple(sorted(self._pairs(key)))

    def _pairs(self, key: str) -> Iterator[tuple[str, str]]:
        value = self.raw.get(key) or {}
        if not isinstance(value, dict):
            self.fault("TLK-D003", key, "harus pasangan `kunci: nilai`")
            return
        for name, content in value.items():
            if not isinstance(content, str):
                self.fault("TLK-D003", f"{key}, {name}", f"harus teks, tertulis {content}", f'tulis "{content}"')
                continue
            yield str(name), content

    def group(self, key: str, known: Sequence[str]) -> "Fields":
        """A mapping inside; where it is missing that is told once, not again for each key in it."""
        value = self.given(key)
        issues = [] if value is None else self.issues
        return Fields({} if value is None else value, f"{self.di_mana}, {key}", known, issues)

    def rows(self, key: str, known: Sequence[str], label: str = "") -> list["Fields"]:
        """A list of mappings; `label` names the key by which an item is called in messages. Absent is []."""
        value = self.raw.get(key) or []
        if not isinstance(value, list):
            self.fault("TLK-D003", key, "harus berupa daftar")
            return []
        return [
            Fields(item, f"{self.di_mana}, {_called(key, label, item, n)}", known, self.issues)
            for n, item in enumerate(value, 1)
        ]


def _called(key: str, label: str, item: object, number: int) -> str:
    name = item.get(label) if isinstance(item, dict) else None
    return f"{key} {name}" if name else f"{key} {number}"
