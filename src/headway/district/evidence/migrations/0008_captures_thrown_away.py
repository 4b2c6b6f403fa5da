import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0007_targets_name_the_learner"),
        ("people", "0002_a_first_password_is_changed"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceSetAside",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("set_aside_at", models.DateTimeField()),
                ("brought_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="set_aside",
                        to="evidence.evidence",
                    ),
                ),
                (
                    "set_aside_by",
                    models.ForeignKey(
                        db_index=False,
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
                        condition=models.Q(("brought_back_at__isnull", True)),
                        fields=("evidence",),
                        name="evidence_set_aside_once",
                    )
                ],
            },
        ),
    ]
