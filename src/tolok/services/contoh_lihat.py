"""What the demonstration needs so that a running year can be looked at: one quarter, measured and on its way."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from tolok.contoh import KantorContoh
from tolok.measurement.tenggat import Batas
from tolok.services.pengukuran import draft_figures
from tolok.services.penjelasan import dasar_of, explain
from tolok.services.periode import open_period
from tolok.store.models import Pengguna, Peran, PerangkatDaerah, PeriodePengukuran, Realisasi
from tolok.values.period import Period

BERJALAN = Period(2024, 3)
# How far each figure of the quarter has come; 2: it waits for the kepala dinas.
KEMAJUAN = {"UM-02": 2, "TK-02": 2, "UM-01": 1, "TK-03": 2}
# What the operators wrote before submitting: penghambat, tindak lanjut. Invented, as everything here.
_PENJELASAN = {
    "UM-01": ("Usaha yang mendekati batas kelas menunda membuka cabang.", "Klinik pembiayaan bagi 40 usaha, Oktober 2024."),
    "UM-02": ("Harga bahan baku menahan omset usaha makanan.", "Pembelian bersama bahan baku lewat koperasi."),
    "TK-02": ("Dua temuan menunggu bukti setor dari rekanan.", "Surat tagihan kedua, dipantau sekretaris tiap minggu."),
    "TK-03": ("Antrean loket panjang pada hari Senin.", "Loket kedua dibuka setiap Senin dan Selasa."),
}
# Days from the day of building to the five deadlines: one lies near, those before it have passed.
_HARI = (-9, -6, -2, 3, 9)


def measure_running(
    offices: Iterable[KantorContoh], at: datetime, today: date, take: Callable[[Realisasi, int], None], published: bool
) -> None:
    """Open the third quarter of 2024 in every office, compute it, and let its people take their first steps.

    `take(figure, steps)` takes that many of the four steps, each by its own person. `today` is the day of building.
    """
    for office in offices:
        kantor = PerangkatDaerah.objects.select_related("pemda").get(kode=office.perangkat_daerah)
        rows = _opened(kantor, at, today)
        for row in rows if published else ():
            if row.nilai and row.indikator.kode in KEMAJUAN:
                _explain(row, at + timedelta(hours=2))
                take(row, KEMAJUAN[row.indikator.kode])


def _explain(row: Realisasi, at: datetime) -> None:
    kantor = row.indikator.perangkat_daerah
    found = Peran.objects.filter(perangkat_daerah=kantor, peran="operator", bidang=None).select_related("pengguna")
    hambat, lanjut = _PENJELASAN[row.indikator.kode]
    explain(
        {"pendorong": "", "penghambat": hambat, "tindak_lanjut": lanjut}, by=found.order_by("id")[0].pengguna,
        slug=kantor.slug, kode=row.indikator.kode, period=BERJALAN, nomor=row.nomor, dasar=dasar_of(row), at=at,
    )  # fmt: skip


def _opened(kantor: PerangkatDaerah, at: datetime, today: date) -> list[Realisasi]:
    person = Pengguna.objects.filter(peran__perangkat_daerah=kantor, peran__peran="perencana").order_by("id").first()
    known = PeriodePengukuran.objects.filter(
        perangkat_daerah=kantor, tahun=BERJALAN.tahun, triwulan=BERJALAN.triwulan
    ).exists()
    if known or person is None:
        return draft_figures(kantor, BERJALAN, by=person, at=at)
    batas = Batas(*(today + timedelta(days=days) for days in _HARI))
    return open_period(kantor, BERJALAN, batas, by=person, at=at)[1]
