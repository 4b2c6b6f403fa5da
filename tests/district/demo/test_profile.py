"""The demo's graduate profile leads somewhere in both languages, and leaves one visible gap."""

from __future__ import annotations

import pytest

from headway.district.continuum.api import current_map, load_framework, profile_coverage, publish
from headway.district.demo import content as demo_content
from headway.district.demo.profile import load_profile, read_profile
from headway.district.foundation.api import Actor, Refused
from headway.district.people import services as people

BY = Actor.system("test")


def codes() -> set[str]:
    return {one["code"] for one in demo_content.read().competencies}


def test_every_statement_is_there_in_both_languages_and_names_competencies_once():
    statements = read_profile(demo_content.folder(), codes())
    assert len(statements) == 7
    for one in statements:
        for words in (one.title, one.text):
            assert words["en"].strip()
            assert words["es"].strip()
            assert words["en"] != words["es"]
        assert len(set(one.competencies)) == len(one.competencies)


def test_a_code_that_is_not_on_the_continuum_is_named(tmp_path):
    (tmp_path / "profile.toml").write_text(
        '[[statement]]\ncode = "A"\ntitle = {}\ntext = {}\ncompetencies = ["MA.NO.01", "XX.1"]\n'
    )
    with pytest.raises(Refused, match=r"XX\.1 is named"):
        read_profile(tmp_path, codes())
    (tmp_path / "profile.toml").write_text("[[statement")
    with pytest.raises(Refused, match="can't be read"):
        read_profile(tmp_path, codes())
    assert read_profile(tmp_path / "nowhere", codes()) == ()


def test_one_statement_has_nothing_between_levels_6_and_8(db, clock):
    people.create_organisation(kind="district", name="Cedar Ridge", code="CR", by=BY)
    version = load_framework(demo_content.framework(demo_content.read()), by=BY)
    publish(version.id, by=BY)
    load_profile(read_profile(demo_content.folder(), codes()), by=BY)
    coverage = profile_coverage(current_map())
    assert coverage.unserved == ()
    assert [(one.statement.code, one.empty_bands) for one in coverage.with_empty_bands] == [
        ("GP.7", ((6, 8),))
    ]
    assert all(one.lost == 0 for one in coverage.statements)
    assert len(coverage.serving_none) > 0
    habits = [one for one in coverage.statements if any(part.domain.kind == "habits" for part in one.domains)]
    assert len(habits) >= 4, "habits serve the profile too"
