"""What can be chosen of a document: indicators, levels of an agreement, the forms that it has."""

from datetime import datetime

from tolok.services.jenis_dokumen import Bentuk, JenisDokumen
from tolok.services.perjanjian import agreements_of, pemangku_of
from tolok.services.selectors import AngkaKantor, figures_of
from tolok.store.models import PerangkatDaerah
from tolok.values.period import Period


def figures_for(
    kind: JenisDokumen, kantor: PerangkatDaerah, period: Period, at: datetime, draf: bool = False
) -> tuple[AngkaKantor, ...]:
    """The figures of which one is printed; none for a document of the whole office.

    A document of one vintage has only those that are published, or for a draft those that are worked on as well.
    """
    if "indikator" not in kind.pilihan:
        return ()
    figures = figures_of(kantor, period_for(kind, period), at)
    if "nomor" not in kind.pilihan:
        return figures
    return tuple(one for one in figures if one.terbit or (draf and one.kini))


def period_for(kind: JenisDokumen, period: Period) -> Period:
    """The period that a document speaks of: a yearly one speaks of the year also when a quarter is looked at."""
    return period if "triwulan" in kind.pilihan else Period(period.tahun)


def levels_for(kind: JenisDokumen, kantor: PerangkatDaerah, tahun: int, at: datetime) -> dict[str, str]:
    """Key → name of each level that has an agreement in the year, the head of the office first."""
    if "jabatan" not in kind.pilihan:
        return {}
    found = {one.kunci: one.nama for one in (pemangku_of(row) for row in agreements_of(kantor, tahun, at))}
    order = {"kepala": 0, "bidang": 1, "kegiatan": 2}
    return dict(sorted(found.items(), key=lambda one: (order.get(one[0].partition("-")[0], 3), one[1])))


def forms_for(kind: JenisDokumen, forms: tuple[str, ...]) -> tuple[Bentuk, ...]:
    """The asked forms that a document has; its own first one where it has none of them."""
    return tuple(one for one in kind.bentuk if one in forms) or kind.bentuk[:1]
