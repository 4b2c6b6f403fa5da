"""Every model says what it holds about people; tables that only grow refuse the rest; migrations match the models."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from headway.district.foundation.append_only import arm, disarm, is_armed, protected_tables
from tests.architecture import rows_of_moving, rows_of_pacing
from tests.architecture.code import SOURCE, imports_of, python_files

OURS = [model for model in apps.get_models() if model.__module__.startswith("headway.")]


# -- privacy --


def unmarked(model: type[models.Model]) -> str:
    """What is missing in a model's word about personal data; empty when it is complete."""
    if "personal_data" not in vars(model):
        return f"{model.__name__} does not say whether it holds personal data (foundation.privacy)"
    mark = model.personal_data
    if mark is None:
        return ""
    names = {field.name for field in model._meta.get_fields()}
    strangers = [name for name in mark["keeps"] if name not in names]
    if strangers:
        return f"{model.__name__} keeps {strangers}, which it does not have"
    return "" if mark["why"] else f"{model.__name__} does not say why it holds personal data"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_says_what_it_holds_about_people(model):
    assert unmarked(model) == ""


def test_a_model_that_says_nothing_or_keeps_what_it_lacks_is_noticed():
    class Said:
        personal_data = {"keeps": ("nothing_like_this",), "why": "x"}
        _meta = OURS[0]._meta

    class Unsaid:
        pass

    assert "does not have" in unmarked(Said)
    assert "does not say" in unmarked(Unsaid)


def free_text_in_append_only(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.get_fields() if isinstance(field, models.TextField)]


def test_rows_that_cannot_be_erased_hold_no_free_text_about_a_person():
    """Names and notes stay outside the append-only rows, so that they can be erased on request."""
    bound = [model for model in OURS if model._meta.db_table in protected_tables() and model.personal_data]
    assert bound
    assert {model.__name__: free_text_in_append_only(model) for model in bound} == {
        model.__name__: [] for model in bound
    }


# -- append-only --

APPEND_ONLY = protected_tables()


def test_what_was_observed_decided_and_done_is_append_only():
    """The list is not shorter than the design: observations, decisions, policies and the trail."""
    assert {
        "evidence_evidence",
        "evidence_rating",
        "evidence_ratingwithdrawal",
        "proficiency_determination",
        "policy_policyversion",
        "foundation_auditentry",
    } <= set(APPEND_ONLY)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_after_all_migrations_the_table_is_armed(db, table):
    assert is_armed(connection, table)


@pytest.mark.parametrize("verb", ["update", "delete"])
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_database_refuses_to_rewrite(append_only_rows, table, verb):
    column = "id"
    statement = {"update": f"UPDATE {table} SET {column} = {column}", "delete": f"DELETE FROM {table}"}[verb]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0, "a table without rows would refuse nothing"
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_a_table_that_lost_its_triggers_is_noticed():
    with connection.schema_editor() as editor:
        disarm(editor, "evidence_rating")
    assert not is_armed(connection, "evidence_rating")
    with connection.schema_editor() as editor:
        arm(editor, "evidence_rating")
    assert is_armed(connection, "evidence_rating")


@pytest.fixture
def append_only_rows(world):
    """One row in every append-only table; the world itself has filled the trail."""
    from headway.district.evidence.models import Evidence, Rating, RatingWithdrawal
    from headway.district.foundation.api import clock
    from headway.district.policy.models import PolicyVersion
    from headway.district.proficiency.models import Determination, NextStep

    now = clock.now()
    evidence = Evidence.objects.create(learner=world.ana, observed_at=now, recorded_at=now)
    rating = Rating.objects.create(
        evidence=evidence,
        learner=world.ana,
        competency=world.competency("MA.FR.1"),
        level=3,
        observed_at=now,
        recorded_at=now,
    )
    RatingWithdrawal.objects.create(rating=rating, recorded_at=now, reason="undo")
    PolicyVersion.objects.create(
        organisation=world.district,
        kind="test",
        number=1,
        text="x",
        effective_on=clock.today(),
        recorded_at=now,
    )
    Determination.objects.create(
        learner=world.ana, competency=world.competency("MA.FR.1"), level=3, decided_at=now, recorded_at=now
    )
    NextStep.objects.create(
        learner=world.ana,
        competency=world.competency("MA.FR.1"),
        show_on=clock.today(),
        planned_at=now,
    )
    _rows_around(world, evidence, rating, now)


