"""What the bench prints: one line a figure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result: what was measured, and the most it may be."""

    name: str
    measured: float
    bound: float
    unit: str = ""

    def __str__(self) -> str:
        word = "ok   " if self.measured <= self.bound else "SHORT"
        return f"{word} {self.name:<66} {self.measured:>10.2f} of {self.bound:>9.2f} {self.unit}"
