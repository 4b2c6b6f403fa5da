import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("continuum", "0005_one_continuum_only"),
        ("evidence", "0010_classmates_look"),
        ("people", "0002_a_first_password_is_changed"),
    ]

    operations = [
        migrations.CreateModel(
            name="FluencyTry",
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
                        default=headway.district.foundation.identifiers.new_uuid, editable=False, unique=True
                    ),
                ),
                ("right", models.PositiveSmallIntegerField()),
                ("tries", models.PositiveSmallIntegerField()),
                ("seconds", models.PositiveSmallIntegerField()),
                ("seen_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
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
                        related_name="fluency_tries",
                        to="people.learner",
                    ),
                ),
                (
                    "seen_by",
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
            name="FluencyWithdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "occasion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="evidence.fluencytry",
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
        migrations.AddIndex(
            model_name="fluencytry",
            index=models.Index(fields=["learner", "competency", "seen_on", "id"], name="fluency_of_learner"),
        ),
        migrations.AddConstraint(
            model_name="fluencytry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("right__lte", models.F("tries")),
                    ("seconds__gte", 1),
                    ("seconds__lte", 3600),
                    ("tries__gte", 1),
                ),
                name="fluency_try_possible",
            ),
        ),
    ]
