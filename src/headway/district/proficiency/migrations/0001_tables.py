import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("proficiency", "0001_initial"),
        ("proficiency", "0004_answered_proposals"),
        ("proficiency", "0005_carried_over"),
        ("proficiency", "0006_next_steps_and_recomputing"),
        ("proficiency", "0008_standings_hold_until"),
        ("proficiency", "0009_what_was_taken_as_met"),
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
                    name="Determination",
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
                        ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("rule_version", models.CharField(blank=True, default="", max_length=64)),
                        ("proposal", models.JSONField(default=dict)),
                        (
                            "departs",
                            models.BooleanField(
                                default=False, help_text="The decision differs from the proposal"
                            ),
                        ),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True)),
                        (
                            "competency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="determinations",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "decided_by",
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
                                related_name="determinations",
                                to="people.learner",
                            ),
                        ),
                        ("basis", models.CharField(blank=True, max_length=16, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["learner", "competency", "recorded_at", "id"],
                                name="determination_history",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("request_key__isnull", False)),
                                fields=("request_key",),
                                name="determination_request_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("level__isnull", True),
                                    models.Q(("level__gte", 1), ("level__lte", 6)),
                                    _connector="OR",
                                ),
                                name="determined_level_1_to_6",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeterminationReason",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "determination",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reason",
                                to="proficiency.determination",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Standing",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("determined_level", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("determined_at", models.DateTimeField(blank=True, null=True)),
                        ("proficient_since", models.DateTimeField(blank=True, null=True)),
                        (
                            "proposed_status",
                            models.CharField(
                                choices=[
                                    ("level", "A level is proposed"),
                                    ("not_enough_evidence", "Not enough evidence yet"),
                                    ("no_evidence", "No evidence yet"),
                                ],
                                default="no_evidence",
                                max_length=24,
                            ),
                        ),
                        ("proposed_level", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("confidence", models.CharField(blank=True, default="", max_length=16)),
                        ("pieces", models.PositiveIntegerField(default=0)),
                        ("last_observed_at", models.DateTimeField(blank=True, null=True)),
                        ("rule_version", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "competency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standings",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standings",
                                to="people.learner",
                            ),
                        ),
                        ("answered_level", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "determined_under",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="continuum.competency",
                            ),
                        ),
                        ("to_confirm", models.BooleanField(default=False)),
                        ("shows_less", models.BooleanField(default=False)),
                        ("holds_until", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("learner", "competency"), name="standing_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NextStep",
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
                        ("is_open", models.BooleanField(default=True)),
                        (
                            "show_on",
                            models.DateField(
                                blank=True, help_text="The next opportunity to show it", null=True
                            ),
                        ),
                        ("planned_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True)),
                        (
                            "competency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="next_steps",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="next_steps",
                                to="people.learner",
                            ),
                        ),
                        (
                            "planned_by",
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
                        "indexes": [
                            models.Index(
                                fields=["learner", "competency", "planned_at", "id"], name="next_step_history"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("request_key__isnull", False)),
                                fields=("request_key",),
                                name="next_step_request_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_open", False), ("show_on__isnull", False), _connector="OR"
                                ),
                                name="open_next_step_has_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NextStepWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("step", models.TextField(help_text="What the learner does next")),
                        ("support", models.TextField(help_text="What helps her, and who")),
                        (
                            "next_step",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="proficiency.nextstep",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Recomputing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(default=1, unique=True)),
                        (
                            "ground",
                            models.CharField(
                                help_text="Rule, version of the continuum and day that it is for",
                                max_length=255,
                            ),
                        ),
                        (
                            "through",
                            models.BigIntegerField(default=0, help_text="Learners up to this id are in step"),
                        ),
                        ("standings", models.BigIntegerField(default=0)),
                        ("begun_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("place", 1)), name="one_mark_of_recomputing"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
