"""Run in a process of its own on one installation (TOLOK_DATA): hands invented NIK in by every way and keeps what is said.

Usage: serahkan_nik.py FOLDER ANSWERS, where FOLDER holds kirim.json and the files named in it.
"""

# ruff: noqa: E402  # Django is set up before its parts are imported
import json
import logging
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import setup_test_environment

from tolok.registers.receive import check_file
from tolok.services import paket
from tolok.services.cadangan import make_seal, write_backup
from tolok.services.penerimaan import receive
from tolok.services.skm import DAFTAR_UNSUR, answer, deliver, device_mark, open_layanan_public
from tolok.services.token import make_token
from tolok.store.models import Identitas, Pengguna, Unggahan, register_model, schemas

P = "/k/35.75-2.17/2024"


def client_of(username: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(Pengguna.objects.get(username=username))
    return client


def main(folder: Path, answers: Path) -> None:
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)  # whatever any part says goes to the log
    setup_test_environment()
    plan = json.loads((folder / "kirim.json").read_text())
    hendra, dewi = client_of("hendra"), client_of("dewi")
    for name, end in plan["unggah"]:
        upload(hendra, folder / name, end)
    by_program(folder / plan["api"])
    now = datetime.now(UTC)
    checked = check_file(folder / plan["perintah"], plan["perintah"], schemas(), paket.region_tree(), now)
    receive(checked, by=None, at=now)
    by_survey(plan["saran"], now + timedelta(seconds=1))
    look(hendra, dewi, answers)
    write_backup(answers / "cadangan.tolok", make_seal("sandi cadangan yang panjang"), at=datetime.now(UTC))
    kept = Identitas.objects.filter(kolom="nik_penduduk", kiriman__oleh__username="hendra").exclude(rahasia=None).count()
    print(json.dumps({"tersandi": kept + len(checked.baris)}))


def upload(client: Client, path: Path, end: str) -> None:
    """Through the page: handed in, then accepted, refused, or left waiting."""
    sent = {"periode": "2024", "berkas": SimpleUploadedFile(path.name, path.read_bytes())}
    done = client.post(f"{P}/register/usaha_monev/unggah/", sent)
    assert done.status_code == 302, done.content.decode()[:3000]
    found = Unggahan.objects.latest("pk")
    assert found.status == "siap", (found.status, found.hasil)
    if end == "terima":
        done = client.post(f"{P}/unggahan/{found.pk}/terima/", {"versi": found.versi})
    elif end == "tolak":
        done = client.post(f"{P}/unggahan/{found.pk}/tolak/", {"versi": found.versi, "alasan": "bukan berkas yang dimaksud"})
    assert done.status_code == 302, done.content.decode()[:3000]


def by_program(path: Path) -> None:
    hendra, now = Pengguna.objects.get(username="hendra"), datetime.now(UTC)
    _, text = make_token(hendra, "penguji", now + timedelta(days=1), True, at=now)
    sent = {"register": "usaha_monev", "periode": "2024", "berkas": SimpleUploadedFile(path.name, path.read_bytes())}
    done = Client().post("/api/v1/kantor/35.75-2.17/kiriman", sent, headers={"Authorization": f"Bearer {text}"})
    assert done.status_code == 201, done.content.decode()[:3000]


def by_survey(daftar: list[str], at: datetime) -> None:
    """Free text in which people wrote their own number."""
    layanan = open_layanan_public("35.75-2.17", "pendampingan-nib")
    for number, nik in enumerate(daftar):
        typed = {**dict.fromkeys(DAFTAR_UNSUR, "3"), "saran": f"NIK saya {nik}, mohon dicek"}
        answer(layanan, typed, sidik=device_mark(layanan, at.date(), str(number), "uji"), at=at, hari=at.date())
        if number == len(daftar) // 2:
            deliver(layanan.perangkat_daerah, sebelum=at.date() + timedelta(days=1), by=None, at=at)


def look(hendra: Client, dewi: Client, answers: Path) -> None:
    """What pages, exports and the API say to the one who handed in and to another operator, without opening a row."""
    waiting = Unggahan.objects.filter(status="siap").latest("pk")
    row = register_model("usaha_monev").objects.filter(nama_usaha__startswith="Warung Uji").latest("pk")
    kiriman = row.kiriman_id
    paths = [
        f"{P}/unggahan/{waiting.pk}/?semua=ya", f"{P}/unggahan/{waiting.pk}/bertanda.xlsx",
        f"{P}/register/usaha_monev/", f"{P}/register/usaha_monev/baris/?cari=Warung+Uji", f"{P}/kiriman/{kiriman}/",
        f"{P}/UM-01/terbitan/1/baris/0/terhitung/", f"{P}/identitas/usaha_monev/{row.entitas}/", f"{P}/survei/",
        f"{P}/register/usaha_monev/{row.entitas}/2024/koreksi/", f"{P}/riwayat/", f"{P}/riwayat/ekspor.csv", f"{P}/tugas/",
        "/api/v1/kantor/35.75-2.17/register", "/api/v1/kantor/35.75-2.17/kiriman",
    ]  # fmt: skip
    for who, client in (("hendra", hendra), ("dewi", dewi)):
        for number, path in enumerate(paths):
            response = client.get(path)
            assert response.status_code < 500, path
            body = b"".join(response.streaming_content) if response.streaming else response.content
            (answers / f"{who}-{number}").write_bytes(path.encode() + b"\n" + str(response.headers).encode())
            (answers / f"{who}-{number}.isi").write_bytes(body)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
