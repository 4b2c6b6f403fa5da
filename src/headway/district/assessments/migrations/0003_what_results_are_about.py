import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0002_append_only"),
        ("people", "0002_a_first_password_is_changed"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessmentresult",
            name="occasion",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="assessmentresult",
            name="part",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The goal or subtest; blank is the whole area",
                max_length=255,
            ),
        ),
        migrations.AddField(
            model_name="assessmentresult",
            name="scale",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.CreateModel(
            name="CrosswalkDraft",
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
                ("definition", models.JSONField()),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.CharField(help_text="The actor's key", max_length=64)),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=1, help_text="Grows with every change, so that nobody writes over another"
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
        ),
        # SQLite builds a table anew when a column is added.
        protect_operation("assessments_assessmentresult"),
    ]
