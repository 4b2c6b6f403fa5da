import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_a_first_password_is_changed"),
        ("people", "0003_extra_school_days"),
    ]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        ("username", models.CharField(max_length=150, unique=True)),
                        ("email", models.EmailField(blank=True, default="", max_length=254)),
                        ("is_active", models.BooleanField(default=True)),
                        ("must_change_password", models.BooleanField(default=False)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[("state", "State"), ("district", "District"), ("school", "School")],
                                max_length=16,
                            ),
                        ),
                        ("name", models.CharField(max_length=255)),
                        ("code", models.CharField(blank=True, default="", max_length=120)),
                        (
                            "path",
                            models.CharField(
                                blank=True, db_index=True, default="", editable=False, max_length=255
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="people.organisation",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="HomeGroup",
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
                        ("name", models.CharField(max_length=255)),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="home_groups",
                                to="people.organisation",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Course",
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
                        ("title", models.CharField(max_length=255)),
                        ("code", models.CharField(blank=True, default="", max_length=120)),
                        ("subject", models.CharField(blank=True, default="", max_length=255)),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="The continuum level it is mostly about", null=True
                            ),
                        ),
                        (
                            "domain_code",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="The continuum domain it is mostly about",
                                max_length=120,
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="courses",
                                to="people.organisation",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Person",
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
                        ("given_name", models.CharField(blank=True, default="", max_length=255)),
                        ("family_name", models.CharField(blank=True, default="", max_length=255)),
                        ("preferred_name", models.CharField(blank=True, default="", max_length=255)),
                        ("email", models.EmailField(blank=True, default="", max_length=254)),
                        ("language", models.CharField(default="en", max_length=8)),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "account",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["family_name", "given_name"], name="person_by_name")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Learner",
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
                        ("local_identifier", models.CharField(blank=True, default="", max_length=120)),
                        ("birth_on", models.DateField(blank=True, null=True)),
                        ("entered_on", models.DateField(blank=True, null=True)),
                        (
                            "left_on",
                            models.DateField(
                                blank=True,
                                help_text="After this date nothing is recorded any more",
                                null=True,
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="learners",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="learner",
                                to="people.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="HomeGroupAdviser",
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
                            "home_group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="advisers",
                                to="people.homegroup",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="home_groups_advised",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True),
                                    ("to_on__gte", models.F("from_on")),
                                    _connector="OR",
                                ),
                                name="adviser_period_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Guardianship",
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
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("parent", "Parent"),
                                    ("guardian", "Guardian"),
                                    ("relative", "Relative"),
                                    ("other", "Other"),
                                ],
                                default="guardian",
                                max_length=16,
                            ),
                        ),
                        ("may_see", models.BooleanField(default=True)),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="guardianships",
                                to="people.learner",
                            ),
                        ),
                        (
                            "guardian",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="guardianships",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("guardian", "learner"), name="guardianship_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleAssignment",
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
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("teacher", "Teacher"),
                                    ("adviser", "Adviser"),
                                    ("tutor", "Tutor"),
                                    ("curriculum_lead", "Curriculum lead"),
                                    ("counsellor", "Counsellor"),
                                    ("registrar", "Registrar"),
                                    ("leader", "Leader"),
                                    ("administrator", "Administrator"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("from_on", models.DateField(blank=True, null=True)),
                        ("to_on", models.DateField(blank=True, null=True)),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="duties",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="duties",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_active", True)),
                                fields=("person", "role", "organisation"),
                                name="active_duty_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterSource",
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
                        ("code", models.CharField(max_length=64, unique=True)),
                        ("name", models.CharField(blank=True, default="", max_length=255)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="roster_sources",
                                to="people.organisation",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Section",
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
                        ("title", models.CharField(max_length=255)),
                        ("code", models.CharField(blank=True, default="", max_length=120)),
                        (
                            "modality",
                            models.CharField(
                                choices=[
                                    ("in_person", "In person"),
                                    ("blended", "Blended"),
                                    ("online", "Online"),
                                ],
                                default="in_person",
                                max_length=16,
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="people.course",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "terms",
                            models.ManyToManyField(blank=True, related_name="sections", to="people.term"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SectionEnrolment",
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
                        ("from_on", models.DateField(blank=True, null=True)),
                        ("to_on", models.DateField(blank=True, null=True)),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="enrolments",
                                to="people.learner",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="enrolments",
                                to="people.section",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["section", "is_active"], name="enrolment_by_section"),
                            models.Index(fields=["learner", "is_active"], name="enrolment_by_learner"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SectionStaff",
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
                        ("is_primary", models.BooleanField(default=False)),
                        ("from_on", models.DateField(blank=True, null=True)),
                        ("to_on", models.DateField(blank=True, null=True)),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections_taught",
                                to="people.person",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="staff",
                                to="people.section",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["person", "is_active"], name="staff_by_person")],
                    },
                ),
                migrations.CreateModel(
                    name="SourceRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                help_text="The foreign system's own word: org, user, class …", max_length=24
                            ),
                        ),
                        ("sourced_id", models.CharField(max_length=255)),
                        (
                            "target_id",
                            models.BigIntegerField(blank=True, help_text="Our row's id", null=True),
                        ),
                        ("target_uuid", models.UUIDField(blank=True, null=True)),
                        ("digest", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "extra",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="metadata.* and fields we keep but do not use",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="records",
                                to="people.rostersource",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["target_uuid"], name="source_record_by_target")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "kind", "sourced_id"), name="source_record_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Term",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("school_year", "School year"),
                                    ("semester", "Semester"),
                                    ("term", "Term"),
                                    ("grading_period", "Reporting period"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("name", models.CharField(max_length=255)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        (
                            "school_year",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="The year in which it ends", null=True
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="people.term",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="term_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TutorAssignment",
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
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tutors",
                                to="people.learner",
                            ),
                        ),
                        (
                            "tutor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tutoring",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True),
                                    ("to_on__gte", models.F("from_on")),
                                    _connector="OR",
                                ),
                                name="tutoring_period_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HomeGroupMembership",
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
                            "home_group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="people.homegroup",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="home_groups",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True),
                                    ("to_on__gte", models.F("from_on")),
                                    _connector="OR",
                                ),
                                name="membership_period_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("excused", "Excused"), ("unexcused", "Not excused")],
                                default="excused",
                                max_length=16,
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="absences",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("learner", "on"), name="absence_once_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LearnerCharacteristic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                help_text="race_ethnicity, gender, home_language, disability, income …",
                                max_length=32,
                            ),
                        ),
                        ("value", models.CharField(max_length=64)),
                        ("from_on", models.DateField()),
                        ("to_on", models.DateField(blank=True, null=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="characteristics",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["kind", "value"], name="characteristic_by_group")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True),
                                    ("to_on__gte", models.F("from_on")),
                                    _connector="OR",
                                ),
                                name="characteristic_period_in_order",
                            ),
                            models.UniqueConstraint(
                                fields=("learner", "kind", "from_on", "value"), name="characteristic_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NonInstructionalDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("name", models.CharField(blank=True, default="", max_length=255)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="days_off",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("organisation", "on"), name="day_off_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExtraSchoolDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("name", models.CharField(blank=True, default="", max_length=255)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="extra_days",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("organisation", "on"), name="extra_day_once")
                        ],
                    },
                ),
            ],
        ),
    ]
