import datetime

import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.create_tables
import headway.district.foundation.identifiers
import headway.district.notices.types


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_a_first_password_is_changed"),
    ]

    operations = [
        headway.district.foundation.create_tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Letter",
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
                        ("digest_on", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                default=headway.district.notices.types.LetterState["WAITING"], max_length=8
                            ),
                        ),
                        ("written_at", models.DateTimeField()),
                        ("state_at", models.DateTimeField()),
                        ("next_try_at", models.DateTimeField()),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letters",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "sending"))),
                                fields=["state", "next_try_at"],
                                name="letter_still_to_send",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "digest_on"), name="letter_one_digest_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
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
                        ("kind", models.CharField(max_length=32)),
                        ("subject", models.CharField(blank=True, default="", max_length=64)),
                        ("link", models.CharField(max_length=255)),
                        ("told_at", models.DateTimeField()),
                        ("told_by", models.CharField(max_length=64)),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="people.learner",
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="notices",
                                to="notices.letter",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-told_at"], name="notice_inbox"),
                            models.Index(
                                condition=models.Q(("letter__isnull", True), ("read_at__isnull", True)),
                                fields=["told_at"],
                                name="notice_outbox",
                            ),
                            models.Index(
                                condition=models.Q(("read_at__isnull", True)),
                                fields=["subject"],
                                name="notice_unread_by_subject",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("read_at__isnull", True)),
                                fields=("person", "kind", "subject"),
                                name="notice_told_once_while_unread",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticePreferences",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("channels", models.JSONField(blank=True, default=dict)),
                        ("digest_at", models.TimeField(default=datetime.time(7, 0))),
                        ("quiet_from", models.TimeField(blank=True, default=datetime.time(18, 0), null=True)),
                        ("quiet_until", models.TimeField(blank=True, default=datetime.time(7, 0), null=True)),
                        ("quiet_weekends", models.BooleanField(default=True)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notice_preferences",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("quiet_from__isnull", True), ("quiet_until__isnull", True)),
                                    models.Q(("quiet_from__isnull", False), ("quiet_until__isnull", False)),
                                    _connector="OR",
                                ),
                                name="notice_quiet_hours_have_both_ends",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
