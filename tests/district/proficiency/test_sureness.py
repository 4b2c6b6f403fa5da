"""What was learned of ratings is kept as a version of a policy, and the pages read it."""

from __future__ import annotations

import numpy as np
import pytest
from django.utils.translation import override

from headway.district.foundation.api import SYSTEM, Refused
from headway.district.policy.api import PolicyKind, adopt, rule_in_effect, versions_of
from headway.district.proficiency import sureness as kept
from headway.district.proficiency.api import learn_sureness, sureness_settings
from headway.mastery.proficiency.sureness import Learned, Settings
from headway.mastery.proficiency.sureness.severity import Severities
from tests.district.proficiency.carrying import why
from tests.district.proficiency.ruling import show

CODE = "MA.FR.1"
LENIENT = Settings(leniency=3.0, rater=1.2, prior_shape=(0.25, 0.5, 0.25), version="learned")


def learned_here(monkeypatch, alone: Settings = LENIENT) -> None:
    """As if there were enough evidence to learn from (`tests/mathematics` shows that it is learned)."""
    severities = Severities.always({1: 0.4})
    monkeypatch.setattr(kept, "learned_from", lambda *a, **k: Learned(alone, severities, 3000, alone))


def test_until_something_is_learned_the_beginnings_hold(world):
    assert sureness_settings() == Settings(version="proficiency.sureness/0")


def test_what_was_learned_is_kept_as_a_version_in_both_languages(world, monkeypatch):
    learned_here(monkeypatch)
    told = learn_sureness(by=SYSTEM)
    assert (told.version, told.is_new) == ("proficiency.sureness/1", True)
    assert sureness_settings().leniency == LENIENT.leniency
    assert sureness_settings().prior_shape == LENIENT.prior_shape
    with override("es"):
        spanish = rule_in_effect(PolicyKind.SURENESS).text
    assert spanish


def test_nobodys_own_severity_is_kept(world, monkeypatch):
    learned_here(monkeypatch)
    learn_sureness(by=SYSTEM)
    (version,) = versions_of(PolicyKind.SURENESS)
    assert set(version.parameters) == set(Settings().to_dict()) - {"version"}


def test_learning_the_same_again_adopts_nothing(world, monkeypatch):
    learned_here(monkeypatch)
    learn_sureness(by=SYSTEM)
    again = learn_sureness(by=SYSTEM)
    assert (again.version, again.is_new) == ("proficiency.sureness/1", False)
    assert len(versions_of(PolicyKind.SURENESS)) == 1


def test_a_plan_keeps_nothing(world, monkeypatch):
    learned_here(monkeypatch)
    planned = learn_sureness(by=SYSTEM, keep=False)
    assert planned.settings.leniency == LENIENT.leniency
    assert versions_of(PolicyKind.SURENESS) == ()


def test_too_little_evidence_teaches_nothing(world):
    told = learn_sureness(by=SYSTEM)
    assert (told.bodies, told.is_new, told.version) == (0, False, "proficiency.sureness/0")


def test_the_pages_read_what_was_learned(world, monkeypatch):
    show(world, world.ana, CODE, 3, 3)
    before = why(world, world.ana, CODE).sureness.chance_proficient
    learned_here(monkeypatch)
    learn_sureness(by=SYSTEM)
    after = why(world, world.ana, CODE).sureness.chance_proficient
    assert after < before - 0.1


def test_settings_that_mean_nothing_are_not_adopted(world):
    with pytest.raises(Refused, match="reading"):
        adopt(
            kind=PolicyKind.SURENESS,
            text="x",
            parameters={"reading": -1},
            effective_on=kept.clock.today(),
            by=SYSTEM,
        )


# -- exemplars as raters rated them --


def written(tmp_path, *rows: str, heading: str = "exemplar,rater,on,agreed,level"):
    path = tmp_path / "moderation.csv"
    path.write_text("\n".join((heading, *rows)) + "\n", encoding="utf-8")
    return path


def test_exemplars_are_read_by_rater_day_and_level(world, tmp_path):
    ortiz = world.viewer("ortiz")
    path = written(tmp_path, f"A,{ortiz.person_uuid},2026-09-01,3,2", f"B,{ortiz.person_uuid},2026-09-01,2,2")
    read = kept.moderation_from(path)
    assert np.array_equal(read.agreed, [3, 2])
    assert np.array_equal(read.level, [2, 2])
    assert set(read.rater.tolist()) == {ortiz.person_id}
    assert read.exemplar.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A,nobody-at-all,2026-09-01,3,2", "Row 2, rater"),
        ("A,{ortiz},yesterday,3,2", "Row 2, on"),
        ("A,{ortiz},2999-01-01,3,2", "Row 2, on"),
        ("A,{ortiz},2026-09-01,3,9", "Row 2, level"),
        ("A,{ortiz},2026-09-01,80%,3", "Row 2, agreed"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(world, tmp_path, row, said):
    path = written(tmp_path, row.format(ortiz=world.viewer("ortiz").person_uuid))
    with pytest.raises(Refused, match=said):
        kept.moderation_from(path)


def test_a_file_without_its_columns_is_refused(world, tmp_path):
    with pytest.raises(Refused, match="columns"):
        kept.moderation_from(written(tmp_path, "A,3", heading="exemplar,level"))
