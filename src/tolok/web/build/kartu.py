"""The indicator card: one definition with everything that the office has decided and promised about it."""

from collections.abc import Sequence

from tolok.catalogue.definition import Definisi, KutipanDokumen, Versi
from tolok.formula.checker import Checked
from tolok.formula.layout import letter_with_year, mathml, typeset
from tolok.measurement.lembar import legend
from tolok.services import katalog
from tolok.services.anggaran import ledger_of, serapan_of_node
from tolok.services.iku import definition_at
from tolok.services.program import program_tree, supporters_of
from tolok.services.target import TRIWULAN, own_targets, target_years
from tolok.store.models import IndikatorKantor
from tolok.values.instant import tanggal_panjang
from tolok.values.period import ROMAN, Period
from tolok.web.build.isian_rencana import plan_trail
from tolok.web.build.katalog import ARAH
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rencana import target_angka, unit_text
from tolok.web.read_models import ButirLegenda, Fakta, Kolom, Rumus, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.kartu import HalamanKartu, KeputusanKartu, KutipanKartu

_TIPE = {
    "kumulatif": "kumulatif: triwulan dijumlah menjadi setahun",
    "posisi akhir": "posisi akhir: yang terakhir dilaporkan berlaku setahun",
    "non-kumulatif": "non-kumulatif: rata-rata triwulan yang dilaporkan",
    "tahunan": "tahunan: diukur setahun sekali",
}
_STATUS = {"siap": "siap dihitung", "perlu keputusan": "menunggu keputusan", "eksternal": "angka dari luar, dengan bukti"}


def build_kartu(view: Pandangan, row: IndikatorKantor) -> HalamanKartu:
    """The card of an IKU in the plan, as known at the reader's instant."""
    definisi = definition_at(row, view.period.tahun, view.at)
    own = (
        Fakta("Penanggung jawab", row.bidang.nama if row.bidang else "belum ditetapkan"),
        Fakta(f"{row.jenjang.capitalize()} yang diukur", row.tujuan_sasaran),
        _city(view, row),
    )
    base = _card(view, definisi, own)
    may_plan, may_target = "kelola_rencana" in view.hak, "kelola_target" in view.hak
    actions = (
        Tindakan("Isi target", view.alamat.ke("isi-target", kode=row.kode)) if may_target else None,
        Tindakan("Ubah letak", view.alamat.ke("ubah-iku", kode=row.kode)) if may_plan else None,
    )
    return HalamanKartu(
        kerangka=frame(view, f"Kartu {row.kode}", plan_trail(view, row.kode), kini="Indikator"),
        judul=row.nama,
        lead=f"Kartu indikator {row.kode} · {view.kantor.nama} {view.kantor.pemda.nama}",
        alasan=row.alasan_pemilihan,
        versi_tautan=_versions_link(view, row.kode),
        target=_targets(view, row, definisi),
        target_tautan=Tautan("Riwayat dan dasar target", view.alamat.ke("target", kode=row.kode)),
        program=_programs(view, row),
        program_keterangan="Serapan anggaran program yang mendukung indikator ini.",
        tindakan=tuple(one for one in actions if one and not view.lampau),
        **base,  # type: ignore[arg-type]  # the parts that every card has
    )


def build_kartu_katalog(view: Pandangan, one: katalog.ButirKatalog) -> HalamanKartu:
    """The card of a definition that the office may take up."""
    kode = one.definisi.kode
    take = Tindakan(f"Pakai {kode}", view.alamat.ke("pakai", kode_katalog=kode), "utama")
    use = Tindakan("Lihat kartu IKU kantor", view.alamat.ke("kartu", kode=kode))
    trail = (*plan_trail(view), Tautan("Katalog", view.alamat.ke("katalog")), Tautan(kode))
    actions = (use,) if one.dipakai else (take,) if "kelola_rencana" in view.hak and not view.lampau else ()
    return HalamanKartu(
        kerangka=frame(view, f"Katalog {kode}", trail, kini="Indikator"),
        judul=one.definisi.nama,
        lead=f"Definisi katalog {kode}" + (", sudah dipakai kantor ini" if one.dipakai else ", belum dipakai kantor ini"),
        alasan="",
        tindakan=actions,
        **_card(view, one.definisi, ()),  # type: ignore[arg-type]  # the parts that every card has
    )


def _card(view: Pandangan, definisi: Definisi, own: Sequence[Fakta]) -> dict[str, object]:
    tahun = max(view.period.tahun, min(versi.berlaku_sejak.year for versi in definisi.versi))
    versi = definisi.version_at(tahun)
    checked = katalog.checked_of_definition(definisi, tahun)
    needs = katalog.needs_of(checked, katalog.delivered_registers(view.kantor))
    return {
        "identitas": (*_identity(definisi), *own),
        "definisi": definisi.definisi,
        "batas": definisi.batas,
        "rumus": _formula(checked, tahun),
        "legenda": tuple(ButirLegenda(one["huruf"], one["kata"]) for one in legend(checked)) if checked else (),
        "rumus_teks": versi.formula or "",
        "kebutuhan": _needs(needs),
        "dasar": tuple(Fakta(one.peraturan, _with_note(one.isi, one.catatan)) for one in definisi.dasar),
        "kutipan": tuple(_quotation(one) for one in definisi.dokumen if one.perangkat_daerah == view.kantor.kode)
        or tuple(KutipanKartu(str(one), (), one.formula_teks or "") for one in definisi.rujukan),
        "keputusan": tuple(KeputusanKartu(one.isi, one.alasan) for one in versi.keputusan),
        "versi": _versions(definisi, versi),
        "stempel": f"Sebagaimana diketahui {tanggal_panjang(view.at)}",
    }


