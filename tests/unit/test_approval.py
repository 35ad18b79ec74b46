"""The approval: state × action × role against a table written by hand, the four eyes, and a machine that tries all."""

from itertools import product

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tolok.measurement.approval import Step, check_step, next_state, open_actions, waiting_role
from tolok.values.issue import Issue

STATES = ("draf", "diajukan", "diverifikasi", "disetujui", "diterbitkan", "dikembalikan")
ACTIONS = ("ajukan", "verifikasi", "setujui", "terbitkan", "kembalikan", "buka_kembali")
ROLES = ("operator", "verifikator", "kepala_dinas", "perencana", "admin_pemda", "inspektorat", "publik")

BY_HAND = {
    ("draf", "ajukan", "operator"): "diajukan",
    ("diajukan", "verifikasi", "verifikator"): "diverifikasi",
    ("diajukan", "kembalikan", "verifikator"): "dikembalikan",
    ("diverifikasi", "setujui", "kepala_dinas"): "disetujui",
    ("diverifikasi", "kembalikan", "kepala_dinas"): "dikembalikan",
    ("disetujui", "terbitkan", "perencana"): "diterbitkan",
    ("disetujui", "kembalikan", "perencana"): "dikembalikan",
    ("dikembalikan", "ajukan", "operator"): "diajukan",
    # the figure itself stays published: this is the state of the vintage that is laid beside it
    ("diterbitkan", "buka_kembali", "perencana"): "draf",
}
REASON = "Omset tiga usaha tampak dalam ribu rupiah."


@pytest.mark.parametrize(("state", "action", "role"), list(product(STATES, ACTIONS, ROLES)))
def test_each_state_action_and_role_leads_where_the_table_by_hand_says(state, action, role):
    outcome = next_state(state, action, role)
    wanted = BY_HAND.get((state, action, role))
    issues = check_step(state, action, "a", role, (), REASON)
    if wanted:
        assert outcome == wanted
        assert issues == ()
    else:
        assert isinstance(outcome, Issue)
        assert outcome in issues
        possible = any(key[:2] == (state, action) for key in BY_HAND)
        assert outcome.kode == ("TLK-A004" if possible else "TLK-A002" if state == "diterbitkan" else "TLK-A003")


@pytest.mark.parametrize(
    ("state", "role"),
    [
        ("draf", "operator"),
        ("dikembalikan", "operator"),
        ("diajukan", "verifikator"),
        ("diverifikasi", "kepala_dinas"),
        ("disetujui", "perencana"),
        ("diterbitkan", None),
    ],
)
def test_each_state_waits_for_one_role(state, role):
    assert waiting_role(state) == role


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("diajukn", "verifikasi", "verifikator"), "Maksud Anda `diajukan`?"),
        (("diajukan", "verifikasikan", "verifikator"), "Maksud Anda `verifikasi`?"),
        (("diajukan", "verifikasi", "verifikatur"), "Maksud Anda `verifikator`?"),
    ],
)
def test_an_unknown_word_is_an_issue_with_a_guess(words, said):
    outcome = next_state(*words)
    assert outcome.kode == "TLK-A001"
    assert outcome.saran == said


SUBMITTED = (Step("ajukan", "ani"),)
VERIFIED = (*SUBMITTED, Step("verifikasi", "budi"))
APPROVED = (*VERIFIED, Step("setujui", "citra"))
RETURNED = (*APPROVED, Step("kembalikan", "dewi"))


