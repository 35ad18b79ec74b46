"""The city's page: the office's table once per office, in alphabetical order, never ranked."""

from collections.abc import Sequence
from dataclasses import replace

from tolok.services.selectors import periods_of
from tolok.store.models import PerangkatDaerah
from tolok.values.period import Period
from tolok.web.alamat import Alamat
from tolok.web.build.beranda import Papan, board_of, finding, groups_of, key_of, realised_head, rules
from tolok.web.build.kerangka import CATATAN_CONTOH, Pandangan, bare_frame
from tolok.web.read_models import ButirNavigasi, Kerangka, Konteks, Pengguna, Tautan
from tolok.web.read_models.lihat import HalamanKota, KantorKota


def city_address(pemda: str, period: Period, diketahui: str = "") -> str:
    """`/kota/35.75/2023/`."""
    return Alamat(pemda, period, diketahui).kota()


def build_kota(views: Sequence[Pandangan], others: Sequence[PerangkatDaerah]) -> HalamanKota:
    """One group per office that the reader may see; `others` are his offices elsewhere. At least one view."""
    boards = [board_of(view) for view in views]
    first = views[0]
    foreseen = any(board.foreseen for board in boards)
    periods = sorted({period for view in views for period in periods_of(view.kantor)} | {first.period}, reverse=True)
    pemda = {one.pemda_id: one.pemda.nama for one in others if one.pemda_id != first.kantor.pemda_id}
    return HalamanKota(
        kerangka=_frame(first, views),
        judul=_finding(boards, first),
        lead=f"{len(views)} perangkat daerah menurut abjad, tanpa peringkat.",
        kantor=tuple(_office(board) for board in boards),
        kolom_realisasi=realised_head(first),
        ada_perkiraan=foreseen,
        aturan=next((rules(board) for board in boards if board.foreseen), ()),
        periode=tuple(
            (Tautan(_label(one), city_address(first.kantor.pemda_id, one, first.diketahui)), one == first.period)
            for one in periods
        ),
        kota_lain=tuple(Tautan(nama, city_address(kode, first.period, first.diketahui)) for kode, nama in pemda.items()),
    )


def _label(period: Period) -> str:
    return period.label.removeprefix("tahun ")


def _office(board: Papan) -> KantorKota:
    view = board.view
    return KantorKota(
        nama=view.kantor.nama,
        href=view.alamat.beranda(),
        temuan=finding(board),
        kelompok=groups_of(board),
        kolom_realisasi=realised_head(view),
        kolom_selisih="Selisih akhir tahun" if board.foreseen else "Selisih dari target",
    )


def _finding(boards: Sequence[Papan], view: Pandangan) -> str:
    keys = [key_of(board, one) for board in boards for one in board.angka]
    missed, measured = keys.count("meleset") + keys.count("buruk"), len(keys) - keys.count("kosong")
    where = f"IKU {view.kantor.pemda.nama}"
    if not measured:
        return f"Belum ada {where} yang terukur untuk {view.period.label}"
    if view.period.triwulan in (1, 2, 3) and not any(board.foreseen for board in boards):
        return f"{measured} dari {len(keys)} {where} sudah diukur untuk {view.period.label}"
    verb = "diperkirakan tidak mencapai" if any(board.foreseen for board in boards) else "tidak mencapai"
    return f"{missed} dari {len(keys)} {where} {verb} target {view.period.tahun}"


def _frame(view: Pandangan, views: Sequence[Pandangan]) -> Kerangka:
    """No office is meant here, so the navigation leads to the offices themselves."""
    bare = bare_frame(f"Kinerja {view.kantor.pemda.nama}", view.path, view.orang)
    here = city_address(view.kantor.pemda_id, view.period, view.diketahui)
    titles = dict.fromkeys(role.jabatan for one in views for role in one.roles.values())
    choose = Alamat(view.kantor.slug, view.period, view.diketahui)
    context = Konteks(
        jejak=(Tautan(view.kantor.pemda.nama),),
        periode=Tautan(view.period.title, here),
        diketahui=Tautan(view.known_words, choose.pilih_diketahui()),
        data_contoh=any(one.kantor.contoh for one in views),
        kalimat_lampau=f"Anda melihat keadaan {view.known_words}." if view.lampau else "",
        kini_href=city_address(view.kantor.pemda_id, view.period) if view.lampau else "",
    )
    return replace(
        bare,
        navigasi=(ButirNavigasi("Kota", here, True),),
        pengguna=Pengguna(view.orang.nama, ", ".join(titles)),
        konteks=context,
        beranda_href=here,
        catatan_kaki=CATATAN_CONTOH if context.data_contoh else "",
    )
