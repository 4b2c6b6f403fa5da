import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("continuum", "0001_initial"),
        ("continuum", "0002_drafts_coherence_profile"),
        ("continuum", "0003_case_object_by_identifier"),
        ("continuum", "0004_longer_names_of_changed_fields"),
        ("continuum", "0005_one_continuum_only"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Framework",
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
                        ("identifier", models.CharField(max_length=64, unique=True)),
                        ("uri", models.CharField(blank=True, default="", max_length=1024)),
                        ("title", models.CharField(max_length=512)),
                        ("creator", models.CharField(blank=True, default="", max_length=255)),
                        ("is_continuum", models.BooleanField(default=False)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="frameworks",
                                to="people.organisation",
                            ),
                        ),
                        ("is_shared", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_continuum", True)),
                                fields=("is_continuum",),
                                name="one_continuum_only",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrameworkVersion",
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
                        ("number", models.PositiveIntegerField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("in_review", "In review"),
                                    ("published", "Published"),
                                    ("retired", "Retired"),
                                ],
                                default="draft",
                                max_length=16,
                            ),
                        ),
                        ("effective_on", models.DateField(blank=True, null=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "published_by",
                            models.CharField(
                                blank=True, default="", help_text="The actor's key", max_length=64
                            ),
                        ),
                        ("envelope", models.JSONField(blank=True, default=dict)),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="continuum.framework",
                            ),
                        ),
                        (
                            "based_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to="continuum.frameworkversion",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True, default="", help_text="What is new in it, in the authors' words"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("framework", "number"), name="framework_version_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "published"), _negated=True),
                                    ("published_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="published_version_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Domain",
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
                        ("code", models.CharField(blank=True, default="", max_length=120)),
                        ("name", models.CharField(max_length=512)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("academic", "Academic"),
                                    ("habits", "Habits of success"),
                                    ("developmental", "Development"),
                                ],
                                default="academic",
                                max_length=16,
                            ),
                        ),
                        ("description", models.TextField(blank=True, default="")),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="domains",
                                to="continuum.frameworkversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["sequence", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "code"), name="domain_code_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Competency",
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
                        ("identifier", models.CharField(max_length=255)),
                        ("code", models.CharField(blank=True, default="", max_length=255)),
                        ("title", models.TextField(help_text="A short name for lists and grids")),
                        ("statement", models.TextField(help_text='What proficient means, as "I can …"')),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("academic", "Academic"),
                                    ("habits", "Habits of success"),
                                    ("developmental", "Development"),
                                ],
                                default="academic",
                                max_length=16,
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "depth",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Webb's depth of knowledge, 1-4", null=True
                            ),
                        ),
                        (
                            "importance",
                            models.CharField(
                                choices=[("essential", "Essential"), ("supporting", "Supporting")],
                                default="essential",
                                max_length=16,
                            ),
                        ),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="Learning units, the numerator of pace"
                            ),
                        ),
                        ("is_ratable", models.BooleanField(default=True)),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="children",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "domain",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="competencies",
                                to="continuum.domain",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="competencies",
                                to="continuum.frameworkversion",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="competencies",
                                to="continuum.strand",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["sequence", "id"],
                        "indexes": [
                            models.Index(
                                fields=["version", "domain", "level", "sequence"],
                                name="competency_on_the_map",
                            ),
                            models.Index(fields=["identifier"], name="competency_by_identifier"),
                            models.Index(fields=["code"], name="competency_by_code"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "identifier"), name="competency_once_per_version"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("depth__isnull", True),
                                    models.Q(("depth__gte", 1), ("depth__lte", 4)),
                                    _connector="OR",
                                ),
                                name="depth_1_to_4",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseObject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("identifier", models.CharField(max_length=255)),
                        ("position", models.PositiveIntegerField()),
                        ("payload", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="case_objects",
                                to="continuum.frameworkversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["version", "kind", "position"], name="case_object_in_order"),
                            models.Index(fields=["identifier"], name="case_object_by_identifier"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Association",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("identifier", models.CharField(max_length=64)),
                        ("kind", models.CharField(max_length=80)),
                        ("origin_identifier", models.CharField(max_length=255)),
                        ("origin_uri", models.CharField(blank=True, default="", max_length=1024)),
                        ("destination_identifier", models.CharField(max_length=255)),
                        ("destination_uri", models.CharField(blank=True, default="", max_length=1024)),
                        ("grouping_identifier", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "is_outside",
                            models.BooleanField(
                                default=False, help_text="One end is a node outside this package"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="associations",
                                to="continuum.frameworkversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["origin_identifier"], name="association_by_origin"),
                            models.Index(
                                fields=["destination_identifier"], name="association_by_destination"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "identifier"), name="association_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Prerequisite",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_gate", models.BooleanField(default=True)),
                        ("identifier", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "after",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="prerequisites",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "before",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opens",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="prerequisites",
                                to="continuum.frameworkversion",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("before", "after"), name="prerequisite_once"),
                            models.CheckConstraint(
                                condition=models.Q(("before", models.F("after")), _negated=True),
                                name="prerequisite_not_of_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rubric",
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
                        ("identifier", models.CharField(max_length=64)),
                        ("title", models.CharField(blank=True, default="", max_length=1024)),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rubrics",
                                to="continuum.frameworkversion",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "identifier"), name="rubric_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RubricCriterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("identifier", models.CharField(max_length=64)),
                        ("text", models.TextField(blank=True, default="")),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "competency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="criteria",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "rubric",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="continuum.rubric",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("rubric", "identifier"), name="criterion_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RubricCriterionLevel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("identifier", models.CharField(max_length=64)),
                        ("quality", models.CharField(blank=True, default="", max_length=1024)),
                        ("text", models.TextField(blank=True, default="")),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="levels",
                                to="continuum.rubriccriterion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("criterion", "identifier"), name="criterion_level_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Strand",
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
                        ("code", models.CharField(blank=True, default="", max_length=120)),
                        ("name", models.CharField(max_length=1024)),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "domain",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="strands",
                                to="continuum.domain",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["sequence", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("domain", "code"), name="strand_code_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Descriptor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField()),
                        ("text", models.TextField()),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="descriptors",
                                to="continuum.competency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["level"],
                        "constraints": [
                            models.UniqueConstraint(fields=("competency", "level"), name="descriptor_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Crosswalk",
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
                        ("title", models.CharField(max_length=512)),
                        ("begun_at", models.DateTimeField()),
                        (
                            "destination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="crosswalks_in",
                                to="continuum.framework",
                            ),
                        ),
                        (
                            "origin",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="crosswalks_out",
                                to="continuum.framework",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("origin", "destination"), name="crosswalk_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CrosswalkLink",
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
                        ("origin_identifier", models.CharField(max_length=255)),
                        ("destination_identifier", models.CharField(max_length=255)),
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("exact", "means the same as"),
                                    ("broader", "is broader than"),
                                    ("narrower", "is narrower than"),
                                    ("related", "is related to"),
                                ],
                                default="related",
                                max_length=16,
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("refused", "Dismissed"),
                                    ("open", "Open"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("reasons", models.JSONField(default=list, help_text="Why it was proposed")),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "crosswalk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="continuum.crosswalk",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["destination_identifier"], name="crosswalk_link_by_destination"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("crosswalk", "origin_identifier", "destination_identifier"),
                                name="crosswalk_link_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DraftChange",
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
                        ("act", models.UUIDField()),
                        ("at", models.DateTimeField()),
                        (
                            "subject",
                            models.CharField(
                                help_text="competency, descriptor, prerequisite, exemplar, note …",
                                max_length=24,
                            ),
                        ),
                        (
                            "subject_key",
                            models.CharField(help_text="Its lasting name in the draft", max_length=540),
                        ),
                        ("field", models.CharField(blank=True, default="", max_length=80)),
                        ("before", models.JSONField(null=True)),
                        ("after", models.JSONField(null=True)),
                        (
                            "undoes",
                            models.UUIDField(
                                blank=True, help_text="The act that this one takes back", null=True
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="continuum.frameworkversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(
                                fields=["version", "subject", "subject_key"], name="draft_change_of_a_thing"
                            ),
                            models.Index(fields=["version", "act"], name="draft_change_of_an_act"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DraftRemark",
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
                        ("identifier", models.CharField(blank=True, default="", max_length=255)),
                        ("text", models.TextField()),
                        ("at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answers",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replies",
                                to="continuum.draftremark",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="remarks",
                                to="continuum.frameworkversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "id"],
                        "indexes": [
                            models.Index(fields=["version", "identifier"], name="remark_on_a_competency")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Exemplar",
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
                        ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("title", models.CharField(max_length=512)),
                        ("work", models.TextField(blank=True, default="")),
                        (
                            "address",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="Where the work can be seen",
                                max_length=1024,
                            ),
                        ),
                        ("annotations", models.JSONField(blank=True, default=list)),
                        ("source", models.CharField(blank=True, default="", max_length=512)),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="exemplars",
                                to="continuum.competency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["level", "sequence", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="FindingAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fingerprint", models.CharField(max_length=64)),
                        ("kind", models.CharField(max_length=40)),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("refused", "Dismissed"),
                                    ("open", "Open"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("reason", models.TextField(blank=True, default="")),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="continuum.frameworkversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["fingerprint", "-id"], name="answers_to_a_finding")],
                    },
                ),
                migrations.CreateModel(
                    name="PrerequisiteAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("before_identifier", models.CharField(max_length=255)),
                        ("after_identifier", models.CharField(max_length=255)),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("refused", "Dismissed"),
                                    ("open", "Open"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="prerequisite_answers",
                                to="continuum.framework",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("framework", "before_identifier", "after_identifier"),
                                name="prerequisite_answer_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProfileStatement",
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
                        ("code", models.CharField(blank=True, default="", max_length=120)),
                        ("title", models.CharField(max_length=512)),
                        ("text", models.TextField(blank=True, default="")),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="profile_statements",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["sequence", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="ProfileLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("identifier", models.CharField(max_length=255)),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="continuum.profilestatement",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["identifier"], name="profile_link_by_competency")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("statement", "identifier"), name="profile_link_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgressionNote",
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
                                    ("research", "What research says"),
                                    ("misconception", "Usual misconceptions"),
                                    ("next", "What usually comes next"),
                                    ("transfer", "Where else it is used"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "source",
                            models.TextField(
                                blank=True, default="", help_text="The publication, for research"
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "competency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="continuum.competency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "sequence", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Succession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_identifier", models.CharField(max_length=255)),
                        ("to_identifier", models.CharField(blank=True, default="", max_length=255)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("same", "the same, under another name"),
                                    ("revised", "revised"),
                                    ("merged", "merged with others"),
                                    ("split", "split; this is the part that goes on"),
                                    ("ends", "ends here"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="")),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="successions",
                                to="continuum.frameworkversion",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "from_identifier"), name="succession_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "ends"), ("to_identifier", "")),
                                    models.Q(
                                        models.Q(("kind", "ends"), _negated=True),
                                        models.Q(("to_identifier", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="succession_ends_or_goes_on",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SuggestedChange",
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
                        ("identifier", models.CharField(max_length=255)),
                        ("field", models.CharField(max_length=48)),
                        ("language", models.CharField(blank=True, default="", max_length=16)),
                        (
                            "base",
                            models.TextField(
                                blank=True,
                                default="",
                                help_text="The words that it would replace, as they stood",
                            ),
                        ),
                        ("proposed", models.TextField()),
                        ("reason", models.TextField(blank=True, default="")),
                        ("at", models.DateTimeField()),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("refused", "Dismissed"),
                                    ("open", "Open"),
                                ],
                                default="open",
                                max_length=16,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer_reason", models.TextField(blank=True, default="")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="suggested_changes",
                                to="continuum.frameworkversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "id"],
                        "indexes": [
                            models.Index(fields=["version", "identifier"], name="suggestion_for_a_competency")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoherenceReport",
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
                            "scope",
                            models.CharField(
                                help_text="Digest of the identifiers of the frameworks looked at",
                                max_length=64,
                            ),
                        ),
                        ("versions", models.JSONField(help_text="UUIDs of the versions looked at")),
                        ("made_at", models.DateTimeField()),
                        ("findings", models.JSONField(default=list)),
                        ("facts", models.JSONField(default=dict)),
                        (
                            "made_by",
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
                            models.Index(fields=["scope", "-made_at"], name="coherence_reports_of_a_scope")
                        ],
                    },
                ),
            ],
        ),
    ]
