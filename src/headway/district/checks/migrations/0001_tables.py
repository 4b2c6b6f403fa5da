import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("checks", "0001_initial"), ("checks", "0003_what_a_module_asks")]

    initial = True

    dependencies = [
        ("continuum", "0001_tables"),
        ("evidence", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="CheckAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("right", "Shown"),
                                    ("not_yet", "Not yet"),
                                    ("unfamiliar", "Haven't met this"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("answered_at", models.DateTimeField()),
                        (
                            "seconds",
                            models.FloatField(blank=True, help_text="From shown to answered", null=True),
                        ),
                        ("request_key", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="checks.checkitem",
                            ),
                        ),
                        (
                            "sitting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="checks.checksitting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sitting", "number"), name="check_answer_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckAnswerWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("given", models.JSONField()),
                        (
                            "answer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="checks.checkanswer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CheckItem",
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
                                    ("choice", "Choose one"),
                                    ("several", "Choose all that fit"),
                                    ("short", "Write a short answer"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("stem", models.TextField()),
                        (
                            "spoken",
                            models.TextField(
                                blank=True, default="", help_text="What is read aloud, where it differs"
                            ),
                        ),
                        ("choices", models.JSONField(blank=True, default=list)),
                        ("key", models.JSONField()),
                        ("guess", models.FloatField(blank=True, null=True)),
                        ("slip", models.FloatField(blank=True, null=True)),
                        (
                            "source",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="The file or person it came from",
                                max_length=255,
                            ),
                        ),
                        ("source_identifier", models.CharField(blank=True, default="", max_length=255)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        ("is_active", models.BooleanField(default=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by", models.CharField(help_text="The actor's key", max_length=64)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_items",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_items",
                                to="evidence.task",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["competency", "is_active"], name="check_items_of_competency")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckSitting",
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
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("entry", "Where to begin"),
                                    ("module", "What is already known of a module"),
                                ],
                                default="entry",
                                max_length=16,
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[("locator", "Finding where to begin"), ("strand", "One strand")],
                                max_length=16,
                            ),
                        ),
                        ("domain_code", models.CharField(max_length=120)),
                        ("strand_code", models.CharField(blank=True, default="", max_length=120)),
                        ("module", models.CharField(blank=True, default="", max_length=36)),
                        (
                            "band",
                            models.JSONField(
                                blank=True, default=dict, help_text="{lowest, likely, highest} of the locator"
                            ),
                        ),
                        ("competency_ids", models.JSONField(default=list)),
                        ("settings", models.JSONField(default=dict)),
                        ("seed", models.BigIntegerField()),
                        ("language", models.CharField(default="en", max_length=8)),
                        ("state", models.BinaryField(blank=True, null=True)),
                        (
                            "answers_kept",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Answers that `state` knows of"
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                        ("opened_at", models.DateTimeField()),
                        ("begun_at", models.DateTimeField(blank=True, null=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("stop_reason", models.CharField(blank=True, default="", max_length=24)),
                        ("unusual", models.JSONField(blank=True, default=list)),
                        (
                            "set_aside_at",
                            models.DateTimeField(
                                blank=True, help_text="A person decided not to use it", null=True
                            ),
                        ),
                        (
                            "asked_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="checks.checkitem",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_sittings",
                                to="people.learner",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="continuum.frameworkversion",
                            ),
                        ),
                        ("wanted_ids", models.JSONField(blank=True, default=list)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["learner", "-opened_at"], name="sittings_of_learner")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("finished_at__isnull", True), ("set_aside_at__isnull", True)
                                ),
                                fields=("learner", "stage", "domain_code", "strand_code", "module"),
                                name="open_sitting_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "chance",
                            models.FloatField(
                                help_text="How likely it is that she knows it, by the model; staff only"
                            ),
                        ),
                        (
                            "reading",
                            models.CharField(
                                choices=[("known", "known"), ("unsure", "unsure"), ("not_yet", "not_yet")],
                                max_length=8,
                            ),
                        ),
                        ("is_next", models.BooleanField(default=False)),
                        ("was_asked", models.BooleanField(default=False)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "sitting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="checks.checksitting",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sitting", "competency"), name="check_reading_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
