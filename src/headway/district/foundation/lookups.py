"""`…__in` with many row ids as one value: Django asks for each id as a value of its own, and then a question about a
thousand learners costs more to write down than to answer. Measured with the night: a fifth of its time.
"""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignKey, IntegerField
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

__all__: list[str] = []

# Fewer are asked for as ever, so that the databases may keep what they prepared.
MANY = 100


def _many_ids(values: Any) -> list[int] | None:
    """The values as they are where these are many plain whole numbers, else None."""
    if not isinstance(values, (list, tuple, set, frozenset, dict)) or len(values) < MANY:
        return None
    listed = list(values)
    return listed if all(type(one) is int for one in listed) else None


class _OneValue:
    """Whole numbers only, so nothing can be smuggled into the words of the question."""

    rhs: Any
    process_lhs: Any

    def get_prep_lookup(self) -> Any:
        listed = _many_ids(self.rhs)
        return super().get_prep_lookup() if listed is None else listed  # type: ignore[misc]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        listed = _many_ids(self.rhs)
        if listed is None:
            return self.as_sql(compiler, connection)  # type: ignore[attr-defined]
        sql, parameters = self.process_lhs(compiler, connection)
        return f"{sql} = ANY(%s)", [*parameters, listed]

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        listed = _many_ids(self.rhs)
        if listed is None:
            return self.as_sql(compiler, connection)  # type: ignore[attr-defined]
        sql, parameters = self.process_lhs(compiler, connection)
        return f"{sql} IN ({', '.join(map(str, listed))})", parameters


@IntegerField.register_lookup
class ManyIn(_OneValue, In):
    pass


@ForeignKey.register_lookup
class ManyRelatedIn(_OneValue, RelatedIn):
    pass
