"""Normal form and `hash_ukuran`: two formulas with the same hash measure the same thing and may be compared.

Named parts are inlined; sums and products flattened and sorted, a division is a power −1, constants folded, nothing is
cancelled: A/A is not 1, since it is "penyebut nol" where A is 0 (rumus.md §3.12).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tolok.formula import kernel as k
from tolok.formula.checker import Checked

Form = Any
"""Nested lists of texts and numbers: the JSON that is hashed."""


def normal_form(checked: Checked) -> Form:
    """The measure as nested lists, independent of spelling, named parts and order of writing."""
    return _node(checked.node)


def hash_ukuran(checked: Checked, satuan: str, populasi: str) -> str:
    """SHA-256 over normal form, register semantics, outside figures, unit and population.

    Parameter values and class ladders stand in the normal form as numbers already.
    """
    meaning = {
        "bentuk": normal_form(checked),
        "register": {name: checked.vocabulary.registers[name].hash for name in sorted(checked.registers)},
        "angka_luar": [_plain(checked.vocabulary.data[kode]) for kode in sorted({f.kode for f in checked.figures})],
        "satuan": satuan,
        "populasi": populasi,
    }
    return hashlib.sha256(_json(meaning).encode()).hexdigest()


def _json(form: Form) -> str:
    return json.dumps(form, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _sorted(forms: Iterable[Form]) -> list[Form]:
    return sorted(forms, key=_json)


def _node(node: k.Node) -> Form:
    match node:
        case k.Num(value=value):
            return ["tetap", str(value)]
        case k.Term(aggregate=aggregate):
            return _aggregate(aggregate)
        case k.Share(above=above, below=below):
            return ["persen", _aggregate(above), _aggregate(below)]
        case k.Figure(kode=kode, years_back=years, quarter=quarter):
            return ["data", kode, years, quarter]
        case k.Ext(kind=kind, left=left, right=right):
            return [kind, *_sorted([_node(left), _node(right)])]
        case k.Neg() | k.Op(op="+") | k.Op(op="-"):
            return _sum(node)
        case k.Op():
            return _product(node)


def _sum(node: k.Node) -> Form:
    constant, terms = Fraction(0), []
    for sign, part in _addends(node, 1):
        if isinstance(part, k.Num):
            constant += sign * part.value
        else:
            terms.append(_signed(sign, _node(part)))
    if not terms:
        return ["tetap", str(constant)]
    if constant:
        terms.append(["tetap", str(constant)])
    return terms[0] if len(terms) == 1 else ["tambah", *_sorted(terms)]


def _signed(sign: int, form: Form) -> Form:
    if sign == 1:
        return form
    if form[0] == "kali":
        factor = -Fraction(form[1])
        return ["kali", str(factor), *form[2:]]
    return ["kali", "-1", [form, 1]]


def _addends(node: k.Node, sign: int) -> list[tuple[int, k.Node]]:
    match node:
        case k.Neg(of=of):
            return _addends(of, -sign)
        case k.Op(op="+", left=left, right=right):
            return _addends(left, sign) + _addends(right, sign)
        case k.Op(op="-", left=left, right=right):
            return _addends(left, sign) + _addends(right, -sign)
        case _:
            return [(sign, node)]


def _product(node: k.Node) -> Form:
    constant, factors = Fraction(1), []
    for power, part in _factors(node, 1):
        form = _node(part)
        if form[0] == "tetap" and (power == 1 or Fraction(form[1])):
            constant *= Fraction(form[1]) ** power
        elif form[0] == "kali":  # a sign that came out of a sum of one term
            constant *= Fraction(form[1]) ** power
            factors += [[inner, power * inner_power] for inner, inner_power in form[2:]]
        else:
            factors.append([form, power])
    if not factors:
        return ["tetap", str(constant)]
    if constant == 1 and len(factors) == 1 and factors[0][1] == 1:
        return factors[0][0]
    return ["kali", str(constant), *_sorted(factors)]


def _factors(node: k.Node, power: int) -> list[tuple[int, k.Node]]:
    match node:
        case k.Op(op="*", left=left, right=right):
            return _factors(left, power) + _factors(right, power)
        case k.Op(op="/", left=left, right=right):
            return _factors(left, power) + _factors(right, -power)
        case _:
            return [(power, node)]


def _aggregate(aggregate: k.Aggregate) -> Form:
    value = _value(aggregate.value) if aggregate.value is not None else None
    where = [aggregate.years_back, aggregate.quarter]
    return [aggregate.kind, aggregate.register, value, aggregate.scale, _cond(aggregate.cond), *where]


def _value(value: k.Value) -> Form:
    match value:
        case k.Calc(op=op, left=left, right=right) if op in "+*":
            return [op, *_sorted(_operands(op, left) + _operands(op, right))]
        case k.Calc(left=left, right=right):
            return ["-", _value(left), _value(right)]
        case _:
            return _plain(value)


def _operands(op: str, value: k.Value) -> list[Form]:
    if isinstance(value, k.Calc) and value.op == op:
        return _operands(op, value.left) + _operands(op, value.right)
    return [_value(value)]


_TURNED = {"<": ">", "≤": "≥"}


def _cond(cond: k.Cond) -> Form:
    match cond:
        case k.And() | k.Or():
            return [type(cond).__name__, *_sorted(_clauses(type(cond), cond))]
        case k.Not(cond=inner):
            return ["Not", _cond(inner)]
        case k.Decided(cond=inner):
            return ["Decided", _cond(inner)]
        case k.Given(given=given, then=then):
            return ["Given", _cond(given), _cond(then)]
        case k.Cmp(op=op, left=left, right=right):
            pair = [_value(left), _value(right)]
            if op in _TURNED:
                return [_TURNED[op], *reversed(pair)]
            return [op, *(_sorted(pair) if op in "=≠" else pair)]
        case k.In(value=value, options=options):
            return ["In", _value(value), sorted(map(str, options))]
        case _:
            return _plain(cond)


def _clauses(kind: type, cond: k.Cond) -> list[Form]:
    if isinstance(cond, (k.And, k.Or)) and type(cond) is kind:
        return _clauses(kind, cond.left) + _clauses(kind, cond.right)
    return [_cond(cond)]


def _plain(thing: Any) -> Form:
    """A dataclass as [name, fields…]; other values as themselves."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return [type(thing).__name__, *(_plain(getattr(thing, part.name)) for part in fields(thing))]
    if isinstance(thing, (tuple, list)):
        return [_plain(item) for item in thing]
    if isinstance(thing, (date, Fraction)):
        return str(thing)
    return thing
