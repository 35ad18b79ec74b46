"""Units as dimensions with a counted noun: what may be added, what divides away, what becomes per cent."""

from dataclasses import dataclass

PERSEN = "persen"


@dataclass(frozen=True)
class Unit:
    """A product of named dimensions, e.g. rupiah, or koperasi^1, or rupiah·orang^-1; empty is dimensionless."""

    dims: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, name: str) -> "Unit":
        """`rupiah`, `orang`, `koperasi` …; `rasio` and the empty text are dimensionless."""
        return cls() if name in ("", "rasio") else cls(((name, 1),))

    def times(self, other: "Unit", sign: int = 1) -> "Unit":
        """Product (sign 1) or quotient (sign −1)."""
        powers = dict(self.dims)
        for name, power in other.dims:
            powers[name] = powers.get(name, 0) + sign * power
        return Unit(tuple(sorted((name, power) for name, power in powers.items() if power)))

    @property
    def dimensionless(self) -> bool:
        return not self.dims

    def __str__(self) -> str:
        if not self.dims:
            return "rasio tanpa satuan"
        above = " × ".join(name for name, power in self.dims for _ in range(power))
        below = " × ".join(name for name, power in self.dims for _ in range(-power))
        return f"{above or '1'} per {below}" if below else above
