"""Frameworks in versions; their competencies, descriptors, prerequisites, rubrics, and what other systems said of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from headway.district.continuum.types import DomainKind, Importance, NoteKind, VersionStatus
from headway.district.foundation.fields import (
    code_field,
    instant_field,
    name_field,
    outside_uuid_field,
    translations_field,
)
from headway.district.foundation.privacy import holds_no_personal_data


@holds_no_personal_data
class Framework(models.Model):
    """A set of competencies with one publisher: the district's own continuum, or a state's standards."""

    uuid = outside_uuid_field()
    # The CASE CFDocument identifier: global, so a second import of the same framework updates this row.
    identifier = models.CharField(max_length=64, unique=True)
    uri = models.CharField(max_length=1024, blank=True, default="")
    title = name_field(max_length=512)
    creator = name_field(blank=True, default="")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="frameworks"
    )
    # The district's continuum: what learners stand on. Others are references and sources of crosswalks.
    is_continuum = models.BooleanField(default=False)
    # Whether people without an account, and other systems, may read its published versions.
    is_shared = models.BooleanField(default=False)
    translations = translations_field()

    class Meta:
        constraints = [
            # Learners stand on one line: a second continuum would take its place on the day it is published.
            models.UniqueConstraint(
                fields=["is_continuum"], condition=Q(is_continuum=True), name="one_continuum_only"
            ),
        ]

    def __str__(self) -> str:
        return self.title


@holds_no_personal_data
class FrameworkVersion(models.Model):
    """A framework as it stood. Published versions are not edited; ratings keep the text they were made under."""

    uuid = outside_uuid_field()
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=16, choices=VersionStatus, default=VersionStatus.DRAFT)
    effective_on = models.DateField(null=True, blank=True)
    published_at = instant_field(null=True, blank=True)
    published_by = models.CharField(max_length=64, blank=True, default="", help_text="The actor's key")
    # What a CASE package says about itself, besides its objects: CFDocument, key order, CASE version.
    envelope = models.JSONField(default=dict, blank=True)
    # The version that this draft began as; what changed is told against it.
    based_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="drafts"
    )
    note = models.TextField(blank=True, default="", help_text="What is new in it, in the authors' words")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="framework_version_once"),
            models.CheckConstraint(
                condition=~Q(status=VersionStatus.PUBLISHED) | Q(published_at__isnull=False),
                name="published_version_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.framework_id}"


@holds_no_personal_data
class Domain(models.Model):
    """A field of learning: mathematics, literacy, habits of success. One K-12 map each."""

    uuid = outside_uuid_field()
    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="domains")
    code = code_field()
    name = name_field(max_length=512)
    kind = models.CharField(max_length=16, choices=DomainKind, default=DomainKind.ACADEMIC)
    description = models.TextField(blank=True, default="")
    sequence = models.PositiveIntegerField(default=0)
    translations = translations_field()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="domain_code_once")]
        ordering = ["sequence", "id"]

    def __str__(self) -> str:
        return self.name


@holds_no_personal_data
class Strand(models.Model):
    """A row of the continuum map: a line of competencies that grow out of each other."""

    uuid = outside_uuid_field()
    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="strands")
    code = code_field()
    name = name_field(max_length=1024)
    sequence = models.PositiveIntegerField(default=0)
    translations = translations_field()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["domain", "code"], name="strand_code_once")]
        ordering = ["sequence", "id"]

    def __str__(self) -> str:
        return self.name


@holds_no_personal_data
class Competency(models.Model):
    """What a learner can come to know and do: the thing that evidence is about.

    Imported frameworks also have items that group others; those are not `is_ratable`. `level` is a place on the
    continuum, not an age; it may be absent (R005).
    """

    uuid = outside_uuid_field()
    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="competencies")
    # The CASE CFItem identifier; the same competency in two versions of a framework shares it.
    identifier = models.CharField(max_length=255)
    domain = models.ForeignKey(
        Domain, null=True, blank=True, on_delete=models.SET_NULL, related_name="competencies"
    )
    strand = models.ForeignKey(
        Strand, null=True, blank=True, on_delete=models.SET_NULL, related_name="competencies"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )
    code = code_field(max_length=255)
    title = models.TextField(help_text="A short name for lists and grids")
    statement = models.TextField(help_text='What proficient means, as "I can …"')
    kind = models.CharField(max_length=16, choices=DomainKind, default=DomainKind.ACADEMIC)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    depth = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Webb's depth of knowledge, 1-4"
    )
    importance = models.CharField(max_length=16, choices=Importance, default=Importance.ESSENTIAL)
    weight = models.PositiveSmallIntegerField(default=1, help_text="Learning units, the numerator of pace")
    is_ratable = models.BooleanField(default=True)
    sequence = models.PositiveIntegerField(default=0)
    translations = translations_field()
    # Counts the edits of a draft's competency, so that two editors notice each other.
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "identifier"], name="competency_once_per_version"),
            models.CheckConstraint(
                condition=Q(depth__isnull=True) | Q(depth__gte=1, depth__lte=4), name="depth_1_to_4"
            ),
        ]
        indexes = [
            # The map: columns of levels, rows of strands.
            models.Index(fields=["version", "domain", "level", "sequence"], name="competency_on_the_map"),
            models.Index(fields=["identifier"], name="competency_by_identifier"),
            models.Index(fields=["code"], name="competency_by_code"),
        ]
        ordering = ["sequence", "id"]

    def __str__(self) -> str:
        return self.code or self.title


@holds_no_personal_data
class Descriptor(models.Model):
    """What work at one performance level of one competency looks like."""

    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="descriptors")
    level = models.PositiveSmallIntegerField()
    text = models.TextField()
    translations = translations_field()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["competency", "level"], name="descriptor_once")]
        ordering = ["level"]

    def __str__(self) -> str:
        return f"level {self.level} of {self.competency_id}"


@holds_no_personal_data
class Exemplar(models.Model):
    """A piece of work that shows one performance level of one competency, with notes on what to see in it.

    annotations: [{"quote": "the part meant", "note": "what it shows"}]. Work by learners enters only when made
    unrecognisable and consented to: an exemplar holds nobody's name.
    """

    uuid = outside_uuid_field()
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="exemplars")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    title = name_field(max_length=512)
    work = models.TextField(blank=True, default="")
    address = models.CharField(
        max_length=1024, blank=True, default="", help_text="Where the work can be seen"
    )
    annotations = models.JSONField(default=list, blank=True)
    source = name_field(max_length=512, blank=True, default="")
    sequence = models.PositiveIntegerField(default=0)
    translations = translations_field()

    class Meta:
        ordering = ["level", "sequence", "id"]

    def __str__(self) -> str:
        return self.title


@holds_no_personal_data
class ProgressionNote(models.Model):
    """What is known about how learning grows here: research, usual misconceptions, what usually comes next (R010)."""

    uuid = outside_uuid_field()
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=16, choices=NoteKind)
    text = models.TextField()
    source = models.TextField(blank=True, default="", help_text="The publication, for research")
    sequence = models.PositiveIntegerField(default=0)
    translations = translations_field()

    class Meta:
        ordering = ["kind", "sequence", "id"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.competency_id}"


@holds_no_personal_data
class Prerequisite(models.Model):
    """`before` is needed for `after`. Only essential ones gate (R003)."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="prerequisites")
    before = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="opens")
    after = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="prerequisites")
    is_gate = models.BooleanField(default=True)
    # The CASE association it came from, where it came from one.
    identifier = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="prerequisite_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="prerequisite_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} before {self.after_id}"


