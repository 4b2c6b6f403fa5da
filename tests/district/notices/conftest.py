from __future__ import annotations

import pytest

from headway.district.foundation.api import Actor
from headway.district.notices.api import NoticeKind, tell

BY = Actor.system("signals")


@pytest.fixture
def people(world, settings):
    """Everybody of the world has an address, and the district reckons by Chicago's clock: 09:00 UTC is 4 in the morning."""
    settings.TIME_ZONE = "America/Chicago"
    settings.ORIGIN = "https://headway.example.org"
    for name, person in world.people.items():
        person.email = f"{name}@example.org"
        person.save(update_fields=["email"])
    for name, learner in world.learners.items():
        learner.person.email = f"{name}@example.org"
        learner.person.save(update_fields=["email"])
    return world


@pytest.fixture
def told(people):
    """`told(world.webb, "signal_addressed", about=world.ana)`: somebody was told of something."""

    def tell_(who, kind="signal_addressed", about=None, subject="", **more):
        person = getattr(who, "person", who)
        tell(
            to=person.pk,
            kind=NoticeKind(kind),
            learner=about,
            link="/teach/",
            subject=subject,
            by=BY,
            **more,
        )

    return tell_


class Server:
    """A mail server of which a test decides what it answers."""

    def __init__(self, *answers, away=None):
        self.answers, self.away, self.taken = list(answers), away, []

    def open(self):
        if self.away:
            raise self.away

    def close(self):
        pass

    def send_messages(self, messages):
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, BaseException):
            raise answer
        self.taken += [message.to[0] for message in messages]
        return len(messages)


@pytest.fixture
def server(monkeypatch):
    def stands(*answers, **how):
        one = Server(*answers, **how)
        monkeypatch.setattr("headway.district.notices.services.sending.get_connection", lambda: one)
        return one

    return stands
