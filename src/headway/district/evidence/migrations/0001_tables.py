import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("evidence", "0001_initial"),
        ("evidence", "0004_tasks_and_what_learners_ask"),
        ("evidence", "0006_the_stack_of_a_task"),
        ("evidence", "0007_targets_name_the_learner"),
        ("evidence", "0008_captures_thrown_away"),
        ("evidence", "0009_a_second_look_after_a_second_look"),
        ("evidence", "0010_classmates_look"),
        ("evidence", "0011_timed_tries"),
    ]

    initial = True

    dependencies = [
        ("continuum", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("performance", "Performance task"),
                                    ("product", "Product"),
                                    ("writing", "Writing"),
                                    ("discussion", "Discussion"),
                                    ("observation", "Observation"),
                                    ("project", "Project"),
                                    ("quiz", "Short check"),
                                    ("conference", "Conference"),
                                    ("recording", "Sound or video recording"),
                                    ("other", "Other"),
                                ],
                                default="observation",
                                max_length=16,
                            ),
                        ),
                        (
                            "setting",
                            models.CharField(
                                choices=[
                                    ("classroom", "In class"),
                                    ("online", "Online"),
                                    ("community", "In the community"),
                                    ("workplace", "At a workplace"),
                                    ("home", "At home"),
                                ],
                                default="classroom",
                                max_length=16,
                            ),
                        ),
                        ("observed_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("act", models.UUIDField(blank=True, null=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="people.learner",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="people.section",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="evidence.task",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("task__isnull", False)),
                                fields=["task", "learner", "observed_at"],
                                name="evidence_of_task",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(blank=True, default="", max_length=255)),
                        (
                            "note",
                            models.TextField(blank=True, default="", help_text="Feedback to the learner"),
                        ),
                        ("link", models.CharField(blank=True, default="", max_length=1024)),
                        (
                            "evidence",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="evidence.evidence",
                            ),
                        ),
                        ("misconception", models.CharField(blank=True, default="", max_length=512)),
                        (
                            "misconception_uuid",
                            models.UUIDField(
                                blank=True, help_text="The progression note it names", null=True
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Rating",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField()),
                        ("observed_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True)),
                        (
                            "competency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="people.learner",
                            ),
                        ),
                        (
                            "rater",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["learner", "competency", "observed_at", "id"],
                                name="rating_body_of_evidence",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 1), ("level__lte", 6)),
                                name="rating_level_1_to_6",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("request_key__isnull", False)),
                                fields=("request_key",),
                                name="rating_request_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingWithdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "reason",
                            models.CharField(
                                help_text="A code: undo, mistaken_learner, mistaken_level …", max_length=32
                            ),
                        ),
                        (
                            "rating",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="evidence.rating",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("code", models.CharField(blank=True, default="", max_length=120)),
                        ("title", models.CharField(max_length=255)),
                        ("prompt", models.TextField(blank=True, default="")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("performance", "Performance task"),
                                    ("product", "Product"),
                                    ("writing", "Writing"),
                                    ("discussion", "Discussion"),
                                    ("observation", "Observation"),
                                    ("project", "Project"),
                                    ("quiz", "Short check"),
                                    ("conference", "Conference"),
                                    ("recording", "Sound or video recording"),
                                    ("other", "Other"),
                                ],
                                default="performance",
                                max_length=16,
                            ),
                        ),
                        ("depth", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "competencies",
                            models.ManyToManyField(
                                blank=True, related_name="tasks", to="continuum.competency"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "accommodations",
                            models.TextField(
                                blank=True,
                                default="",
                                help_text="Ways in that change how it is shown, never what",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "based_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copies",
                                to="evidence.task",
                            ),
                        ),
                        ("context", models.CharField(blank=True, default="", max_length=64)),
                        ("is_common", models.BooleanField(default=False)),
                        (
                            "is_cumulative",
                            models.BooleanField(
                                default=False, help_text="The district's cumulative check of a level"
                            ),
                        ),
                        (
                            "is_transfer",
                            models.BooleanField(
                                default=False, help_text="Asks for a context that was not taught"
                            ),
                        ),
                        ("other_forms", models.JSONField(blank=True, default=list)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being written"),
                                    ("in_review", "In review"),
                                    ("ready", "Ready to use"),
                                    ("retired", "No longer used"),
                                ],
                                default="ready",
                                max_length=16,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CaptureKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=64, unique=True)),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "evidence",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="capture",
                                to="evidence.evidence",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EvidenceFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("photo", "Photo"),
                                    ("audio", "Sound recording"),
                                    ("video", "Video"),
                                    ("document", "Document"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("name", models.CharField(blank=True, default="", max_length=255)),
                        (
                            "media_type",
                            models.CharField(
                                help_text="As its content says, not as its name says", max_length=96
                            ),
                        ),
                        ("size", models.PositiveBigIntegerField(help_text="In bytes")),
                        ("sha256", models.CharField(max_length=64)),
                        ("stored_as", models.CharField(blank=True, default="", max_length=255)),
                        ("recorded_at", models.DateTimeField()),
                        ("erased_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RatingCircumstances",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("names_hidden", models.BooleanField(default=False)),
                        ("is_second_look", models.BooleanField(default=False)),
                        (
                            "rating",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circumstances",
                                to="evidence.rating",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RatingWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("feedback", models.TextField()),
                        (
                            "rating",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="evidence.rating",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ReadyRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("performance", "Performance task"),
                                    ("product", "Product"),
                                    ("writing", "Writing"),
                                    ("discussion", "Discussion"),
                                    ("observation", "Observation"),
                                    ("project", "Project"),
                                    ("quiz", "Short check"),
                                    ("conference", "Conference"),
                                    ("recording", "Sound or video recording"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "asked",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ready_requests",
                                to="people.learner",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ready_requests",
                                to="people.section",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ready_requests",
                                to="evidence.task",
                            ),
                        ),
                        (
                            "assignment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ready_requests",
                                to="evidence.taskassignment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ReadyAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("planned", "A time is set"),
                                    ("work_in", "The work is in"),
                                    ("looked_at", "Looked at"),
                                    ("taken_back", "Taken back"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("planned_for", models.DateTimeField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ready_answers",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="evidence.readyrequest",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ReadyWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.TextField(blank=True, default="", help_text="How she wants to show it"),
                        ),
                        (
                            "request",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="evidence.readyrequest",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Reflection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reflections",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SecondLook",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="second_looks",
                                to="people.learner",
                            ),
                        ),
                        (
                            "rating",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="second_looks",
                                to="evidence.rating",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rating", "number"), name="second_look_one_at_a_time"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SecondLookAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("seen", "Looked at a second time"), ("taken_back", "Taken back")],
                                max_length=16,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "answered_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "look",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answer",
                                to="evidence.secondlook",
                            ),
                        ),
                        (
                            "rating",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers_look",
                                to="evidence.rating",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SecondLookWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField()),
                        (
                            "look",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="evidence.secondlook",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="TaskAssignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="The teacher's word for the group",
                                max_length=255,
                            ),
                        ),
                        ("assigned_at", models.DateTimeField()),
                        (
                            "show_by",
                            models.DateField(
                                blank=True, help_text="A day agreed on; it never changes a rating", null=True
                            ),
                        ),
                        ("act", models.UUIDField(blank=True, null=True)),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="people.learner",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="people.section",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="evidence.task",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("taken_back_at__isnull", True)),
                                fields=("task", "learner"),
                                name="task_open_once_for_learner",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskCriterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("title", models.CharField(max_length=512)),
                        ("is_essential", models.BooleanField(default=True)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "competency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="evidence.task",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="TaskCriterionLevel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField()),
                        ("text", models.TextField()),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="levels",
                                to="evidence.taskcriterion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["level"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("criterion", "level"), name="task_criterion_level_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskExemplar",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=512)),
                        ("work", models.TextField(blank=True, default="")),
                        ("note", models.TextField(blank=True, default="")),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="exemplars",
                                to="evidence.task",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["level", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="BesideRating",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("own", "The learner's own"),
                                    ("peer", "A classmate's"),
                                    ("first_glance", "A first glance"),
                                    ("app", "An app's result"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField()),
                        ("criteria", models.JSONField(blank=True, default=dict)),
                        ("observed_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="beside_ratings",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="beside_ratings",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="beside_ratings",
                                to="people.learner",
                            ),
                        ),
                        (
                            "promoted_to",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="first_glance",
                                to="evidence.rating",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["learner", "competency", "observed_at"], name="beside_body")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 1), ("level__lte", 6)),
                                name="beside_level_1_to_6",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("request_key__isnull", False)),
                                fields=("request_key",),
                                name="beside_rating_request_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CriterionRating",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("criterion", models.UUIDField()),
                        ("title", models.CharField(max_length=1024)),
                        ("is_essential", models.BooleanField(default=True)),
                        ("level", models.PositiveSmallIntegerField()),
                        (
                            "rating",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="criteria",
                                to="evidence.rating",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rating", "criterion"), name="criterion_rated_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 1), ("level__lte", 6)),
                                name="criterion_level_1_to_6",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceCircumstances",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "context",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="A short word for the context: garden, budget, lab",
                                max_length=64,
                            ),
                        ),
                        ("depth", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "support",
                            models.CharField(
                                choices=[
                                    ("", "Not told"),
                                    ("independent", "Independently"),
                                    ("prompted", "With prompts"),
                                    ("together", "Together with somebody"),
                                ],
                                default="",
                                max_length=16,
                            ),
                        ),
                        (
                            "is_transfer",
                            models.BooleanField(
                                default=False, help_text="Shown in a context that was new to the learner"
                            ),
                        ),
                        (
                            "is_cumulative",
                            models.BooleanField(
                                default=False, help_text="The district's cumulative check of a level"
                            ),
                        ),
                        ("source", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "evidence",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circumstances",
                                to="evidence.evidence",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("depth__isnull", True),
                                    models.Q(("depth__gte", 1), ("depth__lte", 4)),
                                    _connector="OR",
                                ),
                                name="evidence_depth_1_to_4",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_targets",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_targets",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("evidence", "competency"), name="evidence_target_once"
                            )
                        ],
                        "indexes": [
                            models.Index(
                                fields=["learner", "competency", "evidence"],
                                name="evidence_target_of_learner",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadyTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("own_level", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ready_targets",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="evidence.readyrequest",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("request", "competency"), name="ready_target_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceSetAside",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("set_aside_at", models.DateTimeField()),
                        ("brought_back_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="set_aside",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "set_aside_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("brought_back_at__isnull", True)),
                                fields=("evidence",),
                                name="evidence_set_aside_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PeerInvite",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("invited_at", models.DateTimeField()),
                        (
                            "evidence",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="peer_invites",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="peer_invites_made",
                                to="people.learner",
                            ),
                        ),
                        (
                            "peer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="peer_invites_had",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("evidence", "peer"), name="peer_invited_once_to_a_piece"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PeerClosing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("closed_at", models.DateTimeField()),
                        (
                            "closed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "invite",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closing",
                                to="evidence.peerinvite",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PeerWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sees_first", models.TextField()),
                        ("sees_second", models.TextField()),
                        ("idea", models.TextField()),
                        ("written_at", models.DateTimeField()),
                        (
                            "invite",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="evidence.peerinvite",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="FluencyTry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("right", models.PositiveSmallIntegerField()),
                        ("tries", models.PositiveSmallIntegerField()),
                        ("seconds", models.PositiveSmallIntegerField()),
                        ("seen_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fluency_tries",
                                to="people.learner",
                            ),
                        ),
                        (
                            "seen_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["learner", "competency", "seen_on", "id"], name="fluency_of_learner"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("right__lte", models.F("tries")),
                                    ("seconds__gte", 1),
                                    ("seconds__lte", 3600),
                                    ("tries__gte", 1),
                                ),
                                name="fluency_try_possible",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FluencyWithdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "occasion",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="evidence.fluencytry",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]