@holds_no_personal_data
class Association(models.Model):
    """Any relation between two nodes as another system stated it, inside or outside the package.

    Crosswalks are associations with a grouping; a link to a node we do not hold keeps its identifier and address.
    """

    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="associations")
    identifier = models.CharField(max_length=64)
    kind = models.CharField(max_length=80)
    origin_identifier = models.CharField(max_length=255)
    origin_uri = models.CharField(max_length=1024, blank=True, default="")
    destination_identifier = models.CharField(max_length=255)
    destination_uri = models.CharField(max_length=1024, blank=True, default="")
    grouping_identifier = models.CharField(max_length=64, blank=True, default="")
    is_outside = models.BooleanField(default=False, help_text="One end is a node outside this package")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "identifier"], name="association_once")]
        indexes = [
            models.Index(fields=["origin_identifier"], name="association_by_origin"),
            models.Index(fields=["destination_identifier"], name="association_by_destination"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.identifier}"


@holds_no_personal_data
class Rubric(models.Model):
    uuid = outside_uuid_field()
    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="rubrics")
    identifier = models.CharField(max_length=64)
    title = name_field(max_length=1024, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "identifier"], name="rubric_once")]

    def __str__(self) -> str:
        return self.title


@holds_no_personal_data
class RubricCriterion(models.Model):
    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    identifier = models.CharField(max_length=64)
    competency = models.ForeignKey(
        Competency, null=True, blank=True, on_delete=models.SET_NULL, related_name="criteria"
    )
    text = models.TextField(blank=True, default="")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rubric", "identifier"], name="criterion_once")]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"criterion {self.identifier}"


@holds_no_personal_data
class RubricCriterionLevel(models.Model):
    criterion = models.ForeignKey(RubricCriterion, on_delete=models.CASCADE, related_name="levels")
    identifier = models.CharField(max_length=64)
    quality = name_field(max_length=1024, blank=True, default="")
    text = models.TextField(blank=True, default="")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criterion", "identifier"], name="criterion_level_once")
        ]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.quality


@holds_no_personal_data
class CaseObject(models.Model):
    """One object of a CASE package exactly as it came, so that the same package can be given back."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="case_objects")
    kind = models.CharField(max_length=40)
    identifier = models.CharField(max_length=255)
    position = models.PositiveIntegerField()
    payload = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["version", "kind", "position"], name="case_object_in_order"),
            models.Index(fields=["identifier"], name="case_object_by_identifier"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.identifier}"
