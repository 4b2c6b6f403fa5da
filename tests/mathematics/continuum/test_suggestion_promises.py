"""What was promised of suggestions, on real frameworks read in place, and the weights that are shipped."""

import hashlib
import os
from pathlib import Path

import pytest
from benchmarks.fit_suggestions import FILES, digest, rankers
from benchmarks.frameworks import arithmetic, coherence_map, ngss_to_ccss

from headway.mastery.continuum.suggestions import coefficients
from headway.mastery.continuum.suggestions.evaluation import try_crosswalk, try_prerequisites
from tests.shared_material import shared


@pytest.fixture(scope="module")
def material() -> Path:
    shared("data/prereqs/atc-coherence-map/standards.csv")
    return Path(os.environ["HEADWAY_SHARED"])


def test_prerequisites_of_the_coherence_map_are_found_a_third_more_often_than_by_bm25(material):
    table = try_prerequisites(*coherence_map(material), folds=3)
    learned, bm25 = table["learned"], table["BM25"]
    assert len(learned.reciprocal) == 361
    assert learned.mrr >= 1.3 * bm25.mrr
    assert learned.recall(10) >= 1.3 * bm25.recall(10)
    assert learned.mrr > 0.501
    assert learned.recall(10) > 0.628


def test_links_from_ngss_to_ccss_are_found_half_as_often_again_as_by_the_best_plain_search(material):
    left, right, links = ngss_to_ccss(material)
    assert len(links) == 923
    table = try_crosswalk(left, right, links, folds=3, by_heading=True)
    plain = max(table[name].recall(5) for name in ("TF-IDF, words", "TF-IDF, characters", "BM25"))
    assert table["learned"].recall(5) >= 1.5 * plain
    assert table["beginning"].recall(5) >= 1.5 * plain
    assert table["learned"].recall(5) > 0.3


def test_what_was_learned_on_one_framework_serves_another_that_has_no_levels(material):
    table = try_prerequisites(*arithmetic(material), folds=3, shipped=True)
    assert table["as shipped"].mrr >= 1.3 * table["BM25"].mrr
    assert table["as shipped"].recall(10) >= 1.3 * table["BM25"].recall(10)


def test_the_shipped_weights_are_those_that_the_coherence_map_gives(material):
    assert digest(material) in coefficients.__doc__
    for name, ranker in rankers(material).items():
        shipped = getattr(coefficients, name)
        assert shipped.names == ranker.names
        assert shipped.weights == pytest.approx(ranker.weights, abs=0.02)
        assert shipped.intercept == pytest.approx(ranker.intercept, abs=0.02)


def test_the_digest_is_that_of_the_files(material):
    folder = material / "data/prereqs/atc-coherence-map"
    both = b"".join((folder / name).read_bytes() for name in FILES)
    assert digest(material) == hashlib.sha256(both).hexdigest()
