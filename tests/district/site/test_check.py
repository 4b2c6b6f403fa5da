"""`headway check` finds what is wrong with an installation, and says what to do."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction

from headway.district.evidence.api import RatingLine, record
from headway.district.evidence.models import Rating
from headway.district.foundation.api import SYSTEM, audit
from headway.district.foundation.append_only import arm, disarm
from headway.district.site import check
from headway.district.site.environment import Environment


def states(findings) -> dict[str, str]:
    return {finding.what: finding.state for finding in findings}


def test_everything_that_is_not_in_order_says_what_to_do(db, tmp_path, settings):
    settings.STATICFILES_DIRS = [tmp_path]
    found = [*check.findings(), *check.check_languages(tmp_path)]
    wrong = [finding for finding in found if finding.state != check.IN_ORDER]
    assert wrong
    assert all(finding.remedy for finding in wrong)


def test_unsafe_settings_hide_nothing_behind_them():
    found = list(check.check_settings(Environment({"HEADWAY_ENV": "production"})))
    assert len(found) >= 4
    assert set(states(found).values()) == {check.NOT_IN_ORDER}


def test_safe_production_settings_are_in_order():
    values = {
        "HEADWAY_ENV": "production",
        "HEADWAY_SECRET_KEY": "k" * 64,
        "HEADWAY_ALLOWED_HOSTS": "headway.example.org",
        "HEADWAY_ORIGIN": "https://headway.example.org",
        "HEADWAY_EMAIL_URL": "smtp://u:p@mail.example.org:587",
    }
    assert states(check.check_settings(Environment(values))) == {"settings": check.IN_ORDER}


@pytest.mark.parametrize(
    ("gigabytes", "state"), [(50, check.IN_ORDER), (1, check.LOOK_AT), (0.1, check.NOT_IN_ORDER)]
)
def test_little_space_is_noticed_before_there_is_none(gigabytes, state):
    assert check.check_space(int(gigabytes * 1024**3)).state == state


def test_a_data_folder_that_is_a_file_is_noticed(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "file"
    settings.DATA_DIR.touch()
    assert states(check.check_folder()) == {"data folder": check.NOT_IN_ORDER}


@pytest.mark.django_db(transaction=True)
def test_a_table_that_could_be_rewritten_is_named():
    with connection.schema_editor() as editor:
        disarm(editor, "proficiency_determination")
    try:
        (finding,) = check.check_append_only()
        assert finding.state == check.NOT_IN_ORDER
        assert "proficiency_determination" in finding.sentence
    finally:
        with connection.schema_editor() as editor:
            arm(editor, "proficiency_determination")
    assert states(check.check_append_only()) == {"append-only tables": check.IN_ORDER}


def test_a_rating_that_refers_to_nothing_and_one_of_another_learner_are_counted(world, recorded_rating):
    assert states(check.check_references()) == {"references": check.IN_ORDER}
    with transaction.atomic():
        if connection.vendor == "postgresql":  # SQLite asks at the end of the transaction, which never comes
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE evidence_rating DISABLE TRIGGER evidence_rating_references")
        for evidence, learner in ((10**9, world.ana.pk), (recorded_rating.evidence_id, world.ben.pk)):
            Rating.objects.create(
                evidence_id=evidence,
                learner_id=learner,
                competency_id=recorded_rating.competency_id,
                level=2,
                observed_at=recorded_rating.observed_at,
                recorded_at=recorded_rating.recorded_at,
            )
        found = list(check.check_references())
        transaction.set_rollback(True)
    assert {finding.state for finding in found} == {check.NOT_IN_ORDER}
    assert "evidence_rating.evidence_id: 1" in found[-1].sentence
    assert "of another learner than their evidence: 1" in found[-1].sentence


@pytest.fixture
def recorded_rating(world, clock):
    line = RatingLine(world.ana.pk, world.competency("MA.FR.1").pk, 3, clock.instant)
    return Rating.objects.get(pk=record([line], by=SYSTEM).rating_ids[0])


def test_an_act_from_the_future_means_the_clock_is_wrong(db, clock):
    with transaction.atomic():
        audit.record(by=SYSTEM, act="test.written")
    clock.advance(hours=-3)
    found = states(_without_server_time(check.check_clock))
    assert found["clock"] == check.NOT_IN_ORDER


def _without_server_time(checking):
    """The fixed time of a test is apart from the database server's; only the trail is compared here."""
    vendor = connection.vendor
    try:
        connection.vendor = "sqlite"
        return list(checking())
    finally:
        connection.vendor = vendor


def test_the_zone_of_the_district_is_asked_for(db, settings):
    settings.TIME_ZONE = "UTC"
    assert states(check.check_clock())["time zone"] == check.LOOK_AT
    settings.TIME_ZONE = "America/Chicago"
    assert states(check.check_clock())["time zone"] == check.IN_ORDER


def test_mail_that_nobody_accepts_is_noticed(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert states(check.check_mail()) == {"mail": check.NOT_IN_ORDER}


def test_a_check_that_stumbles_is_a_finding_too():
    def check_something():
        raise RuntimeError("odd")

    (finding,) = check._safely(check_something)
    assert (finding.what, finding.state) == ("something", check.NOT_IN_ORDER)


def test_a_damaged_catalogue_has_no_words(tmp_path):
    place = tmp_path / "es/LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.mo").write_bytes(b"nothing like a catalogue")
    assert states(check.check_languages(tmp_path)) == {"language es": check.NOT_IN_ORDER}


def test_the_clock_is_held_against_the_database_servers(db, clock):
    if connection.vendor != "postgresql":
        pytest.skip("only a database server has a clock of its own")
    clock.set(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert states(check.check_clock()) == {"clock": check.NOT_IN_ORDER}
