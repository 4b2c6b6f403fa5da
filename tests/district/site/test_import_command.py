"""Importing and exporting at the command line: what is left behind, and whether a script may trust the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings

from headway.district.foundation.api import SYSTEM, Conflict
from headway.district.interop import api as interop
from headway.district.interop.models import ImportRun
from headway.district.people.models import Organisation
from headway.district.site.cli import main, words
from headway.district.site.environment import Environment
from tests.conftest import NOW

ORGS = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\r\n"
MANIFEST = (
    "propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.1\r\nfile.orgs,{mode}\r\n"
    "source.systemName,S\r\nsource.systemCode,s\r\n"
)


@pytest.fixture
def bundle(tmp_path):
    """A roster with nothing but schools."""

    def write(rows: str = "d1,,,Cedar,district,,\r\n", mode: str = "bulk"):
        path = tmp_path / "roster.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.csv", MANIFEST.format(mode=mode))
            archive.writestr("orgs.csv", ORGS + rows)
        return str(path)

    return write


def files_on_their_way() -> list[str]:
    folder = settings.DATA_DIR / "imports"
    return [path.name for path in folder.iterdir()] if folder.exists() else []


@pytest.fixture(autouse=True)
def nothing_on_its_way(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "var"


# -- exit codes --


def test_a_file_in_which_nothing_can_be_read_is_not_done(bundle, capsys):
    assert main(["import", "oneroster", bundle("d1,gone,,Cedar,district,,\r\n", "delta"), "--yes"]) == (
        words.NOT_DONE
    )
    assert "could be read" in capsys.readouterr().err


def test_a_file_that_says_nothing_new_is_done(bundle):
    asked = ["import", "oneroster", bundle(), "--source", "s", "--yes"]
    assert [main(asked), main(asked)] == [words.DONE, words.DONE]


def test_a_program_reads_why_a_file_was_refused(tmp_path, capsys):
    path = tmp_path / "roster.zip"
    path.write_text("not a zip")
    assert main(["import", "oneroster", str(path), "--yes", "--json"]) == words.NOT_DONE
    said = json.loads(capsys.readouterr().out)
    assert said["applied"] is False
    assert said["refused"]
    assert said["problems"][0]["remedy"]


def test_nobody_reading_along_does_not_stop_the_import():
    code = (
        "import os, sys; reader, writer = os.pipe(); os.dup2(writer, 2); os.close(writer); os.close(reader);"
        "from headway.district.site.cli.screen import say, table;"
        "say('one'); table('two', ('a',), [('b',)]); say('three'); os.write(1, b'went on')"
    )
    ended = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, env=os.environ.copy())
    assert (ended.returncode, ended.stdout) == (0, b"went on")


# -- what stays behind --


@pytest.mark.parametrize("stopped", [KeyboardInterrupt(), Conflict("The record changed.")])
def test_an_import_that_was_stopped_leaves_no_file_behind(
    bundle, monkeypatch, django_capture_on_commit_callbacks, stopped
):
    def stop(**asked):
        assert files_on_their_way()
        raise stopped

    monkeypatch.setattr(interop, "apply", stop)
    with django_capture_on_commit_callbacks(execute=True):
        assert main(["import", "oneroster", bundle(), "--yes"]) in {words.NOT_DONE, words.INTERRUPTED}
    assert files_on_their_way() == []
    assert not Organisation.objects.filter(name="Cedar").exists()


def test_a_plan_that_nobody_came_back_to_is_put_aside(bundle, clock, django_capture_on_commit_callbacks):
    with open(bundle(), "rb") as file:
        raw = file.read()
    interop.plan(format="oneroster", raw=raw, file_name="old.zip", by=SYSTEM)
    clock.set(NOW + timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        new, _planned = interop.plan(format="oneroster", raw=raw, file_name="new.zip", by=SYSTEM)
    assert list(ImportRun.objects.filter(status="planned")) == [new]
    assert len(files_on_their_way()) == 1


# -- words --


def test_an_unknown_framework_names_those_that_are_here(world, capsys):
    from headway.district.continuum.api import frameworks

    assert main(["export", "case", "unknown", "-o", "-"]) == words.NOT_DONE
    said = capsys.readouterr().err
    assert all(one.identifier in said for one in frameworks())


def test_a_folder_that_is_not_there_is_named_as_it_was_typed(world, tmp_path, capsys):
    from headway.district.continuum.api import frameworks

    identifier = frameworks()[0].identifier
    assert main(["export", "case", identifier, "-o", str(tmp_path / "no" / "x.json")]) == words.NOT_DONE
    assert main(["export", "case", identifier, "-o", str(tmp_path)]) == words.NOT_DONE
    said = capsys.readouterr().err
    assert f"{tmp_path / 'no'} is not there" in said
    assert f"{tmp_path} is a folder" in said


# -- settings --


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEADWAY_PORT", "70000"),
        ("HEADWAY_WORKERS", "²"),
        ("HEADWAY_BEHIND_PROXY", "true"),
        ("HEADWAY_EMAIL_URL", "mail.example.org"),
        ("HEADWAY_EMAIL_URL", "smtp://u:secret@host:port"),
        ("HEADWAY_DEMO_CONTENT", "/nowhere/at/all"),
        ("HEADWAY_DEMO_DAYS_AHEAD", "a week"),
        ("HEADWAY_DEMO_DAYS_AHEAD", "70"),  # nobody's real district plays in the future
    ],
)
def test_a_setting_that_would_be_misread_is_named(name, value):
    (sentence,) = Environment({name: value}).problems()
    assert name in sentence
    assert "secret" not in sentence


def test_the_embedded_database_lies_in_the_data_folder(tmp_path):
    given = Environment({"HEADWAY_DATA_DIR": str(tmp_path)})
    assert given["HEADWAY_DATABASE_URL"] == f"sqlite:///{tmp_path}/headway.sqlite3"
    assert Environment({})["HEADWAY_DATABASE_URL"] == "sqlite:///var/headway.sqlite3"


# -- frameworks that are no CASE packages --


def test_a_spreadsheet_shows_what_its_columns_mean_and_a_mapping_corrects_it(tmp_path, capsys):
    table, mapping = tmp_path / "riverside.csv", tmp_path / "mapping.toml"
    table.write_text(
        "Ref,What,Stuff\nA.1,I can count to ten things,Number\nA.2,I can add to ten things,Number\n"
    )
    mapping.write_text('[columns]\nStuff = "heading.1"\n')

    assert main(["import", "spreadsheet", str(table), "--plan", "--json"]) == words.DONE
    proposed = json.loads(capsys.readouterr().out)["plan"]
    assert proposed["mapping"]["columns"] == {"Ref": "code", "What": "statement", "Stuff": ""}
    asked = [
        "import",
        "spreadsheet",
        str(table),
        "--mapping",
        str(mapping),
        "--title",
        "Ours",
        "--yes",
        "--json",
    ]
    assert main(asked) == words.DONE
    told = json.loads(capsys.readouterr().out)
    assert told["plan"]["counts"]["competency"] == {"add": 3}
    assert told["plan"]["mapping"]["columns"]["Stuff"] == "heading.1"


@pytest.mark.parametrize(
    ("name", "text"), [("m.json", '{"columns": '), ("m.toml", "columns ="), ("m.json", "[1]")]
)
def test_a_mapping_that_cannot_be_read_is_named(tmp_path, capsys, name, text):
    table, mapping = tmp_path / "t.csv", tmp_path / name
    table.write_text("Code,Statement\nA.1,I can count\n")
    mapping.write_text(text)

    assert main(["import", "spreadsheet", str(table), "--mapping", str(mapping), "--yes"]) == words.NOT_DONE
    assert name in capsys.readouterr().err
    assert not ImportRun.objects.exists()
