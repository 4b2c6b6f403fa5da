import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.create_tables
import headway.district.foundation.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_a_first_password_is_changed"),
    ]

    operations = [
        headway.district.foundation.create_tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="CheckIn",
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
                        ("week_on", models.DateField()),
                        ("went", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("wants_help", models.BooleanField(default=False)),
                        ("target_ids", models.JSONField(blank=True, default=list)),
                        ("seconds", models.PositiveIntegerField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_ins",
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
                    options={
                        "indexes": [
                            models.Index(fields=["learner", "week_on", "id"], name="check_ins_of_learner")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckInAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("answered_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
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
                            "check_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="agreements.checkin",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CheckInAnswerWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField(blank=True, default="")),
                        (
                            "answer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="agreements.checkinanswer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CheckInWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reflect", models.TextField(blank=True, default="")),
                        ("adjust", models.TextField(blank=True, default="")),
                        ("plan", models.TextField(blank=True, default="")),
                        (
                            "check_in",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="agreements.checkin",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="FamilyContact",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("call", "Call"),
                                    ("meeting", "Meeting"),
                                    ("visit", "Home visit"),
                                    ("written", "Letter or message"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("reached", models.BooleanField(default=True)),
                        ("learner_was_there", models.BooleanField(default=False)),
                        ("held_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "guardian",
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
                                related_name="family_contacts",
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
                        (
                            "withdraws",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="agreements.familycontact",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["learner", "held_on"], name="contacts_of_learner")],
                    },
                ),
                migrations.CreateModel(
                    name="FamilyContactWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("shared", models.TextField(blank=True, default="")),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "contact",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="agreements.familycontact",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Offer",
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
                        ("number", models.PositiveIntegerField()),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("learner", "Learner"),
                                    ("adult", "Adult at school"),
                                    ("family", "Family"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("from_on", models.DateField()),
                        ("by_on", models.DateField()),
                        ("shape", models.JSONField(default=dict)),
                        ("buffer_days", models.PositiveSmallIntegerField(default=0)),
                        ("support_minutes_per_week", models.PositiveSmallIntegerField(default=0)),
                        (
                            "plan",
                            models.CharField(
                                choices=[
                                    ("usual", "Usual plan"),
                                    ("steep", "Steep plan"),
                                    ("extended", "Extended plan"),
                                ],
                                default="usual",
                                max_length=8,
                            ),
                        ),
                        ("wants", models.JSONField(default=list)),
                        ("outlook", models.JSONField(blank=True, default=dict)),
                        (
                            "stage",
                            models.PositiveSmallIntegerField(
                                help_text="The learner's autonomy stage at that moment"
                            ),
                        ),
                        ("policy_version", models.CharField(max_length=64)),
                        ("offered_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "offered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="agreements.target",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["target", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("target", "number"), name="offer_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("by_on__gt", models.F("from_on"))),
                                name="offer_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfferWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(blank=True, default="")),
                        ("support", models.TextField(blank=True, default="")),
                        (
                            "offer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="agreements.offer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Signature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("learner", "Learner"),
                                    ("adult", "Adult at school"),
                                    ("family", "Family"),
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
                            "offer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="agreements.offer",
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
                                fields=("offer", "side", "signed_by"), name="offer_signed_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StageDecision",
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
                            "stage",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Guided"),
                                    (2, "Shared"),
                                    (3, "Self-starting"),
                                    (4, "Self-directed"),
                                ]
                            ),
                        ),
                        (
                            "earlier",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Guided"),
                                    (2, "Shared"),
                                    (3, "Self-starting"),
                                    (4, "Self-directed"),
                                ]
                            ),
                        ),
                        ("evidence", models.JSONField(blank=True, default=dict)),
                        ("decided_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        ("review_on", models.DateField(blank=True, null=True)),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="autonomy_stages",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["learner", "recorded_at"], name="stage_history")],
                    },
                ),
                migrations.CreateModel(
                    name="StageWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(blank=True, default="")),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="agreements.stagedecision",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Target",
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
                            "aim",
                            models.CharField(
                                choices=[
                                    ("competencies", "Competencies"),
                                    ("level", "A level of the continuum"),
                                    ("diploma", "The diploma"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("domain_code", models.CharField(blank=True, default="", max_length=120)),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="A level of the continuum", null=True
                            ),
                        ),
                        ("competency_ids", models.JSONField(blank=True, default=list)),
                        ("recorded_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pace_targets",
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
                    options={
                        "indexes": [
                            models.Index(fields=["learner", "domain_code"], name="targets_of_learner")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("level__isnull", True),
                                    models.Q(("level__gte", 0), ("level__lte", 13)),
                                    _connector="OR",
                                ),
                                name="target_level_on_the_line",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetEnd",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ending",
                            models.CharField(
                                choices=[
                                    ("met", "Met"),
                                    ("set_aside", "Set aside together"),
                                    ("replaced", "Replaced by another target"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("ended_at", models.DateTimeField()),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaces",
                                to="agreements.target",
                            ),
                        ),
                        (
                            "target",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="end",
                                to="agreements.target",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="TargetEndWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(blank=True, default="")),
                        (
                            "end",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="agreements.targetend",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="TargetWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("why", models.TextField(blank=True, default="")),
                        (
                            "target",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="agreements.target",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Vision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        ("text", models.TextField()),
                        (
                            "goals",
                            models.JSONField(
                                blank=True, default=list, help_text='[{"text": …, "target_ids": [ids]}]'
                            ),
                        ),
                        ("written_at", models.DateTimeField()),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visions",
                                to="people.learner",
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
                        "ordering": ["learner", "revision"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("learner", "revision"), name="vision_revision_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
