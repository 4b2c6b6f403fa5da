"""Evidence and ratings: what was shown, and what people judged it to show. Append-only; a withdrawal names what it
withdraws. Words and files lie apart, so that they can be corrected and erased."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.district.evidence.models.tasks import Task
from headway.district.evidence.types import BesideRole, EvidenceForm, FileKind, Setting, Support
from headway.district.foundation.fields import instant_field, level_field, name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data


@holds_personal_data(
    keeps=("id", "uuid", "learner", "task", "form", "setting", "observed_at", "recorded_at"),
    why="The body of evidence behind every level",
)
class Evidence(models.Model):
    """One piece of work or one observation of one learner. Append-only; its words live in EvidenceWords.

    `observed_at` is when it was shown, `recorded_at` when we were told. It belongs to the learner; the section is
    only where it happened to arise.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    # Found through its ratings, so without an index of its own; of a task's stack see below.
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="evidence", db_index=False
    )
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence", db_index=False
    )
    section = models.ForeignKey(
        "people.Section",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence",
        db_index=False,
    )
    form = models.CharField(max_length=16, choices=EvidenceForm, default=EvidenceForm.OBSERVATION)
    setting = models.CharField(max_length=16, choices=Setting, default=Setting.CLASSROOM)
    observed_at = instant_field()
    recorded_at = instant_field()
    recorded_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # The act that brought it in (its audit row): one act may bring one piece or fifty thousand.
    act = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [
            # The stack of a task: what its learners handed in, rated or not.
            models.Index(
                fields=["task", "learner", "observed_at"],
                condition=Q(task__isnull=False),
                name="evidence_of_task",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


@holds_personal_data(keeps=("id", "evidence"), why="Title, note and link in a person's own words; erasable")
class EvidenceWords(models.Model):
    """The words around a piece of evidence: correctable and erasable, so apart from the append-only row."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="words")
    title = name_field(blank=True, default="")
    note = models.TextField(blank=True, default="", help_text="Feedback to the learner")
    link = models.CharField(max_length=1024, blank=True, default="")
    # What the teacher heard in the learner's thinking; a usual misconception of the competency, where it is one.
    misconception = models.CharField(max_length=512, blank=True, default="")
    misconception_uuid = models.UUIDField(null=True, blank=True, help_text="The progression note it names")

    def __str__(self) -> str:
        return f"words of evidence {self.evidence_id}"


@holds_personal_data(
    keeps=("id", "evidence", "context", "depth", "support", "is_transfer", "is_cumulative", "source"),
    why="How a piece came about, where a rule may ask for it",
)
class EvidenceCircumstances(models.Model):
    """How a piece of evidence came about, where it is more than usual. Append-only; no row means nothing was told.

    depth is the piece's own depth of knowledge, 1 to 4; where it is null the task's counts.
    """

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="circumstances")
    context = models.CharField(
        max_length=64, blank=True, default="", help_text="A short word for the context: garden, budget, lab"
    )
    depth = models.PositiveSmallIntegerField(null=True, blank=True)
    support = models.CharField(max_length=16, choices=Support, default=Support.UNTOLD)
    is_transfer = models.BooleanField(
        default=False, help_text="Shown in a context that was new to the learner"
    )
    is_cumulative = models.BooleanField(default=False, help_text="The district's cumulative check of a level")
    # The system outside that told it (a practice app, a tutor): it is evidence, and never more.
    source = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(depth__isnull=True) | Q(depth__gte=1, depth__lte=4), name="evidence_depth_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return f"circumstances of evidence {self.evidence_id}"


@holds_personal_data(
    keeps=("id", "evidence", "learner", "competency"), why="What a piece of work is meant to show"
)
class EvidenceTarget(models.Model):
    """A competency that a piece of work is meant to show, before and beside any rating. One piece may have many.

    `learner` repeats the evidence's: it is the way to work that nobody has rated yet.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="targets")
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="evidence_targets", db_index=False
    )
    competency = models.ForeignKey(
        "continuum.Competency", on_delete=models.PROTECT, related_name="evidence_targets"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "competency"], name="evidence_target_once"),
        ]
        indexes = [
            models.Index(fields=["learner", "competency", "evidence"], name="evidence_target_of_learner"),
        ]

    def __str__(self) -> str:
        return f"target of evidence {self.evidence_id}"


