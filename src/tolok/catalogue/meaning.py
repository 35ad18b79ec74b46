"""What a checked formula measures, as far as lint asks: growth or level, its base, its population, its words."""

from dataclasses import replace

from tolok.catalogue.printed import find_phrase
from tolok.formula import kernel as k
from tolok.formula.checker import Checked
from tolok.formula.vocabulary import ColumnWord, RegisterWord


def compares_years(node: k.Node) -> bool:
    """Whether the same total or outside figure enters at two different years, as in any growth."""
    seen: dict[object, set[int]] = {}
    leaves: list[k.Aggregate | k.Figure] = [*k.aggregates_of(node), *k.figures_of(node)]
    for leaf in leaves:
        seen.setdefault(_undated(leaf), set()).add(leaf.years_back)
    return any(len(years) > 1 for years in seen.values())


def _undated(leaf: k.Aggregate | k.Figure) -> k.Aggregate | k.Figure:
    return replace(leaf, years_back=0, text="") if isinstance(leaf, k.Aggregate) else replace(leaf, years_back=0)


def is_share(node: k.Node) -> bool:
    """Whether the figure itself is a `persen(…)`: a part of the rows of one register."""
    return isinstance(node, k.Share)


def only_outside_figures(node: k.Node) -> bool:
    """Whether nothing but figures that the office enters stands in a formula: no row can be shown behind it."""
    return bool(k.figures_of(node)) and not k.aggregates_of(node)


def wrong_growth_base(node: k.Node) -> bool:
    """Whether somewhere (now − earlier) is divided by now."""
    for part in k.walk(node):
        if isinstance(part, k.Op) and part.op == "/" and isinstance(part.left, k.Op) and part.left.op == "-":
            now, earlier = part.left.left, part.left.right
            if part.right == now and now != earlier and _shifted(now) == _shifted(earlier):
                return True
    return False


def _shifted(node: k.Node) -> k.Node:
    """The node with every leaf brought to year n: equal for a term and the same term of an earlier year."""
    match node:
        case k.Term(aggregate=aggregate):
            return k.Term(replace(aggregate, years_back=0, text=""))
        case k.Share(above=above, below=below):
            return k.Share(replace(above, years_back=0, text=""), replace(below, years_back=0, text=""))
        case k.Figure():
            return replace(node, years_back=0)
        case k.Op(left=left, right=right):
            return replace(node, left=_shifted(left), right=_shifted(right))
        case k.Ext(left=left, right=right):
            return replace(node, left=_shifted(left), right=_shifted(right))
        case k.Neg(of=of):
            return k.Neg(_shifted(of))
        case _:
            return node


def numerator_outside(node: k.Node) -> tuple[str, str] | None:
    """The texts of a total divided by a total of the same thing that does not contain it; None where every such fraction
    is a part. A count is of the same thing as any count, a sum as a sum of the same columns.

    Contained: the same register in the same year, and every clause of the denominator stands in the numerator too.
    """
    for part in k.walk(node):
        if not (isinstance(part, k.Op) and part.op == "/"):
            continue
        if not (isinstance(part.left, k.Term) and isinstance(part.right, k.Term)):
            continue
        above, below = part.left.aggregate, part.right.aggregate
        same = above.kind == below.kind and above.value == below.value
        if same and above.kind in ("banyak", "jumlah") and not _inside(above, below):
            return above.text, below.text
    return None


def _inside(above: k.Aggregate, below: k.Aggregate) -> bool:
    same = (above.register, above.years_back, above.quarter) == (below.register, below.years_back, below.quarter)
    return same and set(_clauses(below.cond)) <= {k.Always(), *_clauses(above.cond)}


def _clauses(cond: k.Cond) -> tuple[k.Cond, ...]:
    match cond:
        case k.And(left=left, right=right):
            return (*_clauses(left), *_clauses(right))
        case k.Given(given=given, then=then):
            return (*_clauses(given), *_clauses(then))
        case _:
            return (cond,)


def overlooked_words(checked: Checked, name: str, penjelasan: str | None) -> tuple[tuple[str, str, str], ...]:
    """(word, what it is in the register, what the formula counts) for words that mean a column the formula ignores.

    A word of the name counts where it is an allowed value of a category or the label of a yes/no field; of the
    explanation only the yes/no fields count, since its prose uses many a category's word in passing.
    """
    found: dict[str, tuple[str, str, str]] = {}
    for register, used in _registers(checked):
        counted = ", ".join(register.kolom[nama].label for nama in used) or f"semua {register.benda}"
        for kolom in register.kolom.values():
            if kolom.nama in used:
                continue
            for word in _words(kolom):
                said = find_phrase(name, word)
                if kolom.jenis == "ya_tidak":
                    said = said or find_phrase(penjelasan, word)
                if said and not any(find_phrase(register.kolom[nama].label, word) for nama in used):
                    kind = f"pilihan kolom {kolom.label}" if word in kolom.pilihan else f"kolom {kolom.label}"
                    found.setdefault(word.casefold(), (said, kind, counted))
    return tuple(found.values())


def _registers(checked: Checked) -> list[tuple[RegisterWord, tuple[str, ...]]]:
    """Each register with the columns that the formula reads from it."""
    used: dict[str, dict[str, None]] = {}
    for aggregate in checked.aggregates:
        columns = used.setdefault(aggregate.register, {})
        columns.update(dict.fromkeys(col.nama for col in k.all_cols(aggregate.cond, aggregate.value)))
    return [(checked.vocabulary.registers[nama], tuple(columns)) for nama, columns in used.items()]


def _words(kolom: ColumnWord) -> tuple[str, ...]:
    if kolom.jenis == "ya_tidak":
        return (kolom.label, kolom.nama.replace("_", " "))
    return kolom.pilihan if kolom.jenis == "kategori" else ()
