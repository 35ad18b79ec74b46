"""One figure on the real database in the hands of people who try everything: steps, returns, reopening, words, evidence,
typed values, corrections, closing and opening the period, two at once. A wary reader keeps his own book beside it."""

import os
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from services.ukur_bersama import HAMBAT, TINDAK, where
from tolok.measurement.approval import ACTIONS
from tolok.services.akses import NotFoundError
from tolok.services.angka_ketik import compute_again, type_figure
from tolok.services.bukti_angka import Isian, attach, bukti_of, seal, withdraw
from tolok.services.koreksi import cell_text, correct_row, editable
from tolok.services.penjelasan import dasar_of, explain, penjelasan_of, text_hash
from tolok.services.periode import close_period, reopen_period
from tolok.services.persetujuan import take_step
from tolok.services.riwayat import verify_chain
from tolok.services.selectors import figures_of
from tolok.store.models import Bukti, Langkah, LogPerubahan, Pengguna, PerangkatDaerah, Realisasi, register_model, schemas
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period
from web.lima_kasus import person_with

DEEP = int(os.environ.get("TOLOK_MESIN", "0"))  # number of runs of the deep one
KODE, PERIODE = "KOP-03", Period(2024)
REASON = "Omset tiga usaha tampak dalam ribu rupiah."
ORANG = ("hendra", "siti", "bambang", "ratna", "yusuf", "indra", "dadang", "m-operator", "m-perencana", "m-serba")
FORWARD = {"draf": "ajukan", "dikembalikan": "ajukan", "diajukan": "verifikasi", "diverifikasi": "setujui",
           "disetujui": "terbitkan"}  # fmt: skip
LOGGED = {
    "ajukan": "realisasi.diajukan",
    "verifikasi": "realisasi.diverifikasi",
    "setujui": "realisasi.disetujui",
    "terbitkan": "realisasi.diterbitkan",
    "kembalikan": "realisasi.dikembalikan",
    "buka_kembali": "realisasi.dibuka_kembali",
}