@holds_personal_data(
    keeps=("id", "uuid", "evidence", "kind", "media_type", "size", "recorded_at"),
    why="The work itself as a file; name and content are erasable",
)
class EvidenceFile(models.Model):
    """A photo, recording or document of a piece of evidence. The content lies in the file store under `stored_as`.

    Erasing empties name and place and keeps the row, so that the record says that there was a file.
    """

    uuid = outside_uuid_field()
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=16, choices=FileKind)
    name = name_field(blank=True, default="")
    media_type = models.CharField(max_length=96, help_text="As its content says, not as its name says")
    size = models.PositiveBigIntegerField(help_text="In bytes")
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=255, blank=True, default="")
    recorded_at = instant_field()
    recorded_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    erased_at = instant_field(null=True, blank=True)

    def __str__(self) -> str:
        return f"file {self.pk} of evidence {self.evidence_id}"


@holds_personal_data(keeps=("id", "uuid", "evidence", "recorded_at"), why="The learner's own words; erasable")
class Reflection(models.Model):
    """What the learner says about her own work: what changed since last time, what comes next."""

    uuid = outside_uuid_field()
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="reflections")
    text = models.TextField()
    recorded_at = instant_field()
    recorded_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"reflection on evidence {self.evidence_id}"


@holds_personal_data(
    keeps=("id", "uuid", "evidence", "learner", "competency", "level", "observed_at", "recorded_at"),
    why="A person's judgement of one piece of evidence",
)
class Rating(models.Model):
    """A person's judgement: this piece of evidence shows this level of this competency. Append-only.

    `learner` and `observed_at` repeat the evidence's, so that a body of evidence is one index range.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = outside_uuid_field()
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="ratings")
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="ratings", db_index=False
    )
    competency = models.ForeignKey(
        "continuum.Competency", on_delete=models.PROTECT, related_name="ratings", db_index=False
    )
    level = level_field()
    rater = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    observed_at = instant_field()
    recorded_at = instant_field()
    # The same request sent twice is one rating.
    request_key = models.CharField(max_length=64, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=6), name="rating_level_1_to_6"),
            models.UniqueConstraint(
                fields=["request_key"],
                condition=Q(request_key__isnull=False),
                name="rating_request_once",
            ),
        ]
        indexes = [
            # The body of evidence of one learner for one competency, in order.
            models.Index(
                fields=["learner", "competency", "observed_at", "id"], name="rating_body_of_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"rating {self.pk}"


@holds_personal_data(keeps=("id", "rating", "recorded_at"), why="Undo, as an act of its own")
class RatingWithdrawal(models.Model):
    """Takes a rating out of what counts from now on; what was known before stays known as of then. Append-only."""

    uuid = outside_uuid_field()
    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="withdrawal")
    recorded_at = instant_field()
    withdrawn_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=32, help_text="A code: undo, mistaken_learner, mistaken_level …")

    def __str__(self) -> str:
        return f"withdrawal of rating {self.rating_id}"


@holds_personal_data(keeps=("id", "rating"), why="Feedback in the rater's own words; erasable")
class RatingWords(models.Model):
    """Feedback to the learner that belongs to one rating: what the work shows, and what would show more."""

    rating = models.OneToOneField(Rating, on_delete=models.CASCADE, related_name="words")
    feedback = models.TextField()

    def __str__(self) -> str:
        return f"words of rating {self.rating_id}"


@holds_personal_data(
    keeps=("id", "rating", "criterion", "level", "is_essential"), why="The judgement, criterion by criterion"
)
class CriterionRating(models.Model):
    """What one criterion of the rubric shows, beside the rating of the whole. Append-only.

    `criterion` names a criterion of the competency's rubric or of the task; `title` keeps the words under which it
    was judged.
    """

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="criteria")
    criterion = models.UUIDField()
    title = name_field(max_length=1024)
    is_essential = models.BooleanField(default=True)
    level = level_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rating", "criterion"], name="criterion_rated_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=6), name="criterion_level_1_to_6"),
        ]

    def __str__(self) -> str:
        return f"criterion of rating {self.rating_id}"


@holds_personal_data(
    keeps=("id", "rating", "names_hidden"), why="How the rating was made, for those who look at comparability"
)
class RatingCircumstances(models.Model):
    """How a rating was made, where it was more than usual. Append-only."""

    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="circumstances")
    names_hidden = models.BooleanField(default=False)
    is_second_look = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"circumstances of rating {self.rating_id}"


@holds_personal_data(
    keeps=("id", "uuid", "evidence", "learner", "competency", "role", "level", "observed_at", "recorded_at"),
    why="What the learner, a classmate, an app or a first glance says beside the record",
)
class BesideRating(models.Model):
    """A level that stands beside the record and never inside it: no rule, proposal or export of levels reads it.

    role: the learner's own, a classmate's, a teacher's first glance (until she promotes it: then a rating of hers is
    appended, and `promoted_to` names it), or a result that an app outside told.
    """

    uuid = outside_uuid_field()
    role = models.CharField(max_length=16, choices=BesideRole)
    learner = models.ForeignKey(
        "people.Learner", on_delete=models.PROTECT, related_name="beside_ratings", db_index=False
    )
    competency = models.ForeignKey(
        "continuum.Competency", on_delete=models.PROTECT, related_name="beside_ratings"
    )
    # Null while the learner rates herself before there is any work.
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="beside_ratings"
    )
    level = level_field()
    # {criterion uuid: level}, for ratings criterion by criterion.
    criteria = models.JSONField(default=dict, blank=True)
    given_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    observed_at = instant_field()
    recorded_at = instant_field()
    taken_back_at = instant_field(null=True, blank=True)
    promoted_to = models.OneToOneField(
        Rating, null=True, blank=True, on_delete=models.PROTECT, related_name="first_glance"
    )
    request_key = models.CharField(max_length=64, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=6), name="beside_level_1_to_6"),
            models.UniqueConstraint(
                fields=["request_key"],
                condition=Q(request_key__isnull=False),
                name="beside_rating_request_once",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "competency", "observed_at"], name="beside_body"),
        ]

    def __str__(self) -> str:
        return f"{self.role} rating {self.pk}"


@holds_personal_data(keeps=("id", "key", "evidence"), why="The same capture sent twice is one piece")
class CaptureKey(models.Model):
    """The lasting name that a device gave to what it captured, so that sending it again adds nothing.

    told_at: when the device said it happened, by its own clock; sent_at: what that clock showed on sending. Their
    difference is trusted, the clock is not.
    """

    key = models.CharField(max_length=64, unique=True)
    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="capture")
    told_at = instant_field(null=True, blank=True)
    sent_at = instant_field(null=True, blank=True)

    def __str__(self) -> str:
        return f"capture of evidence {self.evidence_id}"


@holds_personal_data(
    keeps=("id", "evidence", "set_aside_at", "brought_back_at"),
    why="A capture that was thrown away, and whether it was brought back",
)
class EvidenceSetAside(models.Model):
    """Somebody threw away a piece that she took in and nobody rated. It stays, and no page lists it meanwhile."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="set_aside")
    set_aside_at = instant_field()
    set_aside_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    brought_back_at = instant_field(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence"], condition=Q(brought_back_at__isnull=True), name="evidence_set_aside_once"
            )
        ]

    def __str__(self) -> str:
        return f"evidence {self.evidence_id} set aside"
