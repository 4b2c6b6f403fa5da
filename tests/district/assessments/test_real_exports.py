"""Anonymised exports of publishers through the one way in: recognised by themselves, and strangers are told, not matched."""

from __future__ import annotations

import pytest

from headway.district.assessments.models import AssessmentResult
from headway.district.people.models import Learner
from tests.district.assessments.conftest import kinds
from tests.shared_material import shared

pytestmark = pytest.mark.django_db

SAMPLES = "data/vendor-assessments/"
FILES = {
    "MAP_Growth/sample_anonymized_file.csv": "map-growth",
    "STAR/SR_sample_anonymized_file.csv": "star-reading",
    "ACCESS/sample_anonymized_file_ACCESS.csv": "access-2026",
    "ACT/sample_anonymized_file.csv": "act",
    "AP/SAMPLE_AP_2324.csv": "ap",
}


@pytest.mark.parametrize(("file", "profile"), FILES.items(), ids=FILES)
def test_a_sample_is_recognised_and_its_strangers_are_told(world, bring, file, profile):
    plan, _report = bring(raw=shared(SAMPLES + file).read_bytes(), apply=False)
    assert plan.facts["profile_code"].startswith(profile)
    assert plan.changes_nothing
    assert plan.facts["unknown_learners"] > 0
    assert {"unknown_learner", "name_only"} & set(kinds(plan))


def test_a_learner_of_the_sample_who_is_here_gets_her_results_and_nobody_else_does(world, bring):
    raw = shared(SAMPLES + "MAP_Growth/sample_anonymized_file.csv").read_bytes()
    header, first = raw.decode("utf-8-sig").splitlines()[:2]
    number = dict(zip(header.split(","), first.split(","), strict=False))["StudentID"].strip('"')
    Learner.objects.filter(pk=world.ana.pk).update(local_identifier=number, birth_on=None)
    bring(raw=raw)
    assert set(AssessmentResult.objects.values_list("learner_id", flat=True)) == {world.ana.pk}
