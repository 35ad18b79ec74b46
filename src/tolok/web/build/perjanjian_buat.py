"""The form that makes a Perjanjian Kinerja or its next Perubahan: who, when, why; what is promised stands beside it."""

from tolok.services.lampiran_pk import Lampiran, Pemangku, differences, lampiran_from, lampiran_of, plan_for_year, rupiah
from tolok.services.perjanjian import ALASAN, Pihak, newest_of, promise_issues, proposed
from tolok.store.models import PerjanjianKinerja
from tolok.values.instant import tanggal_panjang
from tolok.web.build.isian_rencana import BARU, Ditolak, choice, plan_trail, with_faults
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.perjanjian import edition
from tolok.web.read_models import Fakta, Formulir, Isian, Pesan, Tautan
from tolok.web.read_models.rencana import HalamanIsianRencana, KelompokIsian


def build_buat_perjanjian(view: Pandangan, pemangku: Pemangku, ditolak: Ditolak = BARU) -> HalamanIsianRencana:
    """The form, with people proposed from the roles that hold today and from the last agreement."""
    tahun = view.period.tahun
    before = newest_of(view.kantor, tahun, pemangku, view.at)
    lampiran = lampiran_of(plan_for_year(view.kantor, tahun, view.at), pemangku)
    what = f"Perubahan Perjanjian Kinerja {tahun}" if before else f"Perjanjian Kinerja {tahun}"
    count = f"{len(lampiran.butir)} target"
    trail = (*plan_trail(view), Tautan("Perjanjian Kinerja", view.alamat.ke("pk")), Tautan("Buat"))
    back = view.alamat.ke("pk-lihat", perjanjian_id=before.pk) if before else view.alamat.ke("pk")
    page = HalamanIsianRencana(
        kerangka=frame(view, what, trail, kini="Indikator"),
        judul=f"{what}: {pemangku.nama}",
        lead=f"Pihak pertama berjanji atas {count}; pihak kedua atasannya.",
        kelompok=_groups(view, pemangku, before, ditolak),
        formulir=Formulir(
            view.alamat.ke("pk-buat", pemangku=pemangku.kunci),
            f"Buat Perubahan dengan {count}" if before else f"Buat perjanjian dengan {count}",
            (("nomor", str(before.nomor + 1 if before else 0)),),
        ),
        batal=Tautan("Batal", back),
        pesan=_told(tahun, lampiran, before, ditolak),
        samping_judul="Yang dijanjikan",
        samping=_promise(lampiran, before),
        samping_isi="Target dan anggaran diambil dari rencana pada saat tombol ditekan, lalu tidak berubah lagi.",
        akibat="Perjanjian yang sudah dibuat tidak dapat diubah atau dihapus. Periksa drafnya lebih dahulu bila ragu.",
    )
    return with_faults(page, ditolak)


def _told(tahun: int, lampiran: Lampiran, before: PerjanjianKinerja | None, ditolak: Ditolak) -> tuple[Pesan, ...]:
    """On a fresh form what stands in the way; of a Perubahan what the plan says otherwise than before."""
    issues = () if ditolak.issues else promise_issues(lampiran, tahun)
    told = tuple(Pesan(one.bobot, one.apa, f"{one.mengapa} {one.saran}", kode=one.kode) for one in issues)
    if before is None:
        return told
    changed = differences(lampiran_from(before.isi), lampiran)
    since = f"sejak {edition(before).lower()} tanggal {tanggal_panjang(before.tanggal)}"
    if not changed:
        return (*told, Pesan("catatan", f"Target dan anggaran tidak berubah {since}"))
    return (*told, Pesan("catatan", f"{len(changed)} hal berubah {since}", " ".join(changed)))


def _promise(lampiran: Lampiran, before: PerjanjianKinerja | None) -> tuple[Fakta, ...]:
    facts = (
        Fakta("Indikator", str(len(lampiran.butir))),
        Fakta("Pos anggaran", str(len(lampiran.pos))),
        Fakta("Anggaran", rupiah(lampiran.jumlah)),
    )
    return (*facts, Fakta("Sebelumnya", f"{edition(before)}, {tanggal_panjang(before.tanggal)}")) if before else facts


def _groups(
    view: Pandangan, pemangku: Pemangku, before: PerjanjianKinerja | None, ditolak: Ditolak
) -> tuple[KelompokIsian, ...]:
    pertama, kedua = proposed(view.kantor, view.period.tahun, pemangku, view.at)
    head = pemangku.jenjang == "kepala"
    groups = (
        KelompokIsian(judul="Pihak pertama", isian=_person("pertama", pertama, ditolak)),
        KelompokIsian(judul="Pihak kedua", isian=_person("kedua", kedua, ditolak, region=head),
                      keterangan="Kepala daerah tercetak tanpa pangkat dan NIP." if head else ""),
        KelompokIsian(judul="Tanggal dan anggaran", isian=_days(view, before, ditolak), sejajar="sedang"),
    )  # fmt: skip
    return (_why(ditolak), *groups) if before else groups


def _person(side: str, pihak: Pihak, ditolak: Ditolak, region: bool = False) -> tuple[Isian, ...]:
    def value(part: str) -> str:
        return ditolak.value(f"{side}_{part}", getattr(pihak, part))

    fields = (
        Isian(f"{side}_nama", "Nama dan gelar", value("nama"), wajib=True),
        Isian(f"{side}_jabatan", "Jabatan", value("jabatan"), wajib=True),
    )
    rank = (
        Isian(f"{side}_pangkat", "Pangkat", value("pangkat"), petunjuk="Misalnya Pembina (IV/a)."),
        Isian(f"{side}_nip", "NIP", value("nip"), petunjuk="18 angka."),
    )
    return fields if region else (*fields, *rank)


def _days(view: Pandangan, before: PerjanjianKinerja | None, ditolak: Ditolak) -> tuple[Isian, ...]:
    known = before.isi if before else {}
    day = Isian("tanggal", "Tanggal perjanjian", ditolak.value("tanggal", ""), "tanggal", "Hari ditandatangani.", wajib=True)
    funds = Isian("sumber_dana", "Sumber dana", ditolak.value("sumber_dana", known.get("sumber_dana", "")),
                  petunjuk="Tercetak di kolom Keterangan, misalnya APBD.")  # fmt: skip
    dpa = Isian("tanggal_dpa", "Tanggal DPA disahkan", ditolak.value("tanggal_dpa", known.get("tanggal_dpa", "")), "tanggal",
                "Perjanjian ditandatangani paling lambat satu bulan sesudahnya.")  # fmt: skip
    return (day, dpa, funds)


def _why(ditolak: Ditolak) -> KelompokIsian:
    options = tuple((kode, words[:1].upper() + words[1:]) for kode, words in ALASAN.items())
    return KelompokIsian(
        judul="Alasan perubahan",
        isian=(
            choice("alasan", "Alasan menurut peraturan", ditolak.value("alasan", ""), options),
            Isian("penjelasan", "Penjelasan", ditolak.value("penjelasan", ""), "panjang",
                  "Apa yang terjadi, paling sedikit 10 huruf; tercetak di bawah judul.", wajib=True),
        ),
    )  # fmt: skip
