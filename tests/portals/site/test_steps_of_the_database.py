"""What `headway migrate` says of the steps it takes."""

from __future__ import annotations

import argparse

import pytest

from headway.district.site.cli import database


@pytest.mark.parametrize(("waiting", "said"), [(["one"], "1 step would"), (["one", "two"], "2 steps would")])
def test_one_step_is_said_in_the_singular(monkeypatch, capsys, waiting, said):
    monkeypatch.setattr(database, "waiting_migrations", lambda: waiting)
    database.migrate(argparse.Namespace(plan=True))
    assert said in capsys.readouterr().err
