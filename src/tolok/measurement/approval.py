"""The approval of one figure as one table: who may take which step in which state, and whom the four eyes exclude.

Nothing here stores or reads a clock: a caller passes the state and the steps taken so far and keeps the outcome.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from tolok.values.issue import Issue, maksud_anda

State = Literal["draf", "diajukan", "diverifikasi", "disetujui", "diterbitkan", "dikembalikan"]
Action = Literal["ajukan", "verifikasi", "setujui", "terbitkan", "kembalikan", "buka_kembali"]
Role = Literal["operator", "verifikator", "kepala_dinas", "perencana", "admin_pemda", "inspektorat", "publik"]
STATES: tuple[State, ...] = get_args(State)
ACTIONS: tuple[Action, ...] = get_args(Action)
ROLES: tuple[Role, ...] = get_args(Role)

ALASAN_TERPENDEK = 10
"""Fewest characters of the reason of a return or of a reopening, spaces at the ends not counted."""


@dataclass(frozen=True)
class Transition:
    """One row of the table: in `state`, `role` may take `action`, which leads to `next`.

    Reopening leaves the published figure as it is: `next` is the state of the vintage that is laid beside it.
    """

    state: State
    action: Action
    role: Role
    next: State


TABLE: tuple[Transition, ...] = (
    Transition("draf", "ajukan", "operator", "diajukan"),
    Transition("dikembalikan", "ajukan", "operator", "diajukan"),
    Transition("diajukan", "verifikasi", "verifikator", "diverifikasi"),
    Transition("diverifikasi", "setujui", "kepala_dinas", "disetujui"),
    Transition("disetujui", "terbitkan", "perencana", "diterbitkan"),
    Transition("diajukan", "kembalikan", "verifikator", "dikembalikan"),
    Transition("diverifikasi", "kembalikan", "kepala_dinas", "dikembalikan"),
    Transition("disetujui", "kembalikan", "perencana", "dikembalikan"),
    Transition("diterbitkan", "buka_kembali", "perencana", "draf"),
)

_VERB: dict[str, str] = {
    "ajukan": "mengajukan",
    "verifikasi": "memverifikasi",
    "setujui": "menyetujui",
    "terbitkan": "menerbitkan",
    "kembalikan": "mengembalikan",
    "buka_kembali": "membuka kembali",
}
DONE: dict[str, str] = {
    "ajukan": "diajukan",
    "verifikasi": "diverifikasi",
    "setujui": "disetujui",
    "terbitkan": "diterbitkan",
    "kembalikan": "dikembalikan",
    "buka_kembali": "dibuka kembali",
}
_FOUR_EYES = ("ajukan", "verifikasi", "setujui", "terbitkan")
_BACKWARD = ("kembalikan", "buka_kembali")
"""Steps that undo approval: anybody whose turn it is may take them, whatever he did before, but never without a reason."""


@dataclass(frozen=True)
class Step:
    """A step already taken on the figure. `actor` is an id and never appears in a message."""

    action: str
    actor: str


def next_state(state: str, action: str, role: str, di_mana: str = "persetujuan angka") -> State | Issue:
    """Where the step leads, or the one Issue that forbids it: unknown word, published, wrong state, wrong role."""
    issue = _unknown(state, action, role, di_mana) or _impossible(state, action, di_mana)
    if issue:
        return issue
    rows = [row for row in TABLE if row.state == state and row.action == action]
    allowed = next((row.next for row in rows if row.role == role), None)
    return allowed or _wrong_role(action, role, rows[0].role, di_mana)


def check_step(
    state: str,
    action: str,
    actor: str,
    role: str,
    earlier_steps: Sequence[Step],
    catatan: str = "",
    di_mana: str = "persetujuan angka",
) -> tuple[Issue, ...]:
    """All that forbids `actor` this step; empty when it may be taken. `earlier_steps` oldest first.

    Nobody takes two of the four steps on one figure: whoever submitted it, in any round, never verifies, approves or
    publishes it; of the other steps only those since the last submission count, since a return opens a new round.
    """
    issue = _unknown(state, action, role, di_mana) or _impossible(state, action, di_mana)
    if issue:
        return (issue,)
    outcome = next_state(state, action, role, di_mana)
    found = [outcome if isinstance(outcome, Issue) else None]
    found.append(_same_person(state, action, actor, earlier_steps, di_mana))
    found.append(_reason_too_short(action, catatan, di_mana) if action in _BACKWARD else None)
    return tuple(issue for issue in found if issue)


def waiting_role(state: str) -> Role | None:
    """The role that takes the next step forward in `state`; None for a published figure."""
    return next((row.role for row in TABLE if row.state == state and row.action not in _BACKWARD), None)


def forward_action(state: str) -> Action | None:
    """The next step forward in `state`; None for a published figure."""
    return next((row.action for row in TABLE if row.state == state and row.action not in _BACKWARD), None)


def open_actions(state: str, actor: str, role: str, earlier_steps: Sequence[Step]) -> tuple[Action, ...]:
    """The actions to offer this person now; the reason for a step backward is asked for afterwards."""
    enough = "x" * ALASAN_TERPENDEK
    return tuple(a for a in ACTIONS if not check_step(state, a, actor, role, earlier_steps, enough))


def _own_step(action: str, actor: str, earlier_steps: Sequence[Step]) -> str | None:
    """The step of this actor that excludes him from `action`, if any."""
    if action not in _FOUR_EYES:
        return None
    submissions = [index for index, step in enumerate(earlier_steps) if step.action == "ajukan"]
    if action != "ajukan" and any(earlier_steps[index].actor == actor for index in submissions):
        return "ajukan"
    current = earlier_steps[submissions[-1] + 1 :] if submissions else earlier_steps
    return next((step.action for step in current if step.actor == actor and step.action in _FOUR_EYES), None)


def _same_person(state: str, action: str, actor: str, earlier_steps: Sequence[Step], di_mana: str) -> Issue | None:
    own = _own_step(action, actor, earlier_steps)
    if own is None:
        return None
    role = _said(waiting_role(state) or "")
    return Issue(
        "TLK-A005",
        "salah",
        di_mana,
        f"Menunggu {role}; Anda yang {_VERB[own]}, jadi tidak dapat {_VERB[action]}.",
        "Mengajukan, memverifikasi, menyetujui, dan menerbitkan satu angka dilakukan oleh empat orang yang berbeda.",
        f"Minta {role} yang lain {_VERB[action]} angka ini.",
    )


def _unknown(state: str, action: str, role: str, di_mana: str) -> Issue | None:
    asked = (("status", state, STATES), ("langkah", action, ACTIONS), ("peran", role, ROLES))
    for kind, word, choices in asked:
        if word not in choices:
            return Issue(
                "TLK-A001",
                "salah",
                di_mana,
                f"{kind.capitalize()} `{word}` tidak dikenal.",
                f"Yang dikenal: {', '.join(choices)}.",
                maksud_anda(word, choices) or f"Pilih salah satu {kind} itu.",
            )
    return None


def _impossible(state: str, action: str, di_mana: str) -> Issue | None:
    if any(row.state == state and row.action == action for row in TABLE):
        return None
    if state == "diterbitkan":
        return Issue(
            "TLK-A002",
            "salah",
            di_mana,
            f"Angka sudah diterbitkan, jadi tidak dapat {DONE[action]} lagi.",
            "Angka yang terbit tidak pernah diubah; yang keliru digantikan oleh angka baru dengan alasannya.",
            "Hitung ulang sebagai koreksi, lalu ajukan angka yang baru; angka lama tetap tersimpan.",
        )
    role, forward = waiting_role(state), forward_action(state)
    return Issue(
        "TLK-A003",
        "salah",
        di_mana,
        f"Angka berstatus {state} tidak dapat {DONE[action]}; menunggu {_said(role or '')}.",
        "Urutannya: ajukan, verifikasi, setujui, terbitkan; tidak ada langkah yang dilewati.",
        f"Langkah berikutnya: {forward}, oleh {_said(role or '')}.",
    )


def _wrong_role(action: str, role: str, needed: str, di_mana: str) -> Issue:
    return Issue(
        "TLK-A004",
        "salah",
        di_mana,
        f"Menunggu {_said(needed)}; {_said(role)} tidak dapat {_VERB[action]}.",
        f"Hanya {_said(needed)} yang {_VERB[action]} pada tahap ini.",
        f"Minta {_said(needed)} {_VERB[action]} angka ini.",
    )


def _reason_too_short(action: str, catatan: str, di_mana: str) -> Issue | None:
    length = len(catatan.strip())
    if length >= ALASAN_TERPENDEK:
        return None
    what = {"kembalikan": "pengembalian", "buka_kembali": "membuka kembali"}[action]
    return Issue(
        "TLK-A006",
        "salah",
        di_mana,
        f"Alasan {what} belum ditulis." if length == 0 else f"Alasan {what} terlalu pendek.",
        f"Alasan paling sedikit {ALASAN_TERPENDEK} huruf, supaya yang memperbaiki tahu apa yang salah.",
        "Tulis apa yang harus diperbaiki.",
    )


def _said(role: str) -> str:
    return role.replace("_", " ")
