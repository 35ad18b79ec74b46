"""The change log of an office: its entries, whether the whole chain holds, and how to take it away."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tolok.services.bacaan import changes_known, kinds_of_change
from tolok.services.bukti import complaint_about
from tolok.services.riwayat import Rantai, verify_tail
from tolok.store.models import LogPerubahan
from tolok.values.instant import tanggal_pendek
from tolok.values.number import format_angka
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Fakta, HalamanRiwayat, Isian, Kolom, Opsi, Penomoran, Pesan, Sel, Tabel, Tautan

PAGE = 50
_NOUNS = {
    "realisasi": "angka", "rencana": "", "tindaklanjut": "tindak lanjut", "skm": "survei", "lke": "LKE",
    "token": "token API", "sandi": "kata sandi", "usul": "usul definisi", "identitas": "data pribadi",
}  # fmt: skip
_ACTS = {
    "periode.batas_diubah": "Batas periode diubah",
    "rencana.profil": "Profil kantor diubah",
    "rumus.dicoba": "Rumus dicoba",
    "rumus.dicoba.terbatas": "Rumus dicoba tanpa hak melihat baris",
}


@dataclass(frozen=True)
class Asked:
    """What a reader asked of the list: a page, a kind of entry, a word in what it is about."""

    halaman: int = 1
    jenis: str = ""
    cari: str = ""


def act_label(tindakan: str) -> str:
    """`realisasi.dibuka_kembali` as people say it: Angka dibuka kembali."""
    if tindakan in _ACTS:
        return _ACTS[tindakan]
    noun, _, verb = tindakan.partition(".")
    text = f"{_NOUNS.get(noun, noun)} {verb}".replace("_", " ").strip()
    text = text.replace("iku ", "IKU ") if text.startswith("iku ") else text
    return text[:1].upper() + text[1:]


def build_riwayat(view: Pandangan, asked: Asked) -> HalamanRiwayat:
    """The office's entries, the newest first, and whether the whole chain is unbroken."""
    everything = changes_known(view.kantor, view.at)
    found = _filtered(everything, asked)
    count = found.count()
    start = (max(asked.halaman, 1) - 1) * PAGE
    rows = tuple(_entry(one) for one in found[start : start + PAGE])
    heads = (
        Kolom("Kapan", ponsel="kedua"),
        Kolom("Apa", ponsel="utama"),
        Kolom("Mengenai"),
        Kolom("Siapa"),
        Kolom("Sidik", ponsel="tanpa"),
    )
    chain = verify_tail()
    return HalamanRiwayat(
        kerangka=frame(view, "Riwayat", (Tautan("Riwayat"),), kini="Riwayat"),
        judul=f"{format_angka(count)} perubahan tercatat" + (" menurut saringan" if asked.jenis or asked.cari else ""),
        lead="Catatan hanya dapat ditambah. Setiap catatan menyegel catatan sebelumnya dengan sidiknya.",
        rantai=_state(chain),
        saringan=_filters(view, asked),
        saringan_alamat=view.alamat.riwayat(),
        tersaring=bool(asked.jenis or asked.cari),
        tabel=Tabel("Riwayat perubahan", heads, rows),
        penomoran=_paging(view, asked, start, len(rows), count),
        kosong="" if rows else "Tidak ada perubahan yang tercatat.",
        unduh=tuple(
            Tautan(f"Unduh {bentuk.upper()}", view.alamat.ke("riwayat-ekspor", bentuk=bentuk)) for bentuk in ("csv", "json")
        ),
        kepala=_head(view, chain),
    )


def _filtered(found: QuerySet[LogPerubahan], asked: Asked) -> QuerySet[LogPerubahan]:
    if asked.jenis:
        found = found.filter(tindakan__startswith=asked.jenis[:40] + ".")
    return found.filter(objek__icontains=asked.cari[:80]) if asked.cari else found


def _filters(view: Pandangan, asked: Asked) -> tuple[Isian, ...]:
    kinds = [Opsi("", "Semua jenis")]
    named = sorted((act_label(kind + ".").strip() or "Rencana", kind) for kind in kinds_of_change(view.kantor, view.at))
    kinds += [Opsi(kind, label, kind == asked.jenis) for label, kind in named]
    return (
        Isian("jenis", "Jenis", jenis="pilihan", opsi=tuple(kinds)),
        Isian("cari", "Mengenai", asked.cari[:80], petunjuk=""),
    )


def _entry(one: LogPerubahan) -> tuple[Sel, ...]:
    who = one.oleh.nama if one.oleh else "sistem"
    seal = Sel(one.hash[:12], "mono")
    return (Sel(tanggal_pendek(one.pada)), Sel(act_label(one.tindakan)), Sel(one.objek), Sel(who), seal)


def _paging(view: Pandangan, asked: Asked, start: int, shown: int, count: int) -> Penomoran:
    def href(to: int) -> str:
        return view.alamat.riwayat(jenis=asked.jenis, cari=asked.cari, halaman=to if to > 1 else "")

    text = f"Catatan {format_angka(start + 1)}–{format_angka(start + shown)} dari {format_angka(count)}"
    back = href(asked.halaman - 1) if asked.halaman > 1 else ""
    return Penomoran(text if shown else "Tidak ada catatan", back, href(asked.halaman + 1) if start + PAGE < count else "")


def _state(chain: Rantai) -> Pesan:
    broken = complaint_about(chain)
    if broken is not None:
        issue = Pesan.from_issue(broken)
        return Pesan("salah", broken.apa[:1].upper() + broken.apa[1:], issue.isi, kode=issue.kode)
    count, anew = format_angka(chain.jumlah), format_angka(chain.diperiksa)
    how = f"{count} catatan diperiksa"
    if chain.diperiksa != chain.jumlah:
        how = f"{count} catatan, {anew} yang terakhir diperiksa ulang"
    return Pesan("berhasil", "Rantai utuh", f"{how}. Sidik terakhir {chain.kepala[:16]}.")


def _head(view: Pandangan, chain: Rantai) -> tuple[Fakta, ...]:
    """For paper: whoever keeps the print can show later that no entry before it was altered or cut off."""
    return (
        Fakta("Catatan terakhir", format_angka(chain.jumlah)),
        Fakta("Sidiknya", chain.kepala, mono=True),
        Fakta("Dicetak", tanggal_pendek(view.at)),
    )
