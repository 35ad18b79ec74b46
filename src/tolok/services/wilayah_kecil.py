"""Regions over fewer than five entities, and those that would give them away: hidden on the pages of a province or ministry.

The rule is that of the public pages (measurement.penyembunyian): one table for each period of all promised indicators over
the same registers, so that what is hidden behind one figure cannot be read off another.
"""

from functools import lru_cache
from itertools import pairwise

from tolok.formula.kernel import Aggregate
from tolok.measurement.nasional import child_totals, level_of
from tolok.measurement.penyembunyian import hidden_rows
from tolok.services.kubus import computed, ground_at, indicators_held
from tolok.store.models import IndikatorKantor, KubusWilayah
from tolok.values.period import Period
from tolok.values.region import TINGKAT, ancestor


def promised_by_offices() -> frozenset[str]:
    """Codes that some office of the installation promised."""
    return frozenset(IndikatorKantor.objects.values_list("kode", flat=True).distinct())


def promised_codes(period: Period, promised: frozenset[str]) -> tuple[str, ...]:
    """Codes of the catalogue that some office promised and that are computed in a period, sorted."""
    return tuple(kode for kode in indicators_held(str(period)) if kode in promised)


def hidden_in(kubus: KubusWilayah, wilayah: str, kode: str, period: Period, promised: frozenset[str]) -> frozenset[str]:
    """Regions of a page to hide: those below `wilayah`, and `wilayah` itself where a level above it hides it.

    What a page shows of the year before is hidden as on the page of that year.
    """
    held = tuple(Period.parse(one) for one in kubus.periode)
    kodes = tuple(sorted({kode, *(one for each in held for one in promised_codes(each, promised))}))
    checked = computed(kode, period)
    leaves = checked.aggregates if checked else ()
    registers = frozenset(one.register for one in leaves)
    shown = {period.back(one.years_back) for one in leaves}
    line = [*(ancestor(wilayah, one) for one in TINGKAT[: TINGKAT.index(level_of(wilayah))]), wilayah]

    def hidden(over: str) -> frozenset[str]:
        found = (_hidden_below(kubus.hash, held, over, registers, kodes, one) for one in shown)
        return frozenset[str]().union(*found)

    above = any(place in hidden(over) for over, place in pairwise(line))
    return hidden(wilayah) | ({wilayah} if above else set())


@lru_cache(maxsize=4096)
def _hidden_below(
    hashed: str, held: tuple[Period, ...], wilayah: str, registers: frozenset[str], kodes: tuple[str, ...], period: Period
) -> frozenset[str]:
    """Worked out once for as long as the process lives: files of a kubus are named by what they say."""
    ground = ground_at(hashed)
    cells: dict[str, dict[tuple[str, str, str], int]] = {}
    for page in held:
        for kode in kodes:
            checked = computed(kode, page)
            if checked is None or not any(_shows(one, page, period, registers) for one in checked.aggregates):
                continue
            for leaf, totals in child_totals(checked, ground, page, wilayah).items():
                for region, total in totals.items() if _shows(leaf, page, period, registers) else ():
                    row = cells.setdefault(region, {})
                    row[leaf.register, leaf.text, "terhitung"] = total.terhitung
                    row[leaf.register, leaf.text, "tidak memenuhi"] = total.tidak_memenuhi
    columns = dict.fromkeys(column for row in cells.values() for column in row)
    return hidden_rows({code: [row.get(column, 0) for column in columns] for code, row in cells.items()})


def _shows(leaf: Aggregate, page: Period, period: Period, registers: frozenset[str]) -> bool:
    """Whether a page shows this total of a period, over registers that count."""
    return leaf.register in registers and page.back(leaf.years_back) == period
