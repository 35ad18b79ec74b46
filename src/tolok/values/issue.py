"""One shape for every complaint, and the one exception that carries complaints to a person."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Literal

Weight = Literal["salah", "perlu keputusan", "catatan"]
WEIGHTS: tuple[Weight, ...] = ("salah", "perlu keputusan", "catatan")


@dataclass(frozen=True)
class Issue:
    """What is the matter, where, why, and what to do, in the words of the office.

    `kode` is stable and searchable (TLK-F012: F formula, D document, R register, U measurement, A access, P printing,
    S system). Texts never hold personal data: an Issue is logged and handed to other people.
    """

    kode: str
    bobot: Weight
    di_mana: str
    apa: str
    mengapa: str
    saran: str

    def __str__(self) -> str:
        return f"[{self.kode}] {self.di_mana}: {self.apa}\n  Mengapa: {self.mengapa}\n  Saran: {self.saran}"

    def as_dict(self) -> dict[str, str]:
        """The JSON form, the same on the command line and in the API."""
        return asdict(self)


class IssueError(Exception):
    """Raised where work cannot go on; holds all issues found so far, never only the first."""

    def __init__(self, issues: Issue | Iterable[Issue]):
        self.issues: tuple[Issue, ...] = (issues,) if isinstance(issues, Issue) else tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))


def maksud_anda(word: str, choices: Sequence[str]) -> str:
    """'Maksud Anda `x`?' for the choice nearest to `word`, or '' when none is near. The guess is never applied."""
    near = get_close_matches(word.casefold(), [choice.casefold() for choice in choices], n=1, cutoff=0.6)
    if not near:
        return ""
    original = next(choice for choice in choices if choice.casefold() == near[0])
    return f"Maksud Anda `{original}`?"
