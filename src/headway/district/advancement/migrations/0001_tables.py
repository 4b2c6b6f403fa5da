import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("advancement", "0001_initial"),
        ("advancement", "0002_whose_they_are"),
        ("advancement", "0004_awaited_verification"),
        ("advancement", "0005_years_and_schools"),
    ]

    initial = True

    dependencies = [
        ("continuum", "0001_tables"),
        ("people", "0001_tables"),
        ("placement", "0001_tables"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="AdvancementWithdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "advancement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="advancement.advancement",
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
                migrations.CreateModel(
                    name="AdvancementWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "advancement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="advancement.advancement",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Band",
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
                        ("lowest_level", models.PositiveSmallIntegerField()),
                        ("highest_level", models.PositiveSmallIntegerField()),
                        (
                            "usual_years",
                            models.PositiveSmallIntegerField(default=3, help_text="Usual, never a limit"),
                        ),
                        ("exit_domains", models.JSONField(blank=True, default=dict)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bands",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("highest_level__gte", models.F("lowest_level"))),
                                name="band_levels_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BandMembership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField()),
                        ("to_on", models.DateField(blank=True, null=True)),
                        (
                            "ended",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("met", "What the band is for was met"),
                                    ("moved", "Moved to another group"),
                                    ("left", "Left the school"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        (
                            "band",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="advancement.band",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bands",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True),
                                    ("to_on__gte", models.F("from_on")),
                                    _connector="OR",
                                ),
                                name="band_period_in_order",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_on__isnull", True)),
                                fields=("learner",),
                                name="one_band_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BeyondReach",
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
                        ("domain_code", models.CharField(max_length=120)),
                        ("flagged_at", models.DateTimeField()),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="regroup | course | dual | mentor",
                                max_length=16,
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "flagged_by",
                            models.ForeignKey(
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
                                related_name="beyond_reach",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("learner", "domain_code"),
                                name="beyond_reach_open_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BeyondReachWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "beyond",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="advancement.beyondreach",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Module",
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
                        ("description", models.TextField(blank=True, default="")),
                        ("domain_code", models.CharField(blank=True, default="", max_length=120)),
                        ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        ("is_active", models.BooleanField(default=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="modules",
                                to="people.course",
                            ),
                        ),
                        (
                            "next_module",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="comes_after",
                                to="advancement.module",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="modules",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["sequence", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="ModuleCompetency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "is_essential",
                            models.BooleanField(default=True, help_text="The module isn't met without it"),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="modules",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "module",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="advancement.module",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("module", "competency"), name="module_competency_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NextChoice",
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
                            "choice",
                            models.CharField(
                                choices=[
                                    ("apply", "Use it somewhere new"),
                                    ("advance", "Go on to what is next"),
                                    ("deeper", "Go deeper"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("chosen_at", models.DateTimeField()),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
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
                                related_name="next_choices",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["learner", "competency", "chosen_at"], name="choices_of_learner"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NextChoiceWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "choice",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="advancement.nextchoice",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OpenedSeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "advancement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat",
                                to="advancement.advancement",
                            ),
                        ),
                        (
                            "left_section",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.section",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.section",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Rollover",
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
                        ("from_year", models.PositiveSmallIntegerField()),
                        ("to_year", models.PositiveSmallIntegerField()),
                        ("done_at", models.DateTimeField()),
                        ("done_by", models.CharField(help_text="The actor's key", max_length=64)),
                        ("learners", models.PositiveIntegerField(default=0)),
                        ("before", models.CharField(max_length=64)),
                        ("after", models.CharField(max_length=64)),
                        ("report", models.JSONField(default=dict)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "attempt",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="Grows where one was taken back"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "to_year", "attempt"), name="rollover_once_a_year"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Transition",
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
                        ("starts_on", models.DateField()),
                        (
                            "in_bridge",
                            models.BooleanField(
                                default=False, help_text="She is invited to the bridge before school begins"
                            ),
                        ),
                        ("planned_at", models.DateTimeField()),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, help_text="It happened, or it was called off", null=True
                            ),
                        ),
                        (
                            "from_school",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transitions_out",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transitions",
                                to="people.learner",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transitions_owned",
                                to="people.person",
                            ),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "to_school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transitions_in",
                                to="people.organisation",
                            ),
                        ),
                        ("through_level", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("learner",),
                                name="one_transition_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("from_school", models.F("to_school")), _negated=True),
                                name="transition_changes_schools",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Advancement",
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
                            "grain",
                            models.CharField(
                                choices=[
                                    ("competency", "A competency"),
                                    ("module", "A module"),
                                    ("level", "A level of a domain"),
                                    ("gateway", "A gateway"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("domain_code", models.CharField(blank=True, default="", max_length=120)),
                        ("from_level", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("to_level", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("gateway_code", models.CharField(blank=True, default="", max_length=120)),
                        ("policy_version", models.CharField(blank=True, default="", max_length=64)),
                        ("facts", models.JSONField(default=dict)),
                        ("signed_at", models.DateTimeField()),
                        ("is_exception", models.BooleanField(default=False)),
                        ("recorded_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="advancements",
                                to="people.learner",
                            ),
                        ),
                        (
                            "plan_task",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="placement.plantask",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "module",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="advancement.module",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["learner", "domain_code", "recorded_at", "id"],
                                name="advancement_history",
                            ),
                            models.Index(
                                fields=["is_exception", "recorded_at"], name="advancement_exceptions"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_exception", False), ("plan_task__isnull", False), _connector="OR"
                                ),
                                name="exception_has_a_plan",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("grain", "level"), _negated=True),
                                    ("to_level__isnull", False),
                                    _connector="OR",
                                ),
                                name="level_advance_says_where",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwaitedVerification",
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
                        ("what", models.CharField(max_length=200)),
                        (
                            "grain",
                            models.CharField(
                                choices=[
                                    ("competency", "A competency"),
                                    ("module", "A module"),
                                    ("level", "A level of a domain"),
                                    ("gateway", "A gateway"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("domain_code", models.CharField(blank=True, default="", max_length=120)),
                        ("signed_at", models.DateTimeField()),
                        ("named_open", models.JSONField(blank=True, default=list)),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "advancement",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awaited",
                                to="advancement.advancement",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.learner",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.section",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
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
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("learner", "what"),
                                name="awaited_verification_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Feeder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("through_level", models.PositiveSmallIntegerField()),
                        (
                            "from_school",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="feeds_into",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "to_school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fed_by",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("from_school", models.F("to_school")), _negated=True),
                                name="feeder_changes_schools",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RolloverWithdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("done_by", models.CharField(help_text="The actor's key", max_length=64)),
                        (
                            "rollover",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="advancement.rollover",
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]
