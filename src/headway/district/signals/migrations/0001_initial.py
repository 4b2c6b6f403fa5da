import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.create_tables
import headway.district.foundation.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agreements", "0001_initial"),
        ("people", "0002_a_first_password_is_changed"),
    ]

    operations = [
        headway.district.foundation.create_tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="FollowUp",
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
                                choices=[
                                    ("going", "The plan is going again"),
                                    ("met", "The target is met"),
                                    ("more", "More support is needed"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("held_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
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
                            "response",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_up",
                                to="signals.response",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="FollowUpWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField(blank=True, default="")),
                        (
                            "follow_up",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="signals.followup",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Response",
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
                                    ("engage", "Talk with learner and family"),
                                    ("resources", "More or other resources"),
                                    ("time", "More time"),
                                    ("plan", "An individual plan"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("begins_on", models.DateField()),
                        ("follow_up_on", models.DateField()),
                        (
                            "plan_task",
                            models.UUIDField(
                                blank=True, help_text="The individual plan that it opened", null=True
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="responses_owned",
                                to="people.person",
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
                            "signal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="responses",
                                to="signals.signal",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["owner", "follow_up_on"], name="responses_to_follow_up")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResponseWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "response",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="signals.response",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Signal",
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
                                    ("off_target", "The plan needs adjusting"),
                                    ("stalled", "The work has come to a halt"),
                                    ("not_seen", "Not seen lately"),
                                    ("not_negotiated", "No target agreed yet"),
                                    ("waiting", "Ready, and waiting"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("domain_code", models.CharField(blank=True, default="", max_length=120)),
                        ("subject", models.CharField(max_length=160)),
                        ("since_on", models.DateField()),
                        ("evidence", models.JSONField(default=dict)),
                        ("policy_version", models.CharField(max_length=64)),
                        ("recorded_at", models.DateTimeField()),
                        ("open", models.BooleanField(default=True)),
                        ("still", models.BooleanField(default=True)),
                        (
                            "addressee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signals_to_answer",
                                to="people.person",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signals",
                                to="people.learner",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signals",
                                to="agreements.target",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["addressee", "open"], name="signals_of_addressee"),
                            models.Index(fields=["learner", "open"], name="signals_of_learner"),
                            models.Index(fields=["open", "recorded_at"], name="signals_open"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("open", True)),
                                fields=("learner", "kind", "subject"),
                                name="open_signal_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Addressing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("because", models.CharField(max_length=16)),
                        ("at", models.DateTimeField()),
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
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "signal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addressings",
                                to="signals.signal",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SignalEnd",
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
                                    ("response", "Answered with a response"),
                                    ("lapsed", "No longer so; an adult has seen it"),
                                    ("mistaken", "Raised on a mistaken record"),
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
                            "response",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ends",
                                to="signals.response",
                            ),
                        ),
                        (
                            "signal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="end",
                                to="signals.signal",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SignalEndWords",
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
                                to="signals.signalend",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PaceReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reviewed_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pace_reviews",
                                to="people.learner",
                            ),
                        ),
                        (
                            "reviewed_by",
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
                            models.Index(fields=["learner", "reviewed_on"], name="pace_reviews_of_learner")
                        ],
                    },
                ),
            ],
        ),
    ]