def _rows_around(world, evidence, rating, now):
    """What is kept beside a piece of evidence and a rating, and what a learner asked for."""
    from headway.district.evidence import models as kept

    kept.EvidenceCircumstances.objects.create(evidence=evidence)
    kept.EvidenceTarget.objects.create(
        evidence=evidence, learner=world.ana, competency=world.competency("MA.FR.1")
    )
    kept.CaptureKey.objects.create(evidence=evidence, key="one")
    kept.RatingCircumstances.objects.create(rating=rating)
    kept.CriterionRating.objects.create(rating=rating, criterion=uuid.uuid4(), title="Explains", level=3)
    asked = kept.ReadyRequest.objects.create(learner=world.ana, form="writing", asked_at=now)
    kept.ReadyTarget.objects.create(request=asked, competency=world.competency("MA.FR.1"))
    kept.ReadyAnswer.objects.create(request=asked, step="planned", at=now)
    from headway.district.habits.models import HabitObservation, HabitWithdrawal

    seen = HabitObservation.objects.create(
        learner=world.ana, habit=world.competency("HS.PR.1"), level=2, seen_at=now, recorded_at=now
    )
    HabitWithdrawal.objects.create(observation=seen, recorded_at=now)
    _row_of_another_system(world, now)
    _version_withdrawn(world, now)
    rows_of_moving.write_rows(world, now)
    rows_of_pacing.write_rows(world, now)
    asked_peer = kept.PeerInvite.objects.create(
        evidence=evidence, learner=world.ana, peer=world.ben, invited_at=now
    )
    kept.PeerClosing.objects.create(invite=asked_peer, closed_at=now)
    look = kept.SecondLook.objects.create(rating=rating, learner=world.ana, asked_at=now)
    kept.SecondLookAnswer.objects.create(look=look, outcome="taken_back", at=now)


def _version_withdrawn(world, now):
    from headway.district.policy.models import PolicyVersion, PolicyWithdrawal

    version = PolicyVersion.objects.create(
        organisation=world.district, kind="x", number=9, text="X", effective_on=now.date(), recorded_at=now
    )
    PolicyWithdrawal.objects.create(version=version, recorded_at=now)


def _row_of_another_system(world, now):
    from headway.district.elsewhere.models import Source, SourceCompetency, SourceResult, SourceSkill

    source = Source.objects.create(code="old")
    competency = SourceCompetency.objects.create(source=source, identifier="1", code="A", title="A")
    SourceResult.objects.create(
        source=source,
        learner=world.ana,
        skill=SourceSkill.objects.create(source=source, competency=competency, identifier="1", title="A"),
        level=9,
        step=8,
        shown_at=now,
        demonstration=1,
        identifier=1,
        recorded_at=now,
        act=uuid.uuid4(),
    )


# -- migrations --


def test_models_and_migrations_agree(db):
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(f"models changed without a migration:\n{said.getvalue()}")


NAMELESS = re.compile(r"^\d{4}_(auto_|alter_|remove_.*_and_more|.*_and_more$)")


def nameless(name: str) -> bool:
    return bool(NAMELESS.match(name)) or not re.match(r"^\d{4}_[a-z][a-z0-9_]+$", name)


def test_migrations_have_names():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("headway.")}
    names = [(app, name) for app, name in MigrationLoader(None).disk_migrations if app in ours]
    assert names
    assert [f"{app}.{name}" for app, name in names if nameless(name)] == []


def test_a_nameless_migration_is_noticed():
    assert all(map(nameless, ("0003_auto_20261122_1130", "0004_alter_person_email_and_more", "0005")))
    assert not nameless("0002_append_only")


# -- no signals --

# What a request remembers ends with the request; nobody's record hangs on it.
MAY_HEAR_REQUESTS = {"headway/district/foundation/memory.py"}


def signals_in(source) -> list[str]:
    found = []
    for path in python_files(source, migrations=True):
        name = str(path.relative_to(source))
        for line, imported in imports_of(path):
            domain = imported.startswith(("django.db.models.signals", "django.dispatch"))
            request = imported.startswith("django.core.signals") and name not in MAY_HEAR_REQUESTS
            if domain or request:
                found.append(f"{name}:{line} imports {imported}")
    return found


def test_no_domain_logic_hangs_on_signals():
    assert signals_in(SOURCE) == []


def test_a_planted_signal_is_noticed(tmp_path):
    (tmp_path / "planted.py").write_text("from django.db.models.signals import post_save\n")
    assert signals_in(tmp_path)
