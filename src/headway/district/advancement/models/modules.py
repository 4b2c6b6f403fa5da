"""Modules: a handful of competencies that are learned and shown together, on the way through a course or without one."""

from __future__ import annotations

from django.db import models

from headway.district.foundation.fields import code_field, name_field, outside_uuid_field, translations_field
from headway.district.foundation.privacy import holds_no_personal_data


@holds_no_personal_data
class Module(models.Model):
    """A unit of work of a school or of the whole district."""

    uuid = outside_uuid_field()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="modules")
    course = models.ForeignKey(
        "people.Course", null=True, blank=True, on_delete=models.PROTECT, related_name="modules"
    )
    code = code_field()
    title = name_field()
    description = models.TextField(blank=True, default="")
    domain_code = code_field()
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    # The module that usually comes next.
    next_module = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="comes_after"
    )
    sequence = models.PositiveIntegerField(default=0)
    translations = translations_field()
    is_active = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sequence", "id"]

    def __str__(self) -> str:
        return self.title


@holds_no_personal_data
class ModuleCompetency(models.Model):
    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="parts")
    competency = models.ForeignKey("continuum.Competency", on_delete=models.PROTECT, related_name="modules")
    is_essential = models.BooleanField(default=True, help_text="The module isn't met without it")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["module", "competency"], name="module_competency_once")
        ]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"competency {self.competency_id} of module {self.module_id}"
