"""The command line: what it does, what it refuses, and that every obstacle is a sentence with an exit code."""

from __future__ import annotations

import errno
import io
import json
import subprocess
import sys
import zipfile

import pytest
from django.db import OperationalError

from headway.district.foundation.api import Conflict, FieldProblem, Refused, audit
from headway.district.people.api import account_named, viewer_for_account
from headway.district.people.models import Organisation
from headway.district.site.cli import main, words
from headway.district.site.cli.screen import sentence_of
from tests.worlds import PASSWORD


@pytest.fixture
def typed(monkeypatch):
    """What stands on standard input."""

    def type_(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    type_("")
    return type_


# -- words --


def test_help_comes_without_loading_django():
    code = (
        "import sys; from headway.district.site.cli import main; main(['--help']);"
        "sys.exit('django' in sys.modules or 'rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


@pytest.mark.parametrize(
    "command", ["demo", "serve", "migrate", "import", "export", "determine", "check", "createadmin"]
)
def test_every_command_explains_itself(command, capsys):
    assert main([command, "--help"]) == words.DONE
    assert len(capsys.readouterr().out.splitlines()) > 3


@pytest.mark.parametrize(
    "typed_words", [["nonsense"], ["import", "pdf", "x"], ["export"], ["demo", "--learners", "3"], []]
)
def test_what_is_not_understood_is_usage(typed_words, capsys):
    assert main(typed_words) == words.USAGE


# -- settings --


def test_unsafe_production_starts_nothing_and_names_each_setting(monkeypatch, capsys):
    monkeypatch.setenv("HEADWAY_ENV", "production")
    for name in ("HEADWAY_SECRET_KEY", "HEADWAY_ALLOWED_HOSTS", "HEADWAY_ORIGIN", "HEADWAY_EMAIL_URL"):
        monkeypatch.delenv(name, raising=False)
    assert main(["serve"]) == words.UNSAFE
    said = capsys.readouterr().err
    for name in ("HEADWAY_SECRET_KEY", "HEADWAY_ALLOWED_HOSTS", "HEADWAY_ORIGIN", "HEADWAY_EMAIL_URL"):
        assert name in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEADWAY_DATABASE_URL", "mysql://x"),
        ("HEADWAY_DATABASE_URL", "postgresql://host:notaport/x"),
        ("HEADWAY_PORT", "eighty"),
        ("HEADWAY_TIME_ZONE", "Mars/Olympus"),
        ("HEADWAY_LANGUAGE", "fr"),
        ("HEADWAY_ENV", "prod"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(monkeypatch, capsys, name, value):
    monkeypatch.setenv(name, value)
    assert main(["migrate"]) == words.UNSAFE
    assert name in capsys.readouterr().err
    assert main(["check"]) == words.UNSAFE


# -- obstacles --


@pytest.mark.parametrize(
    ("problem", "remedy"),
    [
        (OperationalError("database is locked"), "Wait until it is done"),
        (OperationalError("database or disk is full"), "Free some space"),
        (OperationalError("attempt to write a readonly database"), "right to write"),
        (OperationalError("no such table: people_person"), "headway migrate"),
        (OperationalError("connection to server failed: Connection refused"), "Start it"),
        (FileNotFoundError(errno.ENOENT, "No such file", "roster.zip"), "roster.zip is not there"),
        (PermissionError(errno.EACCES, "Permission denied", "/etc/x"), "/etc/x may not be"),
        (OSError(errno.ENOSPC, "No space left on device", "x"), "Free some space"),
        (IsADirectoryError(errno.EISDIR, "Is a directory", "x"), "is a folder"),
        (RuntimeError("odd"), "--traceback"),
        (Conflict("Somebody was quicker.", remedy="Look again."), "Look again."),
    ],
)
def test_every_obstacle_is_a_sentence_with_what_to_do(capsys, problem, remedy):
    assert sentence_of(problem) == words.NOT_DONE
    said = capsys.readouterr().err
    assert remedy in said
    assert "Traceback" not in said


def test_problems_of_a_file_are_shown_with_row_field_and_remedy(capsys):
    problem = FieldProblem(
        "This date cannot be read.", field="dateLastModified", row="17", remedy="Write 2026-09-01."
    )
    sentence_of(Refused("The file cannot be imported.", problems=(problem,)))
    said = capsys.readouterr().err
    assert all(word in said for word in ("17", "dateLastModified", "cannot be read", "Write 2026-09-01."))


@pytest.mark.parametrize(
    "command", [["import", "case", "/nowhere/x.json"], ["export", "case", "unknown", "-o", "/nowhere/x"]]
)
def test_a_file_that_is_not_there_ends_in_a_sentence(db, capsys, command):
    assert main(command) == words.NOT_DONE
    assert "Traceback" not in capsys.readouterr().err


# -- database --


def test_a_database_in_shape_is_left_alone(db, capsys):
    assert main(["migrate"]) == words.DONE
    assert "already" in capsys.readouterr().err


def test_proposals_are_worked_out_anew_also_where_there_is_nothing_to_do(world, capsys):
    assert main(["determine"]) == words.DONE


# -- demo --


def test_the_demo_is_not_mixed_with_records_that_are_there(world, capsys):
    people = world.district.name
    assert main(["demo", "--no-serve", "--learners", "20"]) == words.NOT_DONE
    assert "HEADWAY_DATABASE_URL" in capsys.readouterr().err
    assert Organisation.objects.filter(parent=None).get().name == people


def test_only_a_demo_is_removed(world, capsys):
    assert main(["demo", "--no-serve", "--fresh"]) == words.NOT_DONE
    assert Organisation.objects.filter(name="Alder").exists()


# -- the first administrator --

WHO = ["createadmin", "--username", "first", "--given-name", "Fay", "--family-name", "Irst"]


def test_the_first_administrator_comes_with_her_district(db, typed, capsys):
    typed(PASSWORD + "\n")
    assert main([*WHO, "--district", "Lakeside", "--password-stdin"]) == words.DONE
    account = account_named("first")
    assert account.check_password(PASSWORD)
    assert viewer_for_account(account.pk).portals == ("admin",)
    assert Organisation.objects.get().name == "Lakeside"
    assert PASSWORD not in capsys.readouterr().err


def test_a_password_against_the_rules_opens_nothing(db, typed, capsys):
    typed("short\n")
    assert main([*WHO, "--district", "Lakeside", "--password-stdin"]) == words.NOT_DONE
    assert account_named("first") is None
    assert not Organisation.objects.exists(), "the district was part of the act"
    assert "12" in capsys.readouterr().err


def test_where_she_administers_is_named_by_its_code(world, typed):
    typed(PASSWORD + "\n")
    assert main([*WHO, "--organisation", "tr", "--password-stdin"]) == words.DONE
    (duty,) = viewer_for_account(account_named("first").pk).duties
    assert duty.path == world.district.path


def test_nobody_administers_one_school_alone(world, typed, capsys):
    typed(PASSWORD + "\n")
    assert main([*WHO, "--organisation", "bir", "--password-stdin"]) == words.NOT_DONE
    assert account_named("first") is None
    assert "whole district" in " ".join(capsys.readouterr().err.split())


def test_a_taken_user_name_is_refused(world, typed, capsys):
    typed(PASSWORD + "\n")
    assert (
        main(["createadmin", "--username", "Ortiz", "--given-name", "X", "--password-stdin"])
        == words.NOT_DONE
    )


def test_what_is_missing_is_named_where_nobody_can_be_asked(db, typed, capsys):
    assert main(["createadmin", "--username", "first"]) == words.NOT_DONE
    assert "Given name is missing" in capsys.readouterr().err


def test_a_lost_password_is_replaced(world, typed):
    typed("another long phrase\n")
    assert main(["createadmin", "--username", "adam", "--new-password", "--password-stdin"]) == words.DONE
    assert account_named("adam").check_password("another long phrase")


def test_no_option_takes_a_password():
    options = {
        name
        for each in words.parser()._subparsers._group_actions[0].choices.values()
        for name in each._option_string_actions
    }
    assert {name for name in options if "pass" in name} == {"--password-stdin", "--new-password"}


# -- check --


def test_check_says_what_it_found_as_json(db, capsys):
    main(["check", "--json"])
    found = {each["what"]: each for each in json.loads(capsys.readouterr().out)}
    assert found["migrations"]["state"] == "in order"
    assert found["append-only tables"]["state"] == "in order"
    assert found["mail"]["remedy"]


def test_the_roster_goes_out_for_its_owner_alone_and_into_the_trail(world, tmp_path):
    target = tmp_path / "roster.zip"
    assert main(["export", "oneroster", "-o", str(target)]) == words.DONE
    assert "users.csv" in zipfile.ZipFile(target).namelist()
    assert target.stat().st_mode & 0o077 == 0
    assert audit.trail(act="interop.roster_exported").filter(actor_kind="system").count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [("abc", "'abc' is not a whole number: give 1 or more"), ("0", "0 is too small: give 1 or more")],
)
def test_a_number_that_is_none_is_answered_with_a_sentence(given, told, capsys):
    assert main(["pace", "nightly", "--workers", given]) != words.DONE
    said = " ".join(capsys.readouterr().err.split())
    assert told in said
    assert "whole_number" not in said
