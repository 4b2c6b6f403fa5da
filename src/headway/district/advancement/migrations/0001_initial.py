import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_a_first_password_is_changed"),
    ]

    operations = [
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
                        default=headway.district.foundation.identifiers.new_uuid, editable=False, unique=True
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
            ],
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
            ],
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
                        default=headway.district.foundation.identifiers.new_uuid, editable=False, unique=True
                    ),
                ),
                ("domain_code", models.CharField(max_length=120)),
                ("flagged_at", models.DateTimeField()),
                (
                    "way",
                    models.CharField(
                        blank=True, default="", help_text="regroup | course | dual | mentor", max_length=16
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
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
                        default=headway.district.foundation.identifiers.new_uuid, editable=False, unique=True
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
            ],
            options={
                "ordering": ["position", "id"],
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
                        default=headway.district.foundation.identifiers.new_uuid, editable=False, unique=True
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
            ],
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
                        default=headway.district.foundation.identifiers.new_uuid, editable=False, unique=True
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
            ],
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
                        default=headway.district.foundation.identifiers.new_uuid, editable=False, unique=True
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
            ],
        ),
        migrations.CreateModel(
            name="Advancement",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "uuid",
                    models.UUIDField(
                        default=headway.district.foundation.identifiers.new_uuid, editable=False, unique=True
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
            ],
        ),
    ]
