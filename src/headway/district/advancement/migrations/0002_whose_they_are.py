import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("advancement", "0001_initial"),
        ("continuum", "0005_one_continuum_only"),
        ("people", "0002_a_first_password_is_changed"),
        ("placement", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="advancement",
            name="plan_task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="placement.plantask",
            ),
        ),
        migrations.AddField(
            model_name="advancement",
            name="signed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="advancement",
            name="verified_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="advancementwithdrawal",
            name="advancement",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withdrawal",
                to="advancement.advancement",
            ),
        ),
        migrations.AddField(
            model_name="advancementwithdrawal",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="advancementwords",
            name="advancement",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="words",
                to="advancement.advancement",
            ),
        ),
        migrations.AddField(
            model_name="band",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bands", to="people.organisation"
            ),
        ),
        migrations.AddField(
            model_name="bandmembership",
            name="band",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="advancement.band"
            ),
        ),
        migrations.AddField(
            model_name="bandmembership",
            name="learner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bands", to="people.learner"
            ),
        ),
        migrations.AddField(
            model_name="beyondreach",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="beyondreach",
            name="flagged_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="beyondreach",
            name="learner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="beyond_reach", to="people.learner"
            ),
        ),
        migrations.AddField(
            model_name="beyondreachwords",
            name="beyond",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="words",
                to="advancement.beyondreach",
            ),
        ),
        migrations.AddField(
            model_name="module",
            name="course",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="modules",
                to="people.course",
            ),
        ),
        migrations.AddField(
            model_name="module",
            name="next_module",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="comes_after",
                to="advancement.module",
            ),
        ),
        migrations.AddField(
            model_name="module",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="modules", to="people.organisation"
            ),
        ),
        migrations.AddField(
            model_name="advancement",
            name="module",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="advancement.module",
            ),
        ),
        migrations.AddField(
            model_name="modulecompetency",
            name="competency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="modules", to="continuum.competency"
            ),
        ),
        migrations.AddField(
            model_name="modulecompetency",
            name="module",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="advancement.module"
            ),
        ),
        migrations.AddField(
            model_name="nextchoice",
            name="agreed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="nextchoice",
            name="chosen_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="nextchoice",
            name="competency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="continuum.competency"
            ),
        ),
        migrations.AddField(
            model_name="nextchoice",
            name="learner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="next_choices", to="people.learner"
            ),
        ),
        migrations.AddField(
            model_name="nextchoicewords",
            name="choice",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="words", to="advancement.nextchoice"
            ),
        ),
        migrations.AddField(
            model_name="openedseat",
            name="advancement",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="seat", to="advancement.advancement"
            ),
        ),
        migrations.AddField(
            model_name="openedseat",
            name="left_section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.section",
            ),
        ),
        migrations.AddField(
            model_name="openedseat",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.section",
            ),
        ),
        migrations.AddField(
            model_name="rollover",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="from_school",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transitions_out",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="learner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="transitions", to="people.learner"
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transitions_owned",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="planned_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="to_school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transitions_in",
                to="people.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="band",
            constraint=models.CheckConstraint(
                condition=models.Q(("highest_level__gte", models.F("lowest_level"))),
                name="band_levels_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="bandmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="band_period_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="bandmembership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_on__isnull", True)), fields=("learner",), name="one_band_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="beyondreach",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("learner", "domain_code"),
                name="beyond_reach_open_once",
            ),
        ),
        migrations.AddIndex(
            model_name="advancement",
            index=models.Index(
                fields=["learner", "domain_code", "recorded_at", "id"], name="advancement_history"
            ),
        ),
        migrations.AddIndex(
            model_name="advancement",
            index=models.Index(fields=["is_exception", "recorded_at"], name="advancement_exceptions"),
        ),
        migrations.AddConstraint(
            model_name="advancement",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_exception", False), ("plan_task__isnull", False), _connector="OR"),
                name="exception_has_a_plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="advancement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("grain", "level"), _negated=True), ("to_level__isnull", False), _connector="OR"
                ),
                name="level_advance_says_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="modulecompetency",
            constraint=models.UniqueConstraint(
                fields=("module", "competency"), name="module_competency_once"
            ),
        ),
        migrations.AddIndex(
            model_name="nextchoice",
            index=models.Index(fields=["learner", "competency", "chosen_at"], name="choices_of_learner"),
        ),
        migrations.AddConstraint(
            model_name="rollover",
            constraint=models.UniqueConstraint(
                fields=("organisation", "to_year"), name="rollover_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="transition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("learner",),
                name="one_transition_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="transition",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_school", models.F("to_school")), _negated=True),
                name="transition_changes_schools",
            ),
        ),
    ]
