import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="PlanNote",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "uuid",
                    models.UUIDField(
                        default=headway.district.foundation.identifiers.new_uuid, editable=False, unique=True
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[("depth", "Going deeper"), ("standing", "Where the plan stands")],
                        max_length=16,
                    ),
                ),
                ("domain_code", models.CharField(blank=True, default="", max_length=120)),
                ("read", models.CharField(max_length=16)),
                ("noted", models.CharField(max_length=16)),
                ("evidence", models.JSONField(blank=True, default=dict)),
                ("policy_version", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                (
                    "request_key",
                    models.CharField(blank=True, max_length=64, null=True, unique=True),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_notes",
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
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_notes",
                        to="agreements.target",
                    ),
                ),
                (
                    "withdraws",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="agreements.plannote",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["learner", "recorded_at"], name="plan_notes_of_learner")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about", "depth"), ("target__isnull", True)),
                            models.Q(("about", "standing"), ("target__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_note_about_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanNoteWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="agreements.plannote",
                    ),
                ),
            ],
        ),
        protect_operation("agreements_plannote"),
    ]
