"""Results of an outside test for some learners of the demo, and a crosswalk that is plainly an example to be confirmed."""

from __future__ import annotations

import csv
import io
import random

from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, clock
from headway.district.interop.api import apply, plan
from headway.district.people.api import Viewer, visible_learners
from headway.district.policy.api import PolicyKind, adopt
from headway.mastery.placement.crosswalk import Crosswalk, example_crosswalk

__all__ = ["adopt_example", "bring_an_export"]

PROFILE = "map-growth"
# The subject as its publisher calls it → what the name of a domain begins with.
SUBJECTS = {"Mathematics": "math", "Reading": "litera"}
LEARNERS = 60
HEADINGS = (
    "TermName", "StudentID", "Student_StateID", "Subject", "TestName", "TestStartDate", "TestRITScore",
    "TestStandardError",
)  # fmt: skip


def adopt_example(by: Actor) -> bool:
    """Invented bands for two subjects, named as an example everywhere; whether the continuum has their domains."""
    areas = _areas()
    if not areas:
        return False
    crosswalk: Crosswalk = example_crosswalk(PROFILE, areas, lowest=150.0, step=9.0)
    adopt(
        kind=PolicyKind.SCORE_CROSSWALK,
        text="An example of a crosswalk from an outside test to levels, to be confirmed or replaced by the district. A person decides.",
        parameters=crosswalk.to_dict(),
        effective_on=clock.today(),
        by=by,
        translations={
            "es": {
                "text": "Un ejemplo de correspondencia entre una prueba externa y los niveles, que el distrito confirma o reemplaza. "
                "Decide una persona."
            }
        },
    )
    return True


def bring_an_export(viewer: Viewer, seed: int, by: Actor) -> None:
    """The file comes in by the door that every file takes."""
    run, _plan = plan(
        format="assessments", raw=_an_export(viewer, seed), file_name="map-growth.csv", options={}, by=by
    )
    apply(run_uuid=run.uuid, by=by)


def _an_export(viewer: Viewer, seed: int) -> bytes:
    """A file as the publisher writes it, for learners whom this viewer may see: two subjects, a few weeks ago.

    One line is there twice with different results, so that there is a question to settle.
    """
    chance = random.Random(seed)  # simulated data, no secret
    on = clock.today().replace(day=1)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    first = True
    learners = visible_learners(viewer).filter(left_on__isnull=True).exclude(local_identifier="")
    for identifier, birth in learners.order_by("pk").values_list("local_identifier", "birth_on")[:LEARNERS]:
        age = (clock.today() - birth).days / 365.25 if birth else 11
        for subject in SUBJECTS:
            value = round(150 + 9 * (age - 5) + chance.gauss(0, 9))
            row = [
                "",
                identifier,
                "",
                subject,
                f"Growth: {subject}",
                f"{on.month}/{on.day}/{on.year}",
                value,
                3.2,
            ]
            writer.writerow(row)
            if first:
                writer.writerow([*row[:6], value + 11, 3.2])
                first = False
    return file.getvalue().encode()


def _areas() -> dict[str, str]:
    continuum = current_map()
    if continuum is None:
        return {}
    found = {}
    for subject, start in SUBJECTS.items():
        for domain in continuum.domains:
            if domain.name.casefold().startswith(start):
                found[subject] = domain.code
    return found
