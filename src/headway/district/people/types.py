"""Words for people and places that other apps may hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["AbsenceKind", "GuardianRelation", "OrganisationKind", "Role", "SectionModality", "TermKind"]


class OrganisationKind(models.TextChoices):
    STATE = "state", _("State")
    DISTRICT = "district", _("District")
    SCHOOL = "school", _("School")


class TermKind(models.TextChoices):
    SCHOOL_YEAR = "school_year", _("School year")
    SEMESTER = "semester", _("Semester")
    TERM = "term", _("Term")
    GRADING_PERIOD = "grading_period", _("Reporting period")


class Role(models.TextChoices):
    """A duty that a person has at an organisation. Being a learner or a guardian is a relation, not a duty."""

    TEACHER = "teacher", _("Teacher")
    ADVISER = "adviser", _("Adviser")
    TUTOR = "tutor", _("Tutor")
    CURRICULUM_LEAD = "curriculum_lead", _("Curriculum lead")
    COUNSELLOR = "counsellor", _("Counsellor")
    REGISTRAR = "registrar", _("Registrar")
    LEADER = "leader", _("Leader")
    ADMINISTRATOR = "administrator", _("Administrator")


class GuardianRelation(models.TextChoices):
    PARENT = "parent", _("Parent")
    GUARDIAN = "guardian", _("Guardian")
    RELATIVE = "relative", _("Relative")
    OTHER = "other", _("Other")


class SectionModality(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    BLENDED = "blended", _("Blended")
    ONLINE = "online", _("Online")


class AbsenceKind(models.TextChoices):
    EXCUSED = "excused", _("Excused")
    UNEXCUSED = "unexcused", _("Not excused")
