"""The check in a limited process: the same result as without it, and nothing worse than a sentence from a bad file."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from tolok.registers.delivery_header import HeaderHints
from tolok.registers.limited import Batas, Permintaan, check_limited
from tolok.registers.load import load_schemas
from tolok.registers.receive import check_named
from tolok.registers.wilayah import load_tree
from tolok.registers.wire import from_bytes, to_bytes
from tolok.values.issue import IssueError
from tolok_koperasi import FOLDER

SCHEMAS, TREE = load_schemas(FOLDER / "register"), load_tree()
NOW = datetime(2025, 1, 20, tzinfo=UTC)
CSV = (
    b"ID;NIB;Nama Usaha;NIK;nama pemilik;tahun monev;tanggal monev;kode kelurahan;omset;kredit formal\n"
    b"77001;;Keripik Satu;3575010101010001;Bu Yati;2024;05/05/2024;35.75.01.1001;15,5 m;ya\n"
    b"77002;;Keripik Dua;3575010101010002;Pak Yono;2024;06/05/2024;Bugul Lorr;200000;x\n"
    b"77003;;Keripik Tiga;;;2024;31/09/2024;35.75.01.1001;300000;tidak\n"
    b"77004;;Keripik Empat;3575010101010004;Bu Empat;2024;07/05/2024;35.75.01.1001;400000;tidak\n"
    b"77005;;Keripik Lima;;;2024;07/05/2024;35.75.01.1001;500000;x\n"
    b"77006;;Keripik Enam;;;2024;07/05/2024;35.75.01.1001;600000;ya\n"
    b"77006;;Keripik Enam;;;2024;07/05/2024;35.75.01.1001;700000;ya\n"
)


def asked(**instead) -> Permintaan:
    given = {
        "berkas": "monev.csv", "register": "usaha_monev", "periode": "2024", "pemda": "35.75",
        "perangkat_daerah": "35.75/2.17", "cakupan": ("35.75",), "now": NOW, "folder": FOLDER / "register",
    }  # fmt: skip
    return Permintaan(**{**given, **instead})


def test_the_limited_process_finds_what_the_check_itself_finds() -> None:
    found = check_limited(CSV, asked(), SCHEMAS)
    hints = HeaderHints("usaha_monev", "2024", "35.75", "35.75/2.17", ("35.75",))
    here = check_named(CSV, "monev.csv", hints, SCHEMAS, TREE, NOW)
    assert found.checked is not None
    assert found.checked.header == here.checked.header
    assert found.checked.clean.equals(here.checked.clean)
    assert found.checked.pribadi.equals(here.checked.pribadi)
    assert found.checked.quarantine == here.checked.quarantine
    assert found.checked.report.as_dict() == here.checked.report.as_dict()
    assert found.isi["pertanyaan"] == [one.as_dict() for one in here.asked]


def test_no_personal_field_leaves_the_process_outside_its_own_table() -> None:
    found = check_limited(CSV, asked(), SCHEMAS)
    words = to_bytes(found.isi, None) + repr(found.checked).encode() + str(found.checked.clean.to_pylist()).encode()
    for secret in (b"3575010101010001", b"Bu Yati", b"3575010101010004", b"Bu Empat"):
        assert secret not in words
    assert "3575010101010004" in found.checked.pribadi.column("nik_penduduk").to_pylist()


def test_answers_settle_their_rows_and_nothing_else() -> None:
    first = check_limited(CSV, asked(), SCHEMAS)
    questions = first.isi["pertanyaan"]
    answers = {one["kunci"]: "0" for one in questions}
    assert {one["kode"] for one in questions} == {"TLK-R014", "TLK-R024", "TLK-R020", "TLK-R029"}
    assert [one["baris"] for one in questions if one["kode"] == "TLK-R020"] == [[3, 6]]
    second = check_limited(CSV, asked(ditanya=tuple(questions), jawaban=answers), SCHEMAS)
    rows = {row["nama_usaha"]: row for row in second.checked.clean.to_pylist()}
    assert rows["Keripik Satu"]["omset"] == 15_500
    assert rows["Keripik Dua"]["wilayah"] == "35.75.04.1010"
    assert rows["Keripik Enam"]["omset"] == 600_000
    assert rows["Keripik Lima"]["kredit_formal"] is True
    assert [row.baris for row in second.checked.quarantine] == [4]
    assert second.checked.report.bersih == 5


def test_an_answer_that_was_no_choice_settles_nothing() -> None:
    questions = check_limited(CSV, asked(), SCHEMAS).isi["pertanyaan"]
    for answer in ("99", "-1", "x", "", "٠"):
        given = {one["kunci"]: answer for one in questions}
        again = check_limited(CSV, asked(ditanya=tuple(questions), jawaban=given), SCHEMAS)
        assert len(again.isi["pertanyaan"]) == len(questions)


def test_a_file_of_another_register_is_asked_about_by_name() -> None:
    found = check_limited(CSV, asked(register="koperasi_tahunan"), SCHEMAS)
    assert found.checked is None
    assert found.issues[0].kode == "TLK-R067"
    assert "`usaha_monev`" in found.issues[0].saran


def test_a_file_that_says_another_period_than_its_sender_is_refused() -> None:
    data = b"periode;2023\n" + CSV
    found = check_limited(data, asked(), SCHEMAS)
    assert found.checked is None
    assert found.issues[0].kode == "TLK-R035"


def test_too_little_memory_is_one_sentence() -> None:
    huge = CSV + b"77009;;Keripik;;;2024;07/05/2024;35.75.01.1001;1;ya\n" * 400_000
    with pytest.raises(IssueError) as error:
        check_limited(huge, asked(), SCHEMAS, Batas(memori=600 * 1024 * 1024))
    assert error.value.issues[0].kode == "TLK-R071"


def test_too_much_time_is_one_sentence() -> None:
    huge = CSV + b"77009;;Keripik;;;2024;07/05/2024;35.75.01.1001;1;ya\n" * 400_000
    with pytest.raises(IssueError) as error:
        check_limited(huge, asked(), SCHEMAS, Batas(cpu=1))
    assert (error.value.issues[0].kode, "waktu" in error.value.issues[0].mengapa) == ("TLK-R071", True)


@pytest.mark.parametrize(
    "deed",
    [
        "open('/tmp/tolok-uji','w')", "__import__('socket').create_connection(('127.0.0.1', 9))",
        "__import__('subprocess').run(['true'])", "__import__('os').system('true')", "__import__('os').remove('/nowhere')",
    ],
)  # fmt: skip
def test_behind_shut_doors_nothing_is_written_started_or_reached(deed) -> None:
    code = f"from tolok.registers.limited_process import shut_doors\nshut_doors()\n{deed}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "PermissionError" in done.stderr


@pytest.mark.parametrize("cut", [0, 5, 24, 200])
def test_an_answer_that_is_cut_off_is_no_answer(cut) -> None:
    found = check_limited(CSV, asked(), SCHEMAS)
    whole = to_bytes(found.isi, found.checked)
    assert from_bytes(whole, SCHEMAS)[1].clean.equals(found.checked.clean)
    with pytest.raises(ValueError, match=r"\w"):
        from_bytes(whole[:cut], SCHEMAS)
