"""The draft itself and what other systems said of it, as things of a draft: its note, what it follows, its links."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.drafts import differing
from headway.district.continuum.models import (
    Association,
    Competency,
    DraftChange,
    Framework,
    FrameworkVersion,
)
from headway.district.continuum.services.drafting.things import Thing, Value, gone

__all__ = ["Associations", "Joinings", "Versions"]


class Versions(Thing):
    """What is new in the draft, in the authors' words; and the number of the version that it follows."""

    subject = "version"
    plain = ("note",)

    def find(self, version: FrameworkVersion, key: str) -> FrameworkVersion:
        return version

    def values(self, version: FrameworkVersion, keys: Any = None) -> dict[str, Value]:
        return {"": self.value_of(version)}

    def value_of(self, row: FrameworkVersion) -> Value:
        return {**super().value_of(row), "follows": row.based_on.number if row.based_on else None}

    def write(self, version: FrameworkVersion, key: str, field: str, value: Any) -> None:
        if field == "follows":
            _follow(version, value)
            return
        setattr(version, field, value)
        version.save(update_fields=[field])


def _follow(version: FrameworkVersion, number: int | None) -> None:
    """The draft is compared with that version from now on, and its own number comes after all that are there."""
    Framework.objects.select_for_update().get(pk=version.framework_id)  # no other version is made meanwhile
    others = FrameworkVersion.objects.filter(framework_id=version.framework_id).exclude(pk=version.pk)
    based_on = others.filter(number=number).first() if number is not None else None
    if number is not None and based_on is None:
        raise gone(str(_("Version %(number)s") % {"number": number}))
    version.based_on = based_on
    version.number = max(version.number, (others.aggregate(last=Max("number"))["last"] or 0) + 1)
    version.save(update_fields=["based_on", "number"])
    if based_on is not None:
        # Only what was edited is looked at when a draft says what it changes; what the other version changed counts too.
        rows = Competency.objects.filter(version=version)
        names = sorted(differing(version.pk, based_on.pk))
        for begin in range(0, len(names), 5000):
            rows.filter(identifier__in=names[begin : begin + 5000]).update(revision=F("revision") + 1)


class Associations(Thing):
    """A link as it was brought in: where a competency came from, and what it stands for. Nobody edits it by hand."""

    subject = "association"
    plain = (
        "kind",
        "origin_identifier",
        "origin_uri",
        "destination_identifier",
        "destination_uri",
        "grouping_identifier",
        "is_outside",
    )
    named_by = "identifier"

    def knows(self, field: str) -> bool:
        return False

    def find(self, version: FrameworkVersion, key: str) -> Association | None:
        return self.rows(version).filter(identifier=key).first()

    def rows(self, version: FrameworkVersion) -> QuerySet[Association]:
        return Association.objects.filter(version=version)

    def key_of(self, row: Association) -> str:
        return row.identifier

    def made(self, version: FrameworkVersion, key: str) -> Association:
        return Association(version=version, identifier=key)


class Joinings(Thing):
    """That frameworks were joined to the draft, which ones, and how much came in. It stands in the history alone."""

    subject = "joining"

    def knows(self, field: str) -> bool:
        return False

    def read(self, version: FrameworkVersion, key: str) -> Value | None:
        last = DraftChange.objects.filter(version=version, subject=self.subject, subject_key=key)
        row = last.order_by("-pk").first()
        return row.after if row else None

    def create(self, version: FrameworkVersion, key: str, value: Value) -> None:
        """The history holds it."""

    def delete(self, version: FrameworkVersion, key: str) -> None:
        """The history says that it was taken back."""

    def values(self, version: FrameworkVersion, keys: Any = None) -> dict[str, Value]:
        rows = DraftChange.objects.filter(version=version, subject=self.subject).order_by("pk")
        last = dict(rows.values_list("subject_key", "after"))
        return {key: value for key, value in last.items() if value and (keys is None or key in keys)}