@pytest.mark.parametrize(
    ("state", "action", "role", "earlier", "barred"),
    [
        ("draf", "ajukan", "operator", (), set()),
        ("diajukan", "verifikasi", "verifikator", SUBMITTED, {"ani"}),
        ("diverifikasi", "setujui", "kepala_dinas", VERIFIED, {"ani", "budi"}),
        ("disetujui", "terbitkan", "perencana", APPROVED, {"ani", "budi", "citra"}),
        # who verified or approved the round that came back does not write the figure himself; the author may
        ("dikembalikan", "ajukan", "operator", RETURNED, {"budi", "citra"}),
        # a new round by another operator: the first author stays barred, verifier and approver begin anew
        ("diajukan", "verifikasi", "verifikator", (*RETURNED, Step("ajukan", "eko")), {"ani", "eko"}),
        (
            "diverifikasi",
            "setujui",
            "kepala_dinas",
            (*RETURNED, Step("ajukan", "eko"), Step("verifikasi", "citra")),
            {"ani", "eko", "citra"},
        ),
        # a return is not one of the four steps
        ("diajukan", "kembalikan", "verifikator", SUBMITTED, set()),
        ("disetujui", "kembalikan", "perencana", APPROVED, set()),
    ],
)
def test_nobody_takes_two_of_the_four_steps(state, action, role, earlier, barred):
    people = ("ani", "budi", "citra", "dewi", "eko", "fajar")
    found = {p: check_step(state, action, p, role, earlier, REASON) for p in people}
    assert {p for p, issues in found.items() if issues} == barred
    assert {issue.kode for issues in found.values() for issue in issues} <= {"TLK-A005"}


def test_the_author_is_told_in_plain_words_why_he_cannot_verify():
    (issue,) = check_step("diajukan", "verifikasi", "ani", "verifikator", SUBMITTED)
    assert issue.apa == "Menunggu verifikator; Anda yang mengajukan, jadi tidak dapat memverifikasi."
    (issue,) = check_step("disetujui", "terbitkan", "citra", "perencana", APPROVED, di_mana="UM-01, Triwulan III 2024")
    assert issue.apa == "Menunggu perencana; Anda yang menyetujui, jadi tidak dapat menerbitkan."
    assert issue.di_mana == "UM-01, Triwulan III 2024"


def test_a_wrong_role_is_told_whom_the_figure_waits_for():
    (issue,) = check_step("diverifikasi", "setujui", "x", "admin_pemda", VERIFIED)
    assert issue.apa == "Menunggu kepala dinas; admin pemda tidak dapat menyetujui."


def test_all_that_is_wrong_is_said_at_once():
    kode = [issue.kode for issue in check_step("diajukan", "verifikasi", "ani", "operator", SUBMITTED)]
    assert kode == ["TLK-A004", "TLK-A005"]
    kode = [issue.kode for issue in check_step("diajukan", "kembalikan", "ani", "operator", SUBMITTED, "salah")]
    assert kode == ["TLK-A004", "TLK-A006"]


@pytest.mark.parametrize(
    ("catatan", "enough"), [("", False), ("123456789", False), ("  12345678   ", False), ("1234567890", True)]
)
def test_a_return_needs_a_reason_of_ten_characters(catatan, enough):
    issues = check_step("diajukan", "kembalikan", "budi", "verifikator", SUBMITTED, catatan)
    assert [issue.kode for issue in issues] == ([] if enough else ["TLK-A006"])


def test_messages_never_name_a_person():
    texts = [
        str(issue)
        for state, action, role in product(STATES, ACTIONS, ROLES)
        for issue in check_step(state, action, "ani", role, APPROVED, "")
    ]
    assert len(texts) > 100
    assert not any(name in text.casefold() for text in texts for name in ("ani ", "ani,", "budi", "citra"))


def test_the_actions_offered_are_those_that_would_pass():
    assert open_actions("diajukan", "budi", "verifikator", SUBMITTED) == ("verifikasi", "kembalikan")
    assert open_actions("diajukan", "ani", "verifikator", SUBMITTED) == ("kembalikan",)
    assert open_actions("diterbitkan", "dewi", "perencana", (*APPROVED, Step("terbitkan", "dewi"))) == ("buka_kembali",)
    assert open_actions("diterbitkan", "ani", "operator", (*APPROVED, Step("terbitkan", "dewi"))) == ()


@pytest.mark.parametrize(("catatan", "enough"), [("", False), ("terlalu", False), ("LHE susulan diterima", True)])
def test_opening_a_published_figure_again_needs_a_reason_like_a_return(catatan, enough):
    issues = check_step("diterbitkan", "buka_kembali", "dewi", "perencana", APPROVED, catatan)
    assert [issue.kode for issue in issues] == ([] if enough else ["TLK-A006"])
    assert all("membuka kembali" in issue.apa for issue in issues)


