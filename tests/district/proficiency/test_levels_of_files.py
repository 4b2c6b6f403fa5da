"""Levels of a whole file of ratings: the same answers as for each body, however the rows lie; nothing half-written."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headway.district.foundation.api import Conflict, Refused
from headway.district.proficiency import batch
from headway.district.proficiency.batch import levels_of_file
from headway.mastery.facts import NEVER, Rating
from headway.mastery.proficiency import Rule, propose
from headway.mastery.proficiency.sureness import TOLERANCE, Settings, how_sure
from headway.mastery.scales import Scale
from tests.architecture.code import ROOT

SCALE, SETTINGS = Scale.default(), Settings()
DAY = batch.MICROSECONDS_OF_A_DAY
ROWS = 3000


def columns(rows: int = ROWS, seed: int = 1) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(seed)
    return {
        "learner": chance.integers(10, 60, rows),
        "competency": chance.integers(0, 8, rows),
        "level": chance.integers(1, 5, rows),
        "observed_at": chance.integers(0, 400, rows) * DAY,
        "rater": chance.integers(0, 6, rows),
        "evidence": np.where(chance.random(rows) < 0.1, -1, chance.integers(0, rows, rows)),
        "rating_id": np.arange(rows),
    }


def file_of(folder: Path, told: dict, group: int = 500, name: str = "in.parquet") -> Path:
    pq.write_table(pa.table(told), folder / name, row_group_size=group)
    return folder / name


def answered(folder: Path, told: dict, group: int = 500, part: int = 700, **more) -> dict[tuple, dict]:
    read, write = file_of(folder, told, group), folder / "out.parquet"
    levels_of_file(read, write, settings=SETTINGS, rows_of_a_part=part, **more)
    return {(row["learner"], row["competency"]): row for row in pq.read_table(write).to_pylist()}


def bodies(told: dict) -> dict[tuple[int, int], list[Rating]]:
    result: dict[tuple[int, int], list[Rating]] = {}
    for row in range(len(told["learner"])):
        values = {name: int(column[row]) for name, column in told.items()}
        values.setdefault("withdrawn_at", NEVER)
        rating = Rating(**values, recorded_at=min(values["observed_at"], values["withdrawn_at"]))
        result.setdefault((rating.learner, rating.competency), []).append(rating)
    return result


def check(row: dict, body: list[Rating]) -> None:
    proposed, sure = propose(body, Rule(), SCALE), how_sure(body, SCALE, SETTINGS, day=DAY)
    assert (row["level"], row["status"]) == (proposed.level, proposed.status)
    assert row["pieces"] == sure.pieces
    assert [row[f"chance_{level}"] for level in range(1, 5)] == pytest.approx(sure.chances, abs=TOLERANCE)


def same(one: dict[tuple, dict], other: dict[tuple, dict]) -> None:
    """The same answers, chances within the tolerance of single precision."""
    assert one.keys() == other.keys()
    for pair, row in one.items():
        for name, value in row.items():
            is_chance = name.startswith("chance")
            assert value == (
                pytest.approx(other[pair][name], abs=TOLERANCE) if is_chance else other[pair][name]
            )


def test_scattered_learners_are_answered_as_each_body_is(tmp_path):
    told = columns()
    rows = answered(tmp_path, told)
    expected = bodies(told)
    assert rows.keys() == expected.keys()
    for pair, body in expected.items():
        check(rows[pair], body)


def test_learners_that_lie_together_give_the_same_answers(tmp_path):
    told = columns()
    order = np.argsort(told["learner"], kind="stable")
    together = {name: column[order] for name, column in told.items()}
    same(answered(tmp_path, together, group=400), answered(tmp_path, told))


def test_the_size_of_the_parts_changes_nothing(tmp_path):
    told = columns()
    same(answered(tmp_path, told, part=200), answered(tmp_path, told, part=100_000))


def test_names_as_text_dates_and_gaps_are_read(tmp_path):
    told = columns(600)
    named = dict(told)
    named["learner"] = [f"learner-{number}" for number in told["learner"]]
    named["competency"] = pa.array([f"c{number}" for number in told["competency"]]).dictionary_encode()
    named["rater"] = [f"r{number}" for number in told["rater"]]
    named["evidence"] = [None if number < 0 else f"e{number}" for number in told["evidence"]]
    day = [dt.date(2026, 1, 1) + dt.timedelta(days=int(at // DAY)) for at in told["observed_at"]]
    named["observed_at"] = pa.array(day)
    named["withdrawn_at"] = pa.array([None] * 600, pa.timestamp("us"))
    rows = {
        (int(row["learner"].removeprefix("learner-")), int(row["competency"].removeprefix("c"))): row
        for row in answered(tmp_path, named).values()
    }
    for (learner, competency), row in rows.items():
        row |= {"learner": learner, "competency": competency}
    same(rows, answered(tmp_path, told))


def test_withdrawn_ratings_count_nowhere(tmp_path):
    told = columns(400)
    told["withdrawn_at"] = np.where(np.arange(400) % 3 == 0, told["observed_at"] + DAY, NEVER)
    rows = answered(tmp_path, told)
    for pair, body in bodies(told).items():
        check(rows[pair], body)


def test_an_empty_file_gives_an_empty_answer(tmp_path):
    assert answered(tmp_path, {name: column[:0] for name, column in columns(5).items()}) == {}


def test_what_the_filter_assumed_stands_in_the_file(tmp_path):
    answered(tmp_path, columns(300))
    kept = pq.read_schema(tmp_path / "out.parquet").metadata[batch.SETTINGS_KEY]
    assert Settings.from_dict(json.loads(kept)) == SETTINGS


# -- refused, with nothing written --


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda told: told.pop("rater"), "no column rater"),
        (lambda told: told.update(level=np.where(np.arange(ROWS) == 1234, 7, told["level"])), "Row 1235, field level: 7"),
        (lambda told: told.update(level=np.where(np.arange(ROWS) == 0, 300, told["level"])), "Row 1, field level"),
        (lambda told: told.update(level=told["level"] + 0.5), "holds double"),
        (lambda told: told.update(learner=[None, *told["learner"].tolist()[1:]]), "Row 1, field learner"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_row(tmp_path, change, sentence):
    told = columns()
    change(told)
    write = tmp_path / "out.parquet"
    write.write_text("what was there before")
    with pytest.raises(Refused, match=sentence):
        levels_of_file(file_of(tmp_path, told), write, settings=SETTINGS, rows_of_a_part=700)
    assert write.read_text() == "what was there before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


def test_other_files_and_other_places_are_refused(tmp_path):
    other = tmp_path / "text.parquet"
    other.write_text("no columns here")
    with pytest.raises(Refused, match="can't be read as Parquet"):
        levels_of_file(other, tmp_path / "out.parquet")
    with pytest.raises(Refused, match="is not there"):
        levels_of_file(tmp_path / "nothing.parquet", tmp_path / "out.parquet")
    with pytest.raises(Refused, match="is the file to read"):
        levels_of_file(other, other)
    with pytest.raises(Refused, match="no folder"):
        levels_of_file(other, tmp_path / "nowhere" / "out.parquet")


def test_two_runs_do_not_write_one_file(tmp_path):
    read, write = file_of(tmp_path, columns(100)), tmp_path / "out.parquet"
    with batch._beside(write), pytest.raises(Conflict, match="Another run"):
        levels_of_file(read, write)


def test_killed_half_way_leaves_no_half_written_file_and_can_be_run_again(tmp_path):
    told = columns(60_000)
    read, write = file_of(tmp_path, told, group=5000), tmp_path / "out.parquet"
    words = (
        "from pathlib import Path\n"
        "from headway.district.proficiency.batch import levels_of_file\n"
        "from headway.mastery.proficiency.sureness import Settings\n"
        "if __name__ == '__main__':\n"
        f"    levels_of_file(Path({str(read)!r}), Path({str(write)!r}), settings=Settings(), rows_of_a_part=300,"
        " report=lambda *told: print(*told, flush=True))\n"
    )
    script = tmp_path / "run.py"
    script.write_text(words)
    run = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": "src"}
    )  # fmt: skip
    assert run.stdout is not None
    for line in run.stdout:
        if line.startswith("levels"):
            break
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    assert not write.exists()
    # Who worked for it stops on its own, and lets go of the lock.
    written = None
    for _attempt in range(50):
        try:
            written = levels_of_file(read, write, settings=SETTINGS)
            break
        except Conflict:
            time.sleep(0.1)
    assert written is not None
    assert written.rows == pq.read_metadata(write).num_rows == len(bodies(told))
    assert not (tmp_path / ".out.parquet.working").exists()
