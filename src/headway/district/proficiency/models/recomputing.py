"""How far the standings of the whole district have been brought in step, and with what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.foundation.fields import instant_field
from headway.district.foundation.privacy import holds_no_personal_data


@holds_no_personal_data
class Recomputing(models.Model):
    """The one mark of the latest recomputation of everybody. It moves in the transaction of each part.

    A recomputation that was interrupted goes on after `through`; one that finds another ground (rule, version of the
    continuum, day) than the mark says begins again with the first learner, so that no two rules are ever mixed.
    """

    # There is one row, so two runs at once take turns on it instead of working against each other.
    place = models.PositiveSmallIntegerField(unique=True, default=1)
    ground = models.CharField(
        max_length=255, help_text="Rule, version of the continuum and day that it is for"
    )
    through = models.BigIntegerField(default=0, help_text="Learners up to this id are in step")
    standings = models.BigIntegerField(default=0)
    begun_at = instant_field()
    # When everybody was in step. Null while it is under way, and after something was written that isn't in step yet.
    finished_at = instant_field(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(place=1), name="one_mark_of_recomputing")]

    def __str__(self) -> str:
        return f"recomputing for {self.ground}"
