"""How the handbook of statements is written: a statement, what is remarked, and by which words."""

from __future__ import annotations

from dataclasses import dataclass

from headway.mastery.continuum.gaps import check

__all__ = ["Row", "remarked"]


@dataclass(frozen=True)
class Row:
    """remarks: "kind: words" for each that the assistant must make; others beside them are welcome. A good statement
    has none and gets none."""

    statement: str
    remarks: tuple[str, ...] = ()
    level: int | None = None
    language: str = "en"

    @property
    def is_good(self) -> bool:
        return not self.remarks


def remarked(row: Row) -> list[str]:
    return [f"{one.kind.value}: {one.words}" for one in check(row.statement, row.language, level=row.level)]
