"""One thing under several numbers: fixed at first sight, never merged in silence, the same whatever the order of rows."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tolok.registers.canonical import canonical_schema, entity_id, table_from_rows
from tolok.registers.delivery_header import HeaderHints
from tolok.registers.entities import Known, resolve
from tolok.registers.folder import FileOutcome, receive_folder, rows_known_at
from tolok.registers.load import load_schemas
from tolok.registers.stored import read_alias
from tolok.registers.wilayah import load_tree
from tolok_koperasi import FOLDER

SCHEMAS, TREE = load_schemas(FOLDER / "register"), load_tree()
KOPERASI = SCHEMAS["koperasi_tahunan"]
NIK, BH = "nomor_induk_koperasi", "nomor_badan_hukum"
T0 = datetime(2024, 1, 1, tzinfo=UTC)


def rows(*numbers: tuple[str | None, str | None]) -> Any:
    names = canonical_schema(KOPERASI).names
    first = [entity_id("35.75", "koperasi", *((NIK, nik) if nik else (BH, bh or ""))) for nik, bh in numbers]
    cells = [{"entitas": e, "periode": 2023, NIK: nik, BH: bh} for e, (nik, bh) in zip(first, numbers, strict=True)]
    return table_from_rows(KOPERASI, [[cell.get(name) for name in names] for cell in cells])


def of(kunci: str, nilai: str) -> str:
    return entity_id("35.75", "koperasi", kunci, nilai)


def test_a_number_that_comes_later_is_an_alias_of_the_same_thing() -> None:
    known = Known()
    first = resolve(KOPERASI, "35.75", rows((None, "7/BH")), known)
    later = resolve(KOPERASI, "35.75", rows(("111", "7/BH")), known)
    alone = resolve(KOPERASI, "35.75", rows(("111", None)), known)
    assert first.entitas == later.entitas == alone.entitas == [of(BH, "7/BH")]
    assert [(a.kunci, a.nilai) for a in (*first.baru, *later.baru, *alone.baru)] == [(BH, "7/BH"), (NIK, "111")]


def test_a_weaker_number_may_change_and_both_lead_to_the_thing() -> None:
    known = Known()
    resolve(KOPERASI, "35.75", rows(("111", "7/BH")), known)
    changed = resolve(KOPERASI, "35.75", rows(("111", "8/BH")), known)
    assert changed.entitas == [of(NIK, "111")]
    assert resolve(KOPERASI, "35.75", rows((None, "8/BH")), known).entitas == [of(NIK, "111")]
    assert resolve(KOPERASI, "35.75", rows((None, "7/BH")), known).entitas == [of(NIK, "111")]


def test_two_things_that_claim_one_number_stay_two_and_are_asked_about() -> None:
    known = Known()
    resolve(KOPERASI, "35.75", rows(("111", "7/BH")), known)
    second = resolve(KOPERASI, "35.75", rows(("222", "7/BH")), known)
    assert second.entitas == [of(NIK, "222")]
    assert second.claimed == {BH: [0]}
    assert resolve(KOPERASI, "35.75", rows((None, "7/BH")), known).entitas == [of(NIK, "111")]


def test_a_number_shared_inside_one_delivery_belongs_to_nobody() -> None:
    found = resolve(KOPERASI, "35.75", rows(("111", "7/BH"), ("222", "7/BH"), (None, "7/BH")), Known())
    assert found.entitas[:2] == [of(NIK, "111"), of(NIK, "222")]
    assert {row: fault.kode for row, fault in found.asked.items()} == {2: "TLK-R051"}
    assert (BH, "7/BH") not in {(a.kunci, a.nilai) for a in found.baru}


def test_the_order_of_rows_in_a_delivery_decides_nothing() -> None:
    chance = random.Random(20240301)
    for _ in range(300):
        numbers = [(chance.choice([None, *"1234"]), chance.choice([None, *"abcd"])) for _ in range(chance.randint(1, 6))]
        numbers = [(n, b) for n, b in numbers if n or b]
        before = [(chance.choice([None, *"12"]), chance.choice("ab"))]
        outcomes = []
        for order in (list(range(len(numbers))), chance.sample(range(len(numbers)), len(numbers))):
            known = Known()
            resolve(KOPERASI, "35.75", rows(*before), known)
            found = resolve(KOPERASI, "35.75", rows(*(numbers[i] for i in order)), known)
            outcomes.append(
                {i: None if at in found.asked else found.entitas[at] for at, i in enumerate(order)} | {"owner": known.owner}
            )
        assert outcomes[0] == outcomes[1], numbers


def test_a_number_never_leads_to_two_things_and_a_thing_never_changes() -> None:
    chance = random.Random(20240302)
    for _ in range(200):
        known, seen = Known(), dict[tuple[str, str], str]()
        for _ in range(5):
            numbers = [(chance.choice([None, *"123"]), chance.choice([None, *"abc"])) for _ in range(3)]
            resolve(KOPERASI, "35.75", rows(*((n, b) for n, b in numbers if n or b)), known)
            now = {(kunci, nilai): owner for kunci, owners in known.owner.items() for nilai, owner in owners.items()}
            assert all(now[number] == owner for number, owner in seen.items())
            seen = now


def receive(folder: Path, name: str, text: str, now: datetime, tahun: int) -> FileOutcome:
    (folder / "kiriman").mkdir(exist_ok=True)
    (folder / "kiriman" / name).write_text(text, encoding="utf-8")
    defaults = HeaderHints(perangkat_daerah="35.75/2.17", register="koperasi_tahunan", periode=str(tahun))
    outcomes = receive_folder(folder, SCHEMAS, TREE, now=now, defaults=defaults).berkas
    return next(outcome for outcome in outcomes if outcome.berkas == name)


HEAD = "nomor_induk_koperasi,nomor_badan_hukum,nama_koperasi,tahun_buku,volume_usaha\n"


def test_a_folder_keeps_the_numbers_and_follows_a_cooperative_over_the_years(tmp_path: Path) -> None:
    receive(tmp_path, "a.csv", HEAD + ",7/BH,Maju,2022,5\n", T0, 2022)
    outcome = receive(tmp_path, "b.csv", HEAD + "1111111111111,7/BH,Maju,2023,6\n", T0 + timedelta(days=1), 2023)
    assert outcome.status == "diterima"
    found = rows_known_at(tmp_path, KOPERASI, T0 + timedelta(days=2)).to_pylist()
    assert {row["entitas"] for row in found} == {of(BH, "7/BH")}
    alias = read_alias(tmp_path).to_pylist()
    assert [(one["kunci"], one["nilai"], one["diketahui_dari"]) for one in alias] == [
        (BH, "7/BH", T0), (NIK, "1111111111111", T0 + timedelta(days=1)),
    ]  # fmt: skip


def test_rows_that_turn_out_to_be_one_thing_count_once_or_are_asked(tmp_path: Path) -> None:
    receive(tmp_path, "a.csv", HEAD + "1111111111111,7/BH,Maju,2022,5\n", T0, 2022)
    text = HEAD + "1111111111111,,Maju,2023,6\n,7/BH,Maju,2023,8\n2222222222222,9/BH,Jaya,2023,1\n"
    outcome = receive(tmp_path, "b.csv", text, T0 + timedelta(days=1), 2023)
    assert (outcome.jumlah["bersih"], outcome.jumlah["karantina"]) == (1, 2)
    assert (tmp_path / "karantina" / "b.csv.xlsx").exists()


def test_a_claimed_number_is_an_open_question_in_the_report(tmp_path: Path) -> None:
    receive(tmp_path, "a.csv", HEAD + "1111111111111,7/BH,Maju,2022,5\n", T0, 2022)
    outcome = receive(tmp_path, "b.csv", HEAD + "2222222222222,7/BH,Jaya,2023,6\n", T0 + timedelta(days=1), 2023)
    [issue] = [issue for issue in outcome.issues if issue.kode == "TLK-R050"]
    assert (issue.bobot, outcome.jumlah["bersih"]) == ("perlu keputusan", 1)
    assert "baris 2" in issue.mengapa


def test_a_refused_delivery_makes_nothing_known(tmp_path: Path) -> None:
    receive(tmp_path, "a.csv", HEAD + "1111111111111,7/BH,Maju,2022,x\n", T0, 2022)
    assert not read_alias(tmp_path).num_rows
