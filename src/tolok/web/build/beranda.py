"""The office's IKU table: what stands where, why, and what waits for the reader."""

from tolok.services.selectors import AngkaKantor, figures_of, waiting_for
from tolok.store.models import Kiriman, schemas
from tolok.values.instant import tanggal_panjang
from tolok.values.number import format_angka
from tolok.web.build.angka import capaian_value, cause_of, exact, mistar_of, nada_of, with_unit
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import BarisIku, ButirTugas, HalamanBeranda, KelompokIku, Kolom, Pesan, Sel, Tabel, Tautan
from tolok.web.read_models.komponen import Nada

_WORDS: dict[Nada, str] = {"buruk": "Tidak mencapai target", "baik": "Mencapai target", "netral": "Belum ada angka"}
_NEXT = {"draf": "menunggu diajukan", "dikembalikan": "dikembalikan, menunggu perbaikan", "diajukan": "menunggu verifikasi",
         "diverifikasi": "menunggu persetujuan", "disetujui": "menunggu diterbitkan"}  # fmt: skip


def build_beranda(view: Pandangan) -> HalamanBeranda:
    """Page 1 of the design: groups by how they stand, largest relative shortfall first."""
    figures = figures_of(view.kantor, view.period, view.at)
    groups = _groups(view, figures)
    waiting = _waiting(view)
    judul = _finding(figures, view)
    return HalamanBeranda(
        kerangka=frame(view, "IKU", kini="Beranda"),
        judul=judul,
        lead=_lead(figures),
        kolom_realisasi=f"Realisasi {view.period.tahun}",
        kolom_selisih="Selisih dari target",
        kelompok=groups,
        menunggu=waiting,
        menunggu_ringkas=f"{len(waiting)} menunggu Anda" if waiting else "",
        menunggu_ringkas_keterangan=waiting[0].judul if waiting else "",
        periksa_href=waiting[0].href if waiting else "",
        register=_registers(view),
        kosong=None if groups else _not_open(),
        unduh=Tautan("Unduh tabel IKU (PDF)", view.alamat.iku_pdf()) if any(f.terbit for f in figures) else None,
    )


def _finding(figures: tuple[AngkaKantor, ...], view: Pandangan) -> str:
    measured = [f for f in figures if capaian_value(f) is not None]
    if not measured:
        return f"Belum ada IKU yang terukur untuk {view.period.label}"
    missed = sum(nada_of(f) == "buruk" for f in measured)
    period = view.period.label.removeprefix("tahun ")
    if not missed:
        return f"{len(measured)} dari {len(figures)} IKU mencapai target {period}"
    return f"{missed} dari {len(figures)} IKU tidak mencapai target {period}"


def _lead(figures: tuple[AngkaKantor, ...]) -> str:
    published = sum(f.terbit is not None for f in figures)
    missing = sum(capaian_value(f) is None for f in figures)
    parts = [f"{published} dari {len(figures)} angka sudah diterbitkan"]
    if missing:
        parts.append(f"{missing} belum ada angkanya")
    return ", ".join(parts) + "."


def _groups(view: Pandangan, figures: tuple[AngkaKantor, ...]) -> tuple[KelompokIku, ...]:
    groups = []
    computed = [f for f in figures if f.kini is not None]
    for nada, kata in _WORDS.items():
        mine = [f for f in computed if nada_of(f) == nada]
        mine.sort(key=lambda f: capaian_value(f) or 0)
        if mine:
            groups.append(KelompokIku(nada, kata, tuple(_row(view, f) for f in mine)))
    return tuple(groups)


def _row(view: Pandangan, figure: AngkaKantor) -> BarisIku:
    kini = figure.kini
    assert kini is not None  # noqa: S101  # only computed figures come here
    row, isi = kini.realisasi, kini.realisasi.definisi.isi
    nilai = exact(row)
    gap = nilai - figure.target if nilai is not None and figure.target is not None else None
    sign = "+" if gap is not None and gap > 0 else ""
    capaian = (figure.capaian or {}).get("tampil")
    return BarisIku(
        kode=figure.indikator.kode,
        nama=figure.indikator.nama,
        href=view.alamat.indikator(figure.indikator.kode),
        pemilik=f"{figure.indikator.bidang.nama if figure.indikator.bidang else '–'}",
        sebab=cause_of(row),
        mistar=mistar_of(figure, isi),
        selisih=sign + format_angka(gap, isi["desimal"]) if gap is not None else "–",
        selisih_keterangan=f"capaian {capaian}%" if capaian else row.alasan,
        keadaan=kini.status,
    )


def _waiting(view: Pandangan) -> tuple[ButirTugas, ...]:
    if view.lampau:
        return ()
    tasks = []
    for row in waiting_for(view.roles, view.kantor):
        alamat = type(view.alamat)(view.kantor.slug, type(view.period)(row.tahun, row.triwulan))
        correction = f" · koreksi: {row.alasan_koreksi}" if row.alasan_koreksi else ""
        tasks.append(
            ButirTugas(
                judul=row.indikator.nama,
                href=alamat.indikator(row.indikator.kode),
                keterangan=f"{alamat.period.label[0].upper()}{alamat.period.label[1:]} · {_NEXT[row.status]}{correction}",
                angka=with_unit(row.tampil, row.definisi.isi) if row.nilai else row.alasan,
            )
        )
    return tuple(tasks)


def _registers(view: Pandangan) -> Tabel:
    """The registers of the office: last delivery for the period's year, and how many rows it brought."""
    found = Kiriman.objects.filter(
        perangkat_daerah=view.kantor, jenis="berkas", periode__startswith=str(view.period.tahun), diterima_pada__lte=view.at
    )
    last = {one.register: one for one in found.order_by("diterima_pada")}
    rows = []
    for nama, schema in schemas().items():
        one = last.get(nama)
        rows.append(
            (
                Sel(schema.label),
                Sel(tanggal_panjang(one.diterima_pada)) if one else Sel("tidak ada data", "kosong"),
                Sel(format_angka(one.laporan.get("bersih", 0))) if one else Sel("–"),
                Sel(format_angka(one.laporan.get("karantina", 0))) if one else Sel("–"),
            )
        )
    heads = (
        Kolom("Register", ponsel="utama"),
        Kolom("Kiriman terakhir"),
        Kolom("Baris diterima", angka=True, ponsel="angka"),
        Kolom("Dikarantina", angka=True),
    )
    return Tabel("Data yang melandasi angka", heads, tuple(rows))


def _not_open() -> Pesan:
    return Pesan(
        "kosong", "Periode belum dibuka", "Perencana menghitung angka periode ini dari register yang sudah diterima."
    )
