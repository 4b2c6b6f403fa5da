"""However many writers work on a draft at once: nobody's words are lost.

Every wording that anybody sent stands in the draft, or is in the history, or came back to its writer as a conflict
with the other wording beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.district.continuum.api import (
    content_of,
    edit_competency,
    history,
    open_draft,
    undo,
    write_descriptor,
)
from headway.district.foundation.api import Conflict, Refused

ADDING = "world-MA.FR.3"
WRITERS = ("priya", "lena", "adam")
FIELDS = ("title", "statement", "title:es", "looks")


@dataclass
class Desk:
    """What one writer has before her: the fields as she read them last."""

    seen: dict[str, str] = field(default_factory=dict)


# Who does what: read the page, write one or several fields, or take back the latest act, as somebody may at any time.
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(WRITERS), st.just("read"), st.just(())),
        st.tuples(
            st.sampled_from(WRITERS),
            st.just("write"),
            st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3, unique=True).map(tuple),
        ),
        st.tuples(st.sampled_from(WRITERS), st.just("undo"), st.just(())),
    ),
    max_size=14,
)


def read(draft) -> dict[str, str]:
    one = next(one for one in content_of(draft.id).competencies if one.identifier == ADDING)
    looks = {look.level: look.text for look in one.descriptors}
    return {
        "title": one.title,
        "statement": one.statement,
        "title:es": one.translations["es"]["title"],
        "looks": looks.get(2, ""),
    }


def write(draft, words: dict[str, str], seen: dict[str, str], by) -> list:
    """As the pages do it: the competency's fields in one sending, the descriptor in another."""
    conflicts = []
    own = {name: text for name, text in words.items() if name != "looks"}
    if own:
        conflicts += edit_competency(draft.uuid, ADDING, own, seen=seen, by=by).conflicts
    if "looks" in words:
        conflicts += write_descriptor(
            draft.uuid, ADDING, 2, words["looks"], seen=seen["looks"], by=by
        ).conflicts
    return conflicts


def in_history(draft) -> set[str]:
    changes = [change for act in history(draft.uuid) for change in act.changes]
    return {str(one) for change in changes for one in (change.before, change.after)}


@pytest.fixture
def draft(world):
    return open_draft(world.version.framework.uuid, by=world.viewer("priya").actor)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=steps)
def test_no_words_are_lost_in_any_order_of_reading_and_writing(world, draft, steps):
    from django.db import transaction

    with transaction.atomic():
        _play(world, draft, steps)
        transaction.set_rollback(True)


def _play(world, draft, steps):
    actors = {name: world.viewer(name).actor for name in WRITERS}
    desks = {name: Desk(read(draft)) for name in WRITERS}
    sent: set[str] = set(read(draft).values())
    returned: set[str] = set()
    for number, (who, what, names) in enumerate(steps):
        stored = read(draft)
        if what == "read":
            desks[who].seen = stored
        elif what == "undo":
            acts = [act for act in history(draft.uuid) if act.taken_back_by is None]
            if acts:
                try:
                    undo(draft.uuid, acts[0].act, by=actors[who])
                except (Conflict, Refused):
                    assert read(draft) == stored, "what was not taken back is untouched"
        else:
            words = {name: f"{name} by {who}, {number}" for name in names}
            sent |= set(words.values())
            conflicts = write(draft, words, desks[who].seen, actors[who])
            for one in conflicts:
                name = "looks" if one.subject == "descriptor" else one.field
                assert one.mine == words[name]
                assert one.stored == stored[name] == read(draft)[name], "theirs still stands"
                assert stored[name] != desks[who].seen[name], "nobody is stopped without a reason"
                returned.add(one.mine)
            for name in set(words) - {"looks" if c.subject == "descriptor" else c.field for c in conflicts}:
                assert read(draft)[name] == words[name], "what did not meet other words is written"
    assert sent <= set(read(draft).values()) | in_history(draft) | returned
