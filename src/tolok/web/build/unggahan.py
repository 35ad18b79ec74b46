"""The page on which somebody decides about a file: what is ready, what is asked, what is wrong, what would change."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tolok.services.pekerjaan import is_stuck
from tolok.services.unggahan import latest_job
from tolok.store.models import Pekerjaan, Unggahan, schemas
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.register import capital
from tolok.web.read_models import Fakta, Formulir, Opsi, Pesan, Sel, Tautan, Tindakan
from tolok.web.read_models.terima import (
    AkibatKiriman,
    BagianPeriksa,
    HalamanUnggahan,
    KemajuanKerja,
    PertanyaanKiriman,
    SalahKiriman,
    UbahKiriman,
)

_FIRST = 8
_LEAD = {
    "diperiksa": "Belum ada yang tersimpan sampai Anda menerimanya.",
    "siap": "Belum ada yang tersimpan sampai Anda menerimanya.",
    "gagal": "Tidak ada yang tersimpan.",
    "menerima": "Kiriman ini sedang disimpan.",
    "diterima": "Barisnya sudah tersimpan.",
    "ditolak": "Tidak ada yang tersimpan; isi berkasnya sudah dihapus.",
}


def build_unggahan(
    view: Pandangan, unggahan: Unggahan, now: datetime, issues: Sequence[Issue] = (), semua: bool = False
) -> HalamanUnggahan:
    """The page in each of its states; `issues` are what was said of the last decision."""
    hasil: Mapping[str, Any] = unggahan.hasil
    label = capital(schemas()[unggahan.register].label)
    back = view.alamat.ke("register-isi", register=unggahan.register)
    here = Tautan(f"Unggahan {day_of(unggahan.pada)}")
    trail = (Tautan("Register", view.alamat.ke("register")), Tautan(label, back), here)
    shared: dict[str, Any] = {
        "kerangka": frame(view, "Terima data", trail, "Register"),
        "judul": _finding(unggahan),
        "lead": f"Berkas {unggahan.berkas}, periode {unggahan.periode}, diunggah {unggahan.oleh.nama} "
                f"{tanggal_pendek(unggahan.pada)}. {_LEAD[unggahan.status]}",
        "keadaan": unggahan.status,
        "versi": str(unggahan.versi),
        "pesan": (*(Pesan.from_issue(issue) for issue in issues), *_state_messages(view, unggahan)),
        "kemajuan": _progress(view, unggahan, now),
        "ulang": _again(view, unggahan),
        "tindakan": _actions(view, unggahan),
    }  # fmt: skip
    checked = "siap" in hasil and unggahan.status not in ("diperiksa", "gagal")
    return HalamanUnggahan(**shared, **(_checked_part(view, unggahan, semua) if checked else {}))


def _checked_part(view: Pandangan, unggahan: Unggahan, semua: bool) -> dict[str, Any]:
    """What a finished check shows; forms only while it can still be decided."""
    hasil: Mapping[str, Any] = unggahan.hasil
    ready, decide = int(hasil["siap"]), unggahan.status == "siap"
    return {
        "bagian": _parts(hasil),
        "pertanyaan": tuple(_question(one, unggahan) for one in hasil["pertanyaan"]) if decide else (),
        "jawab": _answer_form(view, unggahan, hasil) if decide else None,
        "salah": tuple(_fault(one) for one in hasil["salah_kelompok"]),
        "salah_meta": f"{format_angka(hasil['salah'])} baris, {len(hasil['salah_kelompok'])} sebab",
        "bertanda": _marked(view, unggahan, hasil),
        "ubah": tuple(_change(one) for one in (hasil["ubah"] if semua else hasil["ubah"][:_FIRST])),
        "ubah_meta": f"{format_angka(hasil['berubah'])} baris; versi lama tetap tersimpan",
        "ubah_semua": _all_changes(view, unggahan, hasil, semua),
        "akibat_judul": f"{'Bila' if decide else 'Dengan'} {format_angka(ready)} baris diterima",
        "akibat": tuple(_consequence(view, one) for one in hasil["akibat"]),
        "akibat_catatan": _consequence_note(hasil),
        "fakta": _facts(unggahan, hasil),
        "catatan": notes_of(hasil["catatan"]),
        "terima": _accept_form(view, unggahan, ready) if decide else None,
        "kaki_aksi": "Kiriman dapat dibatalkan utuh; angka yang sudah terbit tidak berubah." if decide else "",
    }


def day_of(instant: datetime) -> str:
    """`28 Jan 2025`: an instant where its hour would only be long."""
    return tanggal_pendek(instant).partition(",")[0]


def plain(text: str) -> str:
    """A message of the check on a page: quoted words in quotation marks, no word of files beside a delivery."""
    text = re.sub(r", (?:atau )?perbaiki `\w+` dalam keterangan kiriman", "", text)
    return re.sub(r"`([^`]*)`", r"“\1”", text)


def notes_of(told: Sequence[Mapping[str, Any]]) -> tuple[Pesan, ...]:
    """What a check noted, as short sentences; the file is named on the page already."""
    return tuple(
        Pesan("catatan", capital(plain(one["apa"])), f"{capital(plain(one['mengapa']))}. {capital(plain(one['saran']))}.")
        for one in told
    )


def _finding(unggahan: Unggahan) -> str:
    hasil = unggahan.hasil
    match unggahan.status:
        case "diperiksa":
            return "Berkas sedang diperiksa"
        case "gagal":
            return "Berkas ini tidak dapat diterima"
        case "ditolak":
            return "Kiriman ini ditolak"
    if not hasil["baris"]:
        return "Kiriman kosong siap dicatat" if unggahan.status == "siap" else "Kiriman kosong sudah dicatat"
    end = {"siap": "siap diterima", "menerima": "sedang diterima", "diterima": "sudah diterima"}[unggahan.status]
    return f"{format_angka(hasil['siap'])} dari {format_angka(hasil['baris'])} baris {end}"


def _state_messages(view: Pandangan, unggahan: Unggahan) -> list[Pesan]:
    hasil, found = unggahan.hasil, []
    if unggahan.status == "gagal":
        found += [Pesan.from_issue(Issue(**one)) for one in hasil.get("issues", ())]
    if unggahan.status == "ditolak":
        found.append(Pesan("catatan", "Ditolak dengan alasan", str(hasil.get("alasan", ""))))
    if unggahan.status == "siap" and hasil.get("kembar"):
        found.append(
            Pesan(
                "catatan",
                f"Berkas yang sama persis sudah diterima {hasil['kembar']}",
                "Menerimanya lagi tidak mengubah baris yang sama.",
            )
        )
    if unggahan.status == "siap" and not hasil.get("baris"):
        what = "Kiriman kosong dicatat sebagai nol, bukan sebagai belum dikirim. Catat hanya bila memang nol."
        found.append(Pesan("catatan", "Berkas ini tidak memuat baris", what))
    if unggahan.status == "diterima" and unggahan.kiriman is not None:
        link = Tautan("Lihat kiriman", view.alamat.ke("kiriman", kiriman=unggahan.kiriman_id))
        found.append(Pesan("berhasil", "Kiriman ini sudah diterima", _received(unggahan), tautan=link))
    return found


def _received(unggahan: Unggahan) -> str:
    kiriman = unggahan.kiriman
    who = f"oleh {kiriman.oleh.nama} " if kiriman and kiriman.oleh else ""
    return f"Diterima {who}{tanggal_pendek(kiriman.diterima_pada)}." if kiriman else ""


def progress_of(job: Pekerjaan, now: datetime, href: str) -> KemajuanKerja:
    """How far a job has come."""
    running = job.status in ("menunggu", "berjalan")
    share = 100 * job.selesai_bagian / job.semua_bagian if job.semua_bagian else None
    stuck = "Pekerja latar tidak berjalan; pekerjaan dimulai begitu ia berjalan lagi." if is_stuck(job, now) else ""
    return KemajuanKerja(job.kalimat, share if running else None, running, href, stuck)


def _progress(view: Pandangan, unggahan: Unggahan, now: datetime) -> KemajuanKerja | None:
    job = latest_job(unggahan) if unggahan.status in ("diperiksa", "menerima") else None
    if job is None:
        return None
    return progress_of(job, now, view.alamat.ke("unggahan", unggahan=unggahan.pk))


def _again(view: Pandangan, unggahan: Unggahan) -> Formulir | None:
    """A check that broke off, or failed for a reason that may have passed, is put down once more."""
    href = view.alamat.ke("unggahan-periksa", unggahan=unggahan.pk)
    if unggahan.status == "gagal":
        return Formulir(href, "Periksa lagi", (("versi", str(unggahan.versi)),))
    job = latest_job(unggahan) if unggahan.status in ("diperiksa", "menerima") else None
    if job is not None and job.status in ("gagal", "terputus"):
        return Formulir(view.alamat.ke("pekerjaan-ulangi", pekerjaan=job.pk), "Coba lagi")
    return None


def _actions(view: Pandangan, unggahan: Unggahan) -> tuple[Tindakan, ...]:
    if unggahan.status not in ("siap", "gagal"):
        return ()
    again = Tindakan("Unggah perbaikan", view.alamat.ke("unggah", register=unggahan.register))
    return again, Tindakan("Tolak kiriman", view.alamat.ke("unggahan-tolak", unggahan=unggahan.pk), "menolak")


def _parts(hasil: Mapping[str, Any]) -> tuple[BagianPeriksa, ...]:
    new, changed, same = (format_angka(hasil[name]) for name in ("baru", "berubah", "sama"))
    told = [f"{new} baru"] if hasil["baru"] else []
    told += [f"{changed} mengubah baris lama"] if hasil["berubah"] else []
    told += [f"{same} sudah ada"] if hasil["sama"] else []
    return (
        BagianPeriksa("centang", "baik", "Siap", format_angka(hasil["siap"]), ", ".join(told) or "tidak ada"),
        BagianPeriksa("oktagon", "buruk", "Salah", format_angka(hasil["salah"]), "tidak diterima sampai diperbaiki"),
        BagianPeriksa("tanya", "waspada", "Perlu keputusan", format_angka(hasil["tanya"]), "jawab di bawah"
                      if hasil["tanya"] else "tidak ada pertanyaan"),
        BagianPeriksa("putus", "netral", "Ganda", format_angka(hasil["ganda"]), "sama persis, dilewati"),
    )  # fmt: skip


def lines(numbers: Sequence[int], count: int) -> str:
    """`14`, `120, 121`, `163 dan 4 lagi`."""
    if count <= 3:
        return ", ".join(format_angka(number) for number in numbers[:3])
    return f"{format_angka(numbers[0])} dan {format_angka(count - 1)} lagi"


def _question(one: Mapping[str, Any], unggahan: Unggahan) -> PertanyaanKiriman:
    given = unggahan.jawaban.get(one["kunci"], "")
    options = tuple(Opsi(str(at), label, str(at) == given) for at, (_, label) in enumerate(one["pilihan"]))
    rows = list(one["baris"])
    return PertanyaanKiriman(
        f"j-{one['kunci']}", lines(rows, len(rows)), one["label"], one["tertulis"], one["tanya"], options, one["kode"]
    )


def _answer_form(view: Pandangan, unggahan: Unggahan, hasil: Mapping[str, Any]) -> Formulir | None:
    if not hasil["pertanyaan"]:
        return None
    count = len(hasil["pertanyaan"])
    href = view.alamat.ke("unggahan-jawab", unggahan=unggahan.pk)
    return Formulir(href, f"Pakai jawaban {format_angka(count)} pertanyaan", (("versi", str(unggahan.versi)),))


def _fault(one: Mapping[str, Any]) -> SalahKiriman:
    what, why = capital(plain(one["apa"])), plain(one["mengapa"])
    said = f"{what}: {why}." if why else f"{what}."
    return SalahKiriman(
        lines(one["baris"], one["banyak"]), capital(one["kolom"]) or "seluruh baris", one["tertulis"] or "kosong",
        said, f"{capital(plain(one['saran']))}.".replace("?.", "?"), one["kode"],
    )  # fmt: skip


def _marked(view: Pandangan, unggahan: Unggahan, hasil: Mapping[str, Any]) -> Tautan | None:
    count = int(hasil["salah"]) + int(hasil["tanya"])
    if not count or unggahan.status == "ditolak":
        return None
    href = view.alamat.ke("unggahan-bertanda", unggahan=unggahan.pk)
    return Tautan(f"Unduh {format_angka(count)} baris bertanda (XLSX)", href)


def _change(one: Mapping[str, Any]) -> UbahKiriman:
    return UbahKiriman(
        format_angka(one["baris"]), one["nama"], capital(one["kolom"]), one["lama"], one["baru"], one["lama"] == "kosong"
    )


def _all_changes(view: Pandangan, unggahan: Unggahan, hasil: Mapping[str, Any], semua: bool) -> Tautan | None:
    if semua or len(hasil["ubah"]) <= _FIRST:
        return None
    return Tautan("Lihat semua", view.alamat.ke("unggahan", unggahan=unggahan.pk) + "?semua=ya#ubah")


def _consequence(view: Pandangan, one: Mapping[str, Any]) -> AkibatKiriman:
    now, then = one["kini"], one["menjadi"]
    href = view.alamat.indikator(one["kode"])
    before, after = _figure(now, one["satuan"]), _figure(then, one["satuan"])
    return AkibatKiriman(one["kode"], one["nama"], href, before, after, now != then)


def _figure(value: Sequence[str], satuan: str) -> Sel:
    text, reason = value
    unit = satuan if satuan == "%" else ""
    return Sel(text + unit) if text else Sel(reason, "kosong")


def _consequence_note(hasil: Mapping[str, Any]) -> str:
    if hasil["akibat_alasan"]:
        return f"Akibatnya belum dapat dihitung: {hasil['akibat_alasan']}."
    if not hasil["akibat"]:
        return "Tidak ada IKU kantor ini yang membaca register ini."
    return "Angka yang sudah diterbitkan tidak berubah. Yang masih draf dihitung ulang."


def _facts(unggahan: Unggahan, hasil: Mapping[str, Any]) -> tuple[Fakta, ...]:
    tables = hasil["tabel"]
    facts = []
    for one in tables:
        name = f"“{one['lembar']}”, " if one["lembar"] else ""
        facts.append(Fakta("Lembar" if one["lembar"] else "Isi", f"{name}{format_angka(one['baris'])} baris"))
        facts.append(Fakta("Judul kolom", f"baris {one['judul']}, {one['dikenali']} dari {one['kolom']} dikenali"))
    times = [power for power in hasil["kelipatan"] if power > 1]
    words = {1000: "ribu", 10**6: "juta", 10**9: "miliar"}
    money = "penuh" if not times else "sebagian dalam " + ", ".join(words.get(one, format_angka(one)) for one in times)
    facts.append(Fakta("Satuan uang", f"rupiah {money}"))
    signs = sorted({str(one["desimal"]) for one in hasil["keputusan"] if one.get("desimal")})
    facts.append(Fakta("Tanda desimal", ", ".join(signs) or "tidak dipakai"))
    totals = sum(len(one["dilewati"].get("baris jumlah", ())) for one in tables)
    facts.append(Fakta("Baris jumlah", f"{totals} ditemukan, dilewati" if totals else "tidak ada"))
    facts += [Fakta("Cara tulis", ", ".join(hasil["berkas"]))] if hasil["berkas"] else []
    facts.append(Fakta("Ukuran", f"{format_angka(-(-unggahan.ukuran // 1024))} kB"))
    facts.append(Fakta("Sidik berkas", f"{unggahan.sha256[:8]}…{unggahan.sha256[-4:]}", mono=True))
    return tuple(facts)


def _accept_form(view: Pandangan, unggahan: Unggahan, ready: int) -> Formulir | None:
    if unggahan.hasil["baris"] and not ready:
        return None
    label = f"Terima {format_angka(ready)} baris" if ready else "Catat kiriman kosong"
    href = view.alamat.ke("unggahan-terima", unggahan=unggahan.pk)
    return Formulir(href, label, (("versi", str(unggahan.versi)),))
