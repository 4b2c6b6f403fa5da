import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("elsewhere", "0001_initial")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Source",
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
                        ("code", models.CharField(blank=True, default="", max_length=120, unique=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="SourceCompetency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("identifier", models.CharField(blank=True, default="", max_length=120)),
                        ("code", models.CharField(blank=True, default="", max_length=120)),
                        ("title", models.CharField(max_length=255)),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="competencies",
                                to="elsewhere.source",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "identifier"), name="elsewhere_competency_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SourceEnrolment",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("level", models.PositiveSmallIntegerField()),
                        ("baseline", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrolments",
                                to="elsewhere.sourcecompetency",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="elsewhere_enrolments",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("learner", "competency", "level"), name="elsewhere_enrolment_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__lte", 13)), name="elsewhere_enrolment_level"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SourceRow",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("baseline", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("average", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("growth", models.SmallIntegerField(blank=True, null=True)),
                        ("complete", models.PositiveSmallIntegerField()),
                        ("required", models.PositiveSmallIntegerField()),
                        ("missed", models.PositiveSmallIntegerField()),
                        ("progress", models.PositiveSmallIntegerField()),
                        ("is_complete", models.BooleanField()),
                        ("computed_at", models.DateTimeField()),
                        (
                            "enrolment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="row",
                                to="elsewhere.sourceenrolment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SourceSkill",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("identifier", models.CharField(blank=True, default="", max_length=120)),
                        ("code", models.CharField(blank=True, default="", max_length=120)),
                        ("title", models.CharField(max_length=255)),
                        ("requirements", models.JSONField(default=dict)),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="skills",
                                to="elsewhere.sourcecompetency",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="skills",
                                to="elsewhere.source",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "identifier"), name="elsewhere_skill_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SourceResult",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("level", models.PositiveSmallIntegerField()),
                        ("step", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("is_override", models.BooleanField(default=False)),
                        ("shown_at", models.DateTimeField()),
                        ("demonstration", models.BigIntegerField()),
                        ("identifier", models.BigIntegerField()),
                        ("recorded_at", models.DateTimeField()),
                        ("act", models.UUIDField()),
                        (
                            "learner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="elsewhere_results",
                                to="people.learner",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="elsewhere.source",
                            ),
                        ),
                        (
                            "skill",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="elsewhere.sourceskill",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["learner", "skill"], name="elsewhere_result_of_learner")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "identifier"), name="elsewhere_result_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("level__lte", 13),
                                    models.Q(("step__isnull", True), ("step__lte", 13), _connector="OR"),
                                ),
                                name="elsewhere_result_steps",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("step__isnull", False), ("is_override", True), _connector="OR"
                                ),
                                name="elsewhere_result_has_a_step",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