class Mesin(RuleBasedStateMachine):
    """KOP-03 2024 of Kota Pasuruan, which the demonstration leaves as a draft with its explanation and evidence."""

    langkah = taken = refused = published = reopened = corrected = raced = 0

    @initialize()
    def begin(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.at = datetime(2026, 3, 1, 8, tzinfo=WIB)
        self.kantor = PerangkatDaerah.objects.select_related("pemda").get(kode="35.75/2.17")
        self.people = {name: Pengguna.objects.get(username=name) for name in ORANG}
        self.book: dict[int, tuple[object, ...]] = {}
        self.versions: dict[int, int] = {}
        self.corrections = 0
        self.open = True

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            chain = verify_chain()
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)
            assert chain.putus_di is None

    def vintages(self) -> list[Realisasi]:
        found = Realisasi.objects.filter(
            indikator__perangkat_daerah=self.kantor, indikator__kode=KODE, tahun=PERIODE.tahun, triwulan=0
        )
        beside = ("indikator__perangkat_daerah__pemda", "indikator__bidang", "definisi")
        return list(found.select_related(*beside).order_by("nomor"))

    @property
    def row(self) -> Realisasi:
        return self.vintages()[-1]

    def tick(self) -> datetime:
        type(self).langkah += 1
        self.at += timedelta(minutes=1)
        return self.at

    def fingerprint(self) -> tuple[object, ...]:
        """Everything that a refusal must leave as it was."""
        return (
            tuple((one.pk, one.status, one.versi, one.nilai, one.cara) for one in self.vintages()),
            Langkah.objects.count(), LogPerubahan.objects.count(), Bukti.objects.filter(dicabut_pada=None).count(),
        )  # fmt: skip

    def attempt(self, decide) -> bool:
        """Take a decision; a refusal changes nothing at all."""
        before = self.fingerprint()
        try:
            with transaction.atomic():
                decide()
        except (IssueError, NotFoundError):
            type(self).refused += 1
            assert self.fingerprint() == before
            return False
        return True

    def step(self, who: str, aksi: str, catatan: str, versi: int, row: Realisasi) -> bool:
        at, steps = self.tick(), Langkah.objects.count()
        done = self.attempt(lambda: take_step(aksi, by=self.people[who], versi=versi, at=at, catatan=catatan, **where(row)))
        if Langkah.objects.count() == steps + 1:
            type(self).taken += 1
            type(self).reopened += aksi == "buka_kembali"
            assert done
            if aksi == "terbitkan":
                self.write_down(row.pk)
        else:
            assert Langkah.objects.count() == steps
        return done

    def write_down(self, pk: int) -> None:
        row = Realisasi.objects.select_related("indikator").get(pk=pk)
        type(self).published += 1
        self.book[pk] = self.seen(row)

    def seen(self, row: Realisasi) -> tuple[object, ...]:
        """All that a published vintage says of itself, read far in the future."""
        later = self.at + timedelta(days=400)
        return (
            row.status, row.versi, row.nilai, row.alasan, row.lembar, row.hash_potret, row.target, row.capaian,
            row.diterbitkan_pada, tuple(seal(one) for one in bukti_of(row, later)),
            tuple((jenis, text_hash(one.isi)) for jenis, one in penjelasan_of(row, later).items()),
        )  # fmt: skip

    @rule(who=st.sampled_from(ORANG), aksi=st.sampled_from(ACTIONS), catatan=st.sampled_from(["", "pendek", REASON]),
          behind=st.sampled_from([0, 0, 0, 1, -1]), nomor=st.integers(0, 3))  # fmt: skip
    def anyone_tries_any_step(self, who: str, aksi: str, catatan: str, behind: int, nomor: int) -> None:
        known = self.vintages()
        row = known[min(nomor, len(known) - 1)]
        self.step(who, aksi, catatan, row.versi - behind, row)

    @rule(pick=st.integers(0, 1))
    def somebody_steps_forward(self, pick: int) -> None:
        self.somebody_goes_forward(pick)

    def somebody_goes_forward(self, pick: int) -> None:
        row = self.row
        aksi = FORWARD.get(row.status)
        if aksi is None:
            self.step("yusuf", "buka_kembali", REASON, row.versi, row)
            return
        able = {"ajukan": ("hendra", "m-operator"), "verifikasi": ("siti", "bambang"), "setujui": ("ratna", "m-serba"),
                "terbitkan": ("yusuf", "m-perencana")}[aksi]  # fmt: skip
        self.step(able[pick % len(able)], aksi, REASON, row.versi, row)

    @rule(picks=st.lists(st.integers(0, 1), min_size=2, max_size=5))
    def the_figure_walks_on(self, picks: list[int]) -> None:
        row = self.row
        if row.status in ("draf", "dikembalikan"):  # what may be missing is brought along
            texts, at, by = {"penghambat": HAMBAT, "tindak_lanjut": TINDAK}, self.tick(), self.people["hendra"]
            self.attempt(lambda: explain(texts, by=by, dasar=dasar_of(row), at=at, **where(row)))
            self.attempt(lambda: attach(Isian("teks", "surat", "surat"), by=by, at=at, **where(row)))
        for pick in picks:
            self.somebody_goes_forward(pick)

    @rule(pick=st.integers(0, 7), first=st.sampled_from(ORANG), second=st.sampled_from(ORANG))
    def two_decide_at_once_on_the_same_page(self, pick: int, first: str, second: str) -> None:
        row, steps = self.row, Langkah.objects.count()
        aksi = FORWARD.get(row.status, "buka_kembali")
        self.step(first, aksi, REASON, row.versi, row)
        self.step(second, aksi, REASON, row.versi, row)
        type(self).raced += 1
        assert Langkah.objects.count() - steps <= 1

    @rule(who=st.sampled_from(ORANG), text=st.sampled_from(["", HAMBAT, "Sebab lain yang panjang."]), stale=st.booleans())
    def somebody_writes(self, who: str, text: str, stale: bool) -> None:
        row, at = self.row, self.tick()
        dasar = "0" if stale else dasar_of(row)
        isi = {"pendorong": text, "penghambat": HAMBAT, "tindak_lanjut": TINDAK if text else ""}
        self.attempt(lambda: explain(isi, by=self.people[who], dasar=dasar, at=at, **where(row)))

    @rule(who=st.sampled_from(ORANG), text=st.sampled_from(["satu", "dua", "tiga"]))
    def somebody_attaches(self, who: str, text: str) -> None:
        row, at = self.row, self.tick()
        self.attempt(lambda: attach(Isian("teks", text, text), by=self.people[who], at=at, **where(row)))

    @rule(who=st.sampled_from(ORANG), pick=st.integers(0, 3))
    def somebody_withdraws(self, who: str, pick: int) -> None:
        row, at = self.row, self.tick()
        pieces = list(Bukti.objects.filter(realisasi__in=self.vintages()).order_by("id"))
        if pieces:
            one = pieces[pick % len(pieces)].pk
            self.attempt(lambda: withdraw(one, REASON, by=self.people[who], at=at, **where(row)))

    @rule(who=st.sampled_from(ORANG), nilai=st.sampled_from(["7,50", "9", "", "7.5"]), behind=st.sampled_from([0, 0, 1]))
    def somebody_types(self, who: str, nilai: str, behind: int) -> None:
        row, at = self.row, self.tick()
        self.attempt(lambda: type_figure(nilai, REASON, by=self.people[who], versi=row.versi - behind, at=at, **where(row)))

    @precondition(lambda self: self.corrections < 2)
    @rule(who=st.sampled_from(ORANG))
    def somebody_computes_again(self, who: str) -> None:
        row, at = self.row, self.tick()
        if row.cara == "diketik":
            self.corrections += 1
        self.attempt(lambda: compute_again(by=self.people[who], versi=row.versi, at=at, **where(row)))

    @precondition(lambda self: self.corrections < 1)
    @rule(pick=st.integers(0, 5))
    def the_operator_corrects_a_row(self, pick: int) -> None:
        self.corrections += 1
        schema, at = schemas()["koperasi_tahunan"], self.tick()
        rows = register_model("koperasi_tahunan").objects.filter(
            perangkat_daerah=self.kantor.kode, periode=2024, diketahui_sampai=None, volume_usaha__gt=0
        )
        row = rows.order_by("entitas")[pick]
        form = {kolom.nama: cell_text(kolom, getattr(row, kolom.nama)) for kolom in editable(schema)}
        typed = {**form, "volume_usaha": f"{pick + 1}.000.000"}
        if self.attempt(lambda: correct_row(row, typed, REASON, kantor=self.kantor, by=self.people["hendra"], at=at)):
            type(self).corrected += 1

    @rule(closing=st.booleans())
    def the_perencana_closes_or_opens_the_period(self, closing: bool) -> None:
        at, by = self.tick(), self.people["yusuf"]
        decide = close_period if closing and self.open else reopen_period
        if self.attempt(lambda: decide(self.kantor, PERIODE, REASON, by=by, at=at)):
            self.open = decide is reopen_period
        if not self.open:  # most of a year the period is open
            assert not self.step("hendra", "ajukan", REASON, self.row.versi, self.row)
            at = self.tick()
            self.open = self.attempt(lambda: reopen_period(self.kantor, PERIODE, REASON, by=by, at=at))

    @invariant()
    def nobody_approves_his_own(self) -> None:
        for row in self.vintages() if hasattr(self, "kantor") else ():
            authors: set[int] = set()
            round_: dict[str, int] = {}
            for one in Langkah.objects.filter(realisasi=row).order_by("id"):
                if one.aksi == "ajukan":
                    authors.add(one.oleh_id)
                    round_ = {}
                elif one.aksi in FORWARD.values():
                    assert one.oleh_id not in authors
                if one.aksi in FORWARD.values():
                    assert one.oleh_id not in round_.values()
                    round_[one.aksi] = one.oleh_id
            if row.status == "diterbitkan":
                assert tuple(round_) == ("ajukan", "verifikasi", "setujui", "terbitkan")

    @invariant()
    def nothing_published_changes(self) -> None:
        for pk, before in getattr(self, "book", {}).items():
            assert self.seen(Realisasi.objects.select_related("indikator").get(pk=pk)) == before

    @invariant()
    def every_step_has_its_log_line(self) -> None:
        if not hasattr(self, "kantor"):
            return
        rows = self.vintages()
        steps = Langkah.objects.filter(realisasi__in=rows)
        told = LogPerubahan.objects.filter(
            tindakan__in=LOGGED.values(), perangkat_daerah=self.kantor,
            objek__in=[f"{KODE} {PERIODE} nomor {row.nomor}" for row in rows],
        )  # fmt: skip
        assert sorted(LOGGED[one] for one in steps.values_list("aksi", flat=True)) == sorted(
            told.values_list("tindakan", flat=True)
        )

    @invariant()
    def one_published_vintage_is_in_force_and_versions_only_grow(self) -> None:
        if not hasattr(self, "kantor"):
            return
        for row in self.vintages():
            assert row.versi >= self.versions.get(row.pk, 0)
            self.versions[row.pk] = row.versi
        figure = figures_of(self.kantor, PERIODE, self.at, KODE)[0]
        in_force = [one.realisasi.pk for one in figure.terbitan if one.status == "diterbitkan"]
        assert len(in_force) == (1 if self.book else 0)
        assert not self.book or in_force[0] == max(self.book)
        assert [one.realisasi.nomor for one in figure.terbitan] == list(range(1, len(figure.terbitan) + 1))


