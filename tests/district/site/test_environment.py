"""Settings that guard the record: how the database is reached, and who else may read its file."""

from __future__ import annotations

import stat
from types import SimpleNamespace

import pytest

from headway.district.site import check
from headway.district.site.cli.database import _private_file
from headway.district.site.environment import Environment, database_from_url

ADDRESS = "postgresql://headway:s%40fe@db.example.org:5432/headway"


def test_what_the_address_says_about_privacy_reaches_the_connection():
    found = database_from_url(f"{ADDRESS}?sslmode=verify-full&sslrootcert=/etc/ca.pem")
    assert found["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}
    assert (found["HOST"], found["PASSWORD"]) == ("db.example.org", "s@fe")
    assert database_from_url(f"{ADDRESS}?host=%2Frun%2Fpostgres")["HOST"] == "/run/postgres"


def test_an_option_that_would_be_left_out_is_named():
    with pytest.raises(ValueError, match="ssl_mode"):
        database_from_url(f"{ADDRESS}?ssl_mode=require")


def test_the_embedded_database_is_for_its_owner_alone(tmp_path):
    file = tmp_path / "var" / "headway.sqlite3"
    _private_file(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_bytes(b"record")
    _private_file(file)
    assert file.read_bytes() == b"record"


@pytest.mark.parametrize(("rights", "is_noticed"), [(0o600, False), (0o640, True), (0o644, True)])
def test_a_database_that_others_can_read_is_noticed(tmp_path, db, rights, is_noticed):
    from django.db import connection

    file = tmp_path / "headway.sqlite3"
    file.touch()
    file.chmod(rights)
    looked_at = SimpleNamespace(settings_dict={"NAME": str(file)}, cursor=connection.cursor)
    if connection.vendor != "sqlite":
        pytest.skip("SQLite keeps the record in a file of its own")
    found = [finding.what for finding in check._check_sqlite(looked_at)]
    assert ("database file rights" in found) is is_noticed


@pytest.mark.parametrize(
    ("address", "is_refused"),
    [
        (ADDRESS, True),
        (f"{ADDRESS}?sslmode=prefer", True),
        (f"{ADDRESS}?sslmode=disable", True),
        ("postgresql://headway@/headway?host=127.0.0.1,db.example.org", True),
        (f"{ADDRESS}?sslmode=require", False),
        (f"{ADDRESS}?sslmode=verify-ca", False),
        (f"{ADDRESS}?sslmode=verify-full&sslrootcert=/etc/ca.pem", False),
        ("postgresql://headway@localhost/headway", False),
        ("postgresql://headway@[::1]:5432/headway", False),
        ("postgresql://headway@127.0.0.1/headway", False),
        ("postgresql://headway@/headway?host=%2Frun%2Fpostgres", False),
        ("sqlite:////srv/headway.sqlite3", False),
    ],
)
def test_records_travel_to_another_machine_only_under_encryption(address, is_refused):
    def told(stage: str) -> bool:
        problems = Environment({"HEADWAY_ENV": stage, "HEADWAY_DATABASE_URL": address}).problems()
        return any("in the clear" in sentence and "sslmode=verify-full" in sentence for sentence in problems)

    assert told("production") is is_refused
    assert not told("development")
