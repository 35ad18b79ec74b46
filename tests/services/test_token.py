"""Keys for programs: kept as a hash, ending, within what their person may do, never able to decide or to reveal."""

import hashlib
from datetime import datetime, timedelta

import pytest

from tolok.services.akses import NotFoundError
from tolok.services.hak import DAFTAR_HAK
from tolok.services.token import make_token, person_of, token_may, tokens_of, withdraw_all_tokens, withdraw_token
from tolok.store.models import Larangan, LogPerubahan, Pengguna, Peran, TokenApi
from tolok.values.instant import WIB
from tolok.values.issue import IssueError

AT = datetime(2026, 3, 2, 9, tzinfo=WIB)
MONTH = AT + timedelta(days=30)


@pytest.fixture
def hendra(orang) -> Pengguna:
    return orang("hendra")


def test_a_token_names_its_person_until_it_ends_and_only_its_hash_is_kept(hendra) -> None:
    token, text = make_token(hendra, " dasbor ", MONTH, False, at=AT)
    assert person_of(text, AT) == (hendra, token)
    assert person_of(text, MONTH - timedelta(seconds=1)) is not None
    assert person_of(text, MONTH) is None
    assert person_of(text, AT - timedelta(seconds=1)) is None
    row = TokenApi.objects.get()
    assert row.hash == hashlib.sha256(text.encode()).hexdigest()
    assert len(text) >= 43 + len("tolok_")
    assert (row.nama, row.awalan) == ("dasbor", text[:12])
    entry = LogPerubahan.objects.latest("urut")
    assert entry.tindakan == "token.dibuat"
    assert text not in str(entry.isi)


@pytest.mark.parametrize("text", ["", "tolok_", "tolok_" + "a" * 43, "x" * 5000, "Bearer tolok_a", "tolok_\x00"])
def test_what_is_no_token_names_nobody(hendra, text) -> None:
    make_token(hendra, "dasbor", MONTH, False, at=AT)
    assert person_of(text, AT) is None


@pytest.mark.parametrize(
    ("nama", "sampai", "kode"),
    [
        ("", MONTH, ["TLK-A060"]),
        ("x" * 81, MONTH, ["TLK-A060"]),
        ("a", AT, ["TLK-A061"]),
        ("a", AT + timedelta(days=367), ["TLK-A061"]),
        (" ", AT - timedelta(days=1), ["TLK-A060", "TLK-A061"]),
    ],
)
def test_a_token_without_a_name_or_beyond_a_year_is_not_made(hendra, nama, sampai, kode) -> None:
    with pytest.raises(IssueError) as error:
        make_token(hendra, nama, sampai, False, at=AT)
    assert [issue.kode for issue in error.value.issues] == kode
    assert not TokenApi.objects.exists()


def test_a_withdrawn_token_is_dead_and_another_person_cannot_withdraw_it(hendra, orang) -> None:
    token, text = make_token(hendra, "dasbor", MONTH, False, at=AT)
    with pytest.raises(NotFoundError):
        withdraw_token(orang("dewi"), token.pk, at=AT)
    withdraw_token(hendra, token.pk, at=AT)
    entries = LogPerubahan.objects.count()
    withdraw_token(hendra, token.pk, at=AT)
    assert LogPerubahan.objects.count() == entries
    assert person_of(text, AT) is None
    assert [one.dicabut_pada for one in tokens_of(hendra)] == [AT]


@pytest.mark.parametrize("field", [{"is_active": False}, {"wajib_ganti_sandi": True}])
def test_the_token_of_a_person_who_is_shut_out_opens_nothing(hendra, field) -> None:
    _, text = make_token(hendra, "dasbor", MONTH, True, at=AT)
    Pengguna.objects.filter(pk=hendra.pk).update(**field)
    assert person_of(text, AT) is None


def test_all_tokens_end_at_once(hendra) -> None:
    texts = [make_token(hendra, name, MONTH, False, at=AT)[1] for name in ("a", "b")]
    assert withdraw_all_tokens(hendra, at=AT) == 2
    assert [person_of(text, AT) for text in texts] == [None, None]


def test_use_is_noted_at_most_every_five_minutes(hendra) -> None:
    token, text = make_token(hendra, "dasbor", MONTH, False, at=AT)
    for minutes, noted in ((1, 1), (3, 1), (6, 6), (10, 6), (11, 11)):
        person_of(text, AT + timedelta(minutes=minutes))
        token.refresh_from_db()
        assert token.dipakai_pada == AT + timedelta(minutes=noted)


def test_a_reading_token_reads_a_delivering_token_delivers_and_neither_decides_or_reveals(hendra, kantor) -> None:
    reading, _ = make_token(hendra, "baca", MONTH, False, at=AT)
    sending, _ = make_token(hendra, "kirim", MONTH, True, at=AT)
    may = {hak for hak in DAFTAR_HAK if token_may(reading, kantor, hak)}
    assert may == {"lihat_kantor", "lihat_baris"}
    assert {hak for hak in DAFTAR_HAK if token_may(sending, kantor, hak)} == may | {"terima_data"}


def test_a_token_never_may_more_than_its_person_may_today(hendra, orang, kantor, bekasi) -> None:
    sending, _ = make_token(hendra, "kirim", MONTH, True, at=AT)
    assert not token_may(sending, bekasi, "lihat_kantor")
    admin, _ = make_token(orang("galuh"), "admin", MONTH, True, at=AT)
    assert not token_may(admin, kantor, "lihat_baris")
    Larangan.objects.create(pengguna=hendra, pemda=kantor.pemda, hak="terima_data", alasan="sedang diperiksa")
    assert not token_may(sending, kantor, "terima_data")
    assert token_may(sending, kantor, "lihat_baris")
    Peran.objects.filter(pengguna=hendra).update(dicabut_pada=AT)
    assert not token_may(sending, kantor, "lihat_baris")