@pytest.fixture
def people(db) -> None:
    person_with("m-operator", "operator")
    person_with("m-perencana", "perencana")
    person_with("m-serba", "operator", "verifikator", "kepala_dinas", "perencana")


def run(examples: int, steps: int) -> type[Mesin]:
    for name in ("langkah", "taken", "refused", "published", "reopened", "corrected", "raced"):
        setattr(Mesin, name, 0)
    short = settings(
        max_examples=examples, stateful_step_count=steps, derandomize=True, database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Mesin, settings=short)
    return Mesin


def said() -> str:
    return (
        f"{Mesin.langkah} langkah dicoba, {Mesin.taken} diambil, {Mesin.refused} ditolak, {Mesin.published} terbit, "
        f"{Mesin.reopened} dibuka kembali, {Mesin.corrected} koreksi, {Mesin.raced} berdua sekaligus"
    )


def test_people_who_try_everything_never_break_what_the_office_promises(people) -> None:
    run(5, 30)
    assert Mesin.langkah > 120, said()
    assert Mesin.taken > 20, said()
    assert Mesin.refused > 40, said()
    assert Mesin.published >= 1, said()


@pytest.mark.generative
def test_twenty_thousand_steps_never_break_what_the_office_promises(people) -> None:
    run(DEEP or 300, 60)
    print(said())
    assert Mesin.langkah >= (20_000 if not DEEP else 1), said()
    assert Mesin.published >= (100 if not DEEP else 0), said()
    assert Mesin.reopened >= (50 if not DEEP else 0), said()
