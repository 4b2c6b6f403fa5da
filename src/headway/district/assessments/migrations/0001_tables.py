import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("assessments", "0001_initial"), ("assessments", "0003_what_results_are_about")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="AssessmentResult",
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
                        ("profile", models.CharField(max_length=80)),
                        (
                            "test",
                            models.CharField(help_text="The test as its maker calls it", max_length=255),
                        ),
                        (
                            "area",
                            models.CharField(
                                help_text="The subject, goal or part, as its maker calls it", max_length=255
                            ),
                        ),
                        ("term", models.CharField(blank=True, default="", max_length=64)),
                        ("taken_on", models.DateField()),
                        ("score", models.FloatField(blank=True, null=True)),
                        ("standard_error", models.FloatField(blank=True, null=True)),
                        (
                            "label",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="The maker's own level, in its words",
                                max_length=128,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("counted", "Taken as it should be"),
                                    ("not_valid", "The test's maker says that it doesn't count"),
                                    ("in_question", "Two rows say different things; a person has to choose"),
                                ],
                                default="counted",
                                max_length=16,
                            ),
                        ),
                        ("row", models.PositiveIntegerField(default=0, help_text="The line of the file")),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("act", models.UUIDField(help_text="The act that brought it in (its audit row)")),
                        (
                            "learner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessment_results",
                                to="people.learner",
                            ),
                        ),
                        ("occasion", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "part",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="The goal or subtest; blank is the whole area",
                                max_length=255,
                            ),
                        ),
                        ("scale", models.CharField(blank=True, default="", max_length=64)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["learner", "taken_on", "id"], name="results_of_learner"),
                            models.Index(fields=["act"], name="results_of_act"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("score__isnull", False),
                                    models.Q(("label", ""), _negated=True),
                                    models.Q(("state", "counted"), _negated=True),
                                    _connector="OR",
                                ),
                                name="counted_result_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssessmentWithdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("act", models.UUIDField()),
                        (
                            "result",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="assessments.assessmentresult",
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
                    name="NormTable",
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
                        ("name", models.CharField(max_length=255)),
                        ("licence", models.TextField(help_text="Under which licence the district holds it")),
                        ("rows", models.JSONField()),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by", models.CharField(help_text="The actor's key", max_length=64)),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ReadingProfile",
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
                        ("code", models.CharField(max_length=64)),
                        ("number", models.PositiveIntegerField()),
                        ("name", models.CharField(max_length=255)),
                        ("definition", models.JSONField()),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True, help_text="A version that isn't active takes the profile away"
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by", models.CharField(help_text="The actor's key", max_length=64)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "code", "number"), name="reading_profile_version_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RestrictedScores",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("values", models.JSONField()),
                        (
                            "result",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="restricted",
                                to="assessments.assessmentresult",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CrosswalkDraft",
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
                        ("definition", models.JSONField()),
                        ("changed_at", models.DateTimeField()),
                        ("changed_by", models.CharField(help_text="The actor's key", max_length=64)),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=1,
                                help_text="Grows with every change, so that nobody writes over another",
                            ),
                        ),
                        (
                            "organisation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]
