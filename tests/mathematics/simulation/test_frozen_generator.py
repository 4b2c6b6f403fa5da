"""Generator B is frozen. When this test speaks, the change is not an improvement: it ends B's independence."""

import hashlib

import numpy as np

from headway.mastery.simulation import Calendar, curves, invented_map
from headway.mastery.simulation.curves import VERSION
from tests.mathematics.simulation.simulated_districts import TODAY, measured

DIGEST_OF_VERSION = {1: "ab9db78cd1e554e8ab5b3322b3136f1a1c0c4065bea731cf98ee25d79c03521d"}


def test_curves_gives_what_it_gave_when_it_was_frozen():
    simulated = curves(invented_map(seed=11), Calendar.around(TODAY), learners=90, seed=2026)
    thousandths = np.round(simulated.truth.ability[-1].astype(np.float64) * 1000).astype(np.int64)
    columns = np.concatenate([measured(simulated), thousandths.ravel() // 10])
    digest = hashlib.sha256(columns.astype("<i8").tobytes()).hexdigest()
    assert digest == DIGEST_OF_VERSION[VERSION]