def _identity(definisi: Definisi) -> tuple[Fakta, ...]:
    return (
        Fakta("Kode", definisi.kode),
        Fakta("Satuan", unit_text(definisi)),
        Fakta("Arah", f"{definisi.arah}, {ARAH[definisi.arah]}"),
        Fakta("Tipe penghitungan", _TIPE[definisi.tipe_hitung]),
        Fakta("Desimal tercetak", str(definisi.desimal)),
        Fakta("Populasi", definisi.populasi),
        Fakta("Sumber data", definisi.sumber_data),
        Fakta("Keadaan definisi", _STATUS[definisi.status]),
    )


def _city(view: Pandangan, row: IndikatorKantor) -> Fakta:
    city = row.indikator_kota
    if city is None:
        return Fakta("IKU Kota", "belum dihubungkan")
    return Fakta("IKU Kota", f"{city.kode} {city.nama}", view.alamat.ke("iku-kota"))


def _with_note(text: str, note: str | None) -> str:
    return f"{text} ({note})" if note else text


def _formula(checked: Checked | None, tahun: int) -> Rumus | None:
    if checked is None:
        return None
    sentence = katalog.said(checked)
    said = f"{sentence[:1].upper()}{sentence[1:]}"
    return Rumus(said, mathml(typeset(checked.formula).layout, letter_with_year(tahun), said))


def _needs(needs: Sequence[katalog.Kebutuhan]) -> Tabel | None:
    if not needs:
        return None
    rows = tuple(
        (Sel(one.label), Sel("sudah dikirim") if one.ada else Sel("belum pernah dikirim", "kosong")) for one in needs
    )
    return Tabel("Register yang dibaca", (Kolom("Register", ponsel="utama"), Kolom("Keadaan")), rows)


def _quotation(one: KutipanDokumen) -> KutipanKartu:
    written = (
        ("Nama", one.nama), ("Penjelasan", one.penjelasan), ("Satuan", one.satuan), ("Alasan", one.alasan),
        ("Penanggung jawab", one.penanggung_jawab), ("Sumber data", one.sumber_data), ("Keterangan", one.keterangan),
        *((f"Kolom {head}", text) for head, text in one.nilai), *((f"Target {year}", text) for year, text in one.target),
    )  # fmt: skip
    place = str(one.kutipan) + (f", baris {one.kutipan.baris} salinan" if one.kutipan.baris else "")
    return KutipanKartu(place, tuple(Fakta(label, text) for label, text in written if text), one.formula_teks or "")


def _versions(definisi: Definisi, now: Versi) -> Tabel:
    columns = (
        Kolom("Versi", ponsel="utama"), Kolom("Berlaku sejak"), Kolom("Diputuskan"), Kolom("Dasar"), Kolom("Keadaan"),
    )  # fmt: skip
    ordered = sorted(definisi.versi, key=lambda one: one.berlaku_sejak)
    rows = tuple(
        (
            Sel(f"Versi {count}"),
            Sel(tanggal_panjang(one.berlaku_sejak)),
            Sel(f"{tanggal_panjang(one.diputuskan.tanggal)}, {one.diputuskan.oleh}"),
            Sel(one.diputuskan.dasar),
            Sel("berlaku", "tebal") if one == now else Sel("tidak berlaku untuk periode ini", "kosong"),
        )
        for count, one in enumerate(ordered, start=1)
    )
    return Tabel("Versi definisi", columns, tuple(reversed(rows)))


def _versions_link(view: Pandangan, kode: str) -> Tautan | None:
    """The way to the differences of versions, where that page exists."""
    for nama in ("riwayat-definisi", "rumus"):
        href = view.alamat.bila_ada(nama, kode=kode)
        if href:
            return Tautan("Rumus dan riwayat definisi", href)
    return None


def _targets(view: Pandangan, row: IndikatorKantor, definisi: Definisi) -> Tabel:
    own = own_targets(row, view.at)
    columns = (
        Kolom("Tahun", ponsel="utama"), Kolom("Setahun", angka=True, ponsel="angka"),
        *(Kolom(f"TW {ROMAN[tw]}", angka=True) for tw in TRIWULAN),
    )  # fmt: skip
    rows = []
    for tahun in target_years(view.period):
        cells = []
        for tw in (0, *TRIWULAN):
            said = target_angka(own.get(Period(tahun, tw)), definisi)
            cells.append(Sel(said.lengkap) if said.teks else Sel("belum ada" if tw == 0 else "–", "kosong"))
        rows.append((Sel(str(tahun)), *cells))
    return Tabel("Target", columns, tuple(rows))


def _programs(view: Pandangan, row: IndikatorKantor) -> Tabel | None:
    nodes = supporters_of(program_tree(view.kantor, view.period), row)
    if not nodes:
        return None
    book = ledger_of(view.kantor, view.period.tahun, view.at)
    columns = (Kolom("Program", ponsel="utama"), Kolom("Penanggung jawab"), Kolom("Serapan", angka=True, ponsel="angka"))
    rows = []
    for node in nodes:
        spent = serapan_of_node(node, book, view.period)
        name = Sel(f"{node.program.kode} {node.program.nama}", href=view.alamat.ke("program", program_id=node.program.pk))
        owner = Sel(node.program.bidang.nama) if node.program.bidang else Sel("belum ada", "kosong")
        rows.append((name, owner, Sel(spent.tampil) if spent else Sel("belum ada anggaran", "kosong")))
    return Tabel(f"Program pendukung {view.period.label}", columns, tuple(rows))
