"""The compiled query in Spark's dialect: what must be said otherwise so that the answer is the same to the last digit.

Spark adds whole numbers in 64 bits and decimals slowly, so that a sum is taken in two halves of 32 bits each, and put
together as a decimal once per group. Its whole numbers without a name have 32 bits, and so have the days between two
dates; in DuckDB both have 64. A whole number of 8 bits would overflow where many truths are added.
"""

import pyarrow as pa
from sqlglot import exp

from tolok.engine.beside import lay_beside
from tolok.registers.canonical import canonical_schema
from tolok.registers.schema import Schema

_HALF = 2**32
_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul)
_KINDS = {
    pa.string(): "STRING", pa.int64(): "BIGINT", pa.int32(): "INT", pa.bool_(): "BOOLEAN", pa.date32(): "DATE",
}  # fmt: skip


def spark_text(query: exp.Select) -> str:
    """The query as Spark is asked it; every name is quoted."""
    text: str = query.transform(_for_spark).sql(dialect="spark", identify=True)
    return text


def spark_columns(schema: Schema) -> str:
    """The columns of a register's frozen files (the wide layout of `beside`) as Spark declares them."""
    wide = lay_beside(schema, canonical_schema(schema, turunan=True).empty_table()).schema
    return ", ".join(f"`{field.name}` {_KINDS[field.type]}" for field in wide)


def _for_spark(node: exp.Expression) -> exp.Expression:
    match node:
        case exp.Sum():
            return _sum_in_halves(node.this.transform(_for_spark))
        case exp.DateDiff():
            days = [part.transform(_for_spark) for part in (node.this, node.expression)]
            return exp.cast(exp.Anonymous(this="datediff", expressions=days), "bigint")
        case exp.Cast() if node.to.this == exp.DataType.Type.TINYINT:
            return exp.cast(node.this.transform(_for_spark), "int")
        case exp.Literal() if not node.is_string and _calculates(node):
            return exp.cast(node.copy(), "bigint")
    return node


def _sum_in_halves(value: exp.Expression) -> exp.Expression:
    """value = high × 2^32 + low, with low never negative: neither half overflows below 2^31 rows."""
    whole = exp.cast(value, "bigint")
    high = exp.Anonymous(this="shiftright", expressions=[whole, exp.Literal.number(32)])
    low = exp.BitwiseAnd(this=whole.copy(), expression=exp.Literal.number(_HALF - 1))
    added = [exp.cast(exp.Sum(this=half), "decimal(20, 0)") for half in (high, low)]
    shifted = exp.Mul(this=added[0], expression=exp.Literal.number(_HALF))
    return exp.paren(exp.cast(exp.Add(this=shifted, expression=added[1]), "decimal(38, 0)"))


def _calculates(literal: exp.Literal) -> bool:
    """Whether the number is a term of a calculation, not one side of a comparison."""
    above = literal.parent
    while isinstance(above, (exp.Paren, exp.Neg)):
        above = above.parent
    return isinstance(above, _ARITHMETIC)
