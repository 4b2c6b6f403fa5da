import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("placement", "0001_initial"),
        ("placement", "0003_beyond_the_last_level"),
        ("placement", "0004_plans_of_pace"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Judgement",
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
                        ("domain_code", models.CharField(max_length=120)),
                        ("strand_code", models.CharField(blank=True, default="", max_length=120)),
                        ("level", models.PositiveSmallIntegerField(help_text="A level of the continuum")),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("firm", "Firm"),
                                    ("likely", "Likely"),
                                    ("open", "Open: look again soon"),
                                ],
                                default="likely",
                                max_length=8,
                            ),
                        ),
                        ("observed_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "judged_by",
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
                                related_name="level_judgements",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 0), ("level__lte", 14)),
                                name="judged_level_on_the_line",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JudgementWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "judgement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="placement.judgement",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="LevelingSession",
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
                            "reason",
                            models.CharField(
                                choices=[
                                    ("entry", "New to the district"),
                                    ("transfer", "Comes from another school"),
                                    ("return", "Comes back after a time away"),
                                    ("review", "The day of review has come"),
                                    ("appeal", "Somebody asked to look again"),
                                ],
                                default="entry",
                                max_length=16,
                            ),
                        ),
                        ("expected_level", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("opened_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leveling_sessions",
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("learner",),
                                name="open_leveling_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Placement",
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
                        ("domain_code", models.CharField(max_length=120)),
                        ("strand_code", models.CharField(blank=True, default="", max_length=120)),
                        ("level", models.PositiveSmallIntegerField(help_text="A level of the continuum")),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("firm", "Firm"),
                                    ("likely", "Likely"),
                                    ("open", "Open: look again soon"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("basis", models.CharField(max_length=16)),
                        ("suggestion", models.JSONField(default=dict)),
                        (
                            "departs",
                            models.BooleanField(
                                default=False, help_text="The decision differs from what the sources suggest"
                            ),
                        ),
                        ("opens", models.JSONField(blank=True, default=list)),
                        ("decided_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        ("review_on", models.DateField(blank=True, null=True)),
                        (
                            "act",
                            models.UUIDField(
                                blank=True,
                                help_text="The act that made many at once (its audit row)",
                                null=True,
                            ),
                        ),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "decided_by",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placements",
                                to="people.learner",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placements",
                                to="placement.levelingsession",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["learner", "domain_code", "strand_code", "recorded_at", "id"],
                                name="placement_history",
                            ),
                            models.Index(fields=["review_on"], name="placements_to_review"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 0), ("level__lte", 14)),
                                name="placed_level_on_the_line",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlacementAppeal",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "placement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appeals",
                                to="placement.placement",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PlacementAppealAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("answered_at", models.DateTimeField()),
                        ("code", models.CharField(help_text="kept | changed | taken_back", max_length=16)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "appeal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answer",
                                to="placement.placementappeal",
                            ),
                        ),
                        (
                            "placement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="placement.placement",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PlacementAppealWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "appeal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="placement.placementappeal",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PlacementWithdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "placement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="placement.placement",
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
                    name="PlacementWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(blank=True, default="")),
                        ("start_here", models.TextField(blank=True, default="")),
                        (
                            "placement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="placement.placement",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PlanTask",
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
                        ("domain_code", models.CharField(blank=True, default="", max_length=120)),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("leveling", "Leveling showed much ground to build"),
                                    ("transition", "Foundations are open at a change of school"),
                                    ("exception", "Moving on with foundations still open"),
                                    ("early_help", "Early help before a module"),
                                    ("pace", "A plan on the way to a target needs an adult"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("facts", models.JSONField(blank=True, default=dict)),
                        ("opened_at", models.DateTimeField()),
                        ("review_on", models.DateField(blank=True, null=True)),
                        (
                            "revision",
                            models.PositiveIntegerField(default=0, help_text="0: nothing is written yet"),
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
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_tasks",
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
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_tasks_owned",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["owner", "closed_at"], name="plan_tasks_of_owner")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("learner", "domain_code", "reason"),
                                name="open_plan_task_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanTaskOwner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_at", models.DateTimeField()),
                        (
                            "named_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owners",
                                to="placement.plantask",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PlanTaskSignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("learner", "Learner"),
                                    ("family", "Family"),
                                    ("owner", "Whoever sees to the plan"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("signed_at", models.DateTimeField()),
                        (
                            "language",
                            models.CharField(default="en", help_text="In which it was read", max_length=8),
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
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="placement.plantask",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("task", "revision", "role", "signed_by"), name="plan_signed_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanTaskWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        (
                            "goal",
                            models.TextField(help_text="What she will be able to do, in words of strength"),
                        ),
                        ("steps", models.TextField(help_text="What happens first, and when")),
                        ("support", models.TextField(help_text="Who helps, and how often")),
                        ("home", models.TextField(blank=True, default="", help_text="What helps at home")),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        ("written_at", models.DateTimeField()),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="placement.plantask",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["revision"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("task", "revision"), name="plan_words_revision_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TransferCourse",
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
                        ("title", models.CharField(max_length=255)),
                        ("grade", models.CharField(blank=True, default="", max_length=64)),
                        ("school_year", models.CharField(blank=True, default="", max_length=16)),
                        ("domain_code", models.CharField(blank=True, default="", max_length=120)),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="The continuum level it was about", null=True
                            ),
                        ),
                        ("competency_ids", models.JSONField(blank=True, default=list)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfer_courses",
                                to="people.learner",
                            ),
                        ),
                        (
                            "recorded_by",
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
                    name="TransferAct",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[
                                    ("provisional", "Provisional"),
                                    ("signed", "Signed by the principal"),
                                    ("confirmed", "Confirmed by evidence here"),
                                    ("declined", "Not taken over"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acts",
                                to="placement.transfercourse",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="TransferWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("school", models.CharField(blank=True, default="", max_length=255)),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "course",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="placement.transfercourse",
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]