class ApprovalMachine(RuleBasedStateMachine):
    """People with any role try any step; a wary reader keeps his own book of who did what.

    A figure that is opened again stays as it was published; what goes on is the vintage beside it, with no steps yet.
    """

    published = 0
    refused = 0

    def __init__(self) -> None:
        super().__init__()
        self.state = "draf"
        self.steps: tuple[Step, ...] = ()
        self.round: dict[str, str] = {}
        self.authors: set[str] = set()
        self.frozen: tuple[Step, ...] | None = None
        self.shelf: list[tuple[Step, ...] | None] = []

    def _try(self, action: str, actor: str, role: str, catatan: str) -> None:
        issues = check_step(self.state, action, actor, role, self.steps, catatan)
        outcome = next_state(self.state, action, role)
        if issues:
            type(self).refused += 1
            return
        assert isinstance(outcome, str)
        if action == "buka_kembali":
            self.state, self.steps, self.round, self.authors = outcome, (), {}, set()
            self.shelf.append(self.frozen)
            self.frozen = None
            return
        self.steps = (*self.steps, Step(action, actor))
        if action == "ajukan":
            self.round = {}
            self.authors.add(actor)
        if action != "kembalikan":
            assert actor not in self.round.values()
            self.round[action] = actor
        self.state = outcome

    @rule(
        action=st.sampled_from(ACTIONS),
        actor=st.sampled_from("abcdef"),
        role=st.sampled_from(ROLES),
        catatan=st.sampled_from(["", "pendek", REASON]),
    )
    def anyone_tries_anything(self, action: str, actor: str, role: str, catatan: str) -> None:
        self._try(action, actor, role, catatan)

    @precondition(lambda self: self.state != "diterbitkan")
    @rule(data=st.data(), actor=st.sampled_from("abcdef"))
    def someone_takes_a_step_of_the_table(self, data: st.DataObject, actor: str) -> None:
        choices = [key for key in BY_HAND if key[0] == self.state]
        _, action, role = data.draw(st.sampled_from(choices))
        self._try(action, actor, role, REASON)

    @precondition(lambda self: self.state != "diterbitkan")
    @rule(data=st.data())
    def someone_new_goes_forward(self, data: st.DataObject) -> None:
        _, action, role = next(key for key in BY_HAND if key[0] == self.state and key[1] != "kembalikan")
        fresh = sorted(set("abcdefgh") - self.authors - set(self.round.values()))
        if fresh:
            before = len(self.steps)
            self._try(action, data.draw(st.sampled_from(fresh)), role, "")
            assert len(self.steps) == before + 1

    @invariant()
    def no_figure_is_approved_by_an_author(self) -> None:
        assert not self.authors & {actor for action, actor in self.round.items() if action != "ajukan"}

    @invariant()
    def a_figure_beyond_a_state_has_gone_through_every_step(self) -> None:
        passed = {"diajukan": 1, "diverifikasi": 2, "disetujui": 3, "diterbitkan": 4}.get(self.state)
        if passed:
            assert tuple(self.round) == ("ajukan", "verifikasi", "setujui", "terbitkan")[:passed]
            assert len(set(self.round.values())) == passed

    @invariant()
    def nothing_published_changes(self) -> None:
        assert None not in self.shelf  # only what was published is ever opened again
        if self.frozen is not None:
            assert (self.state, self.steps) == ("diterbitkan", self.frozen)
        elif self.state == "diterbitkan":
            self.frozen = self.steps
            type(self).published += 1


def test_no_run_of_the_approval_breaks_the_four_eyes_or_changes_what_is_published():
    ApprovalMachine.published = ApprovalMachine.refused = 0
    short = settings(max_examples=60, stateful_step_count=40, derandomize=True, database=None, deadline=None)
    run_state_machine_as_test(ApprovalMachine, settings=short)
    assert ApprovalMachine.published >= 5
    assert ApprovalMachine.refused >= 100
