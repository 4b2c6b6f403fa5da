import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0009_a_second_look_after_a_second_look"),
        ("people", "0002_a_first_password_is_changed"),
    ]

    operations = [
        migrations.CreateModel(
            name="PeerInvite",
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
                ("invited_at", models.DateTimeField()),
                (
                    "evidence",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="peer_invites",
                        to="evidence.evidence",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="peer_invites_made",
                        to="people.learner",
                    ),
                ),
                (
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="peer_invites_had",
                        to="people.learner",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PeerClosing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_at", models.DateTimeField()),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "invite",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closing",
                        to="evidence.peerinvite",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PeerWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sees_first", models.TextField()),
                ("sees_second", models.TextField()),
                ("idea", models.TextField()),
                ("written_at", models.DateTimeField()),
                (
                    "invite",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="evidence.peerinvite",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="peerinvite",
            constraint=models.UniqueConstraint(
                fields=("evidence", "peer"), name="peer_invited_once_to_a_piece"
            ),
        ),
        protect_operation("evidence_peerinvite", "evidence_peerclosing"),
    ]
