"""The adaptive check in a district at work.

How long the next question takes over 200 competencies, on one core; and 200 learners who each answer every 20 seconds,
all at once, against the pages as `headway serve` serves them: from the answer that is sent to the next question read.
The learners who are simulated take their share of the same machine.
"""

from __future__ import annotations

import http.client
import itertools
import os
import random
import re
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path

import numpy as np

from benchmarks.figures import Figure
from benchmarks.worker import begin, give

COMPETENCIES = 200
LEARNERS = int(os.environ.get("HEADWAY_BENCH_CHECKERS", "200"))
EVERY = 20.0
ROUNDS = int(os.environ.get("HEADWAY_BENCH_ROUNDS", "6"))
SITTINGS = 10
PORT = 8239
CHOICES = [{"code": code, "text": f"{code} it is"} for code in "ABCD"]


def main() -> None:
    engine, _names = begin()
    from headway.district.demo import api as demo

    if not demo.is_built():
        demo.build(learners=120)
    next_questions(engine)
    sessions = invited()
    at_once(engine, sessions)


def next_questions(engine: str) -> None:
    """The engine's part: the state read, the answer taken in, the next question chosen, the state kept."""
    from headway.district.checks.engine import structure_for
    from headway.district.continuum.api import current_map
    from headway.mastery.placement import Answer, CheckSettings, State, answered, next_question
    from headway.mastery.placement import begin as begin_check

    continuum = current_map()
    ids = [one.id for one in continuum.competencies][:COMPETENCIES]
    structure, _identifiers = structure_for(continuum.version.id, ids)
    taken = []
    for seed in range(SITTINGS):
        rng = random.Random(seed)
        state = begin_check(structure, CheckSettings(), seed)
        level = rng.uniform(1, 11)
        levels = dict(zip(structure.competencies, structure.positions, strict=True))
        question = next_question(state)
        while question is not None:
            knows = levels[question.competency] <= level
            answer = Answer.RIGHT if knows == (rng.random() < 0.92) else Answer.NOT_YET
            kept = state.to_bytes()
            started = time.perf_counter()
            state = answered(State.from_bytes(kept), question.competency, answer)
            question = next_question(state)
            state.to_bytes()
            taken.append(1000 * (time.perf_counter() - started))
    note = (
        f"{len(taken)} questions of {SITTINGS} sittings over {COMPETENCIES} competencies, state read and kept"
    )
    give(Figure(f"check-next.{engine}.median", round(float(np.median(taken)), 1), "ms", 50.0, note=note))
    give(Figure(f"check-next.{engine}.p99", round(float(np.quantile(taken, 0.99)), 1), "ms", 250.0))


def invited() -> list[tuple[str, str]]:
    """Learners with a session and an open sitting over 200 competencies: (session key, sitting)."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from headway.district.checks.api import ItemContent, bring_items
    from headway.district.checks.services.inviting import open_sitting
    from headway.district.continuum.api import current_map
    from headway.district.foundation.api import Actor
    from headway.district.people.models import Account, Learner

    by, continuum = Actor.system("benchmark"), current_map()
    chosen = continuum.competencies[:COMPETENCIES]
    bring_items(
        [
            ItemContent(
                one.id, "choice", f"Which of these is right for {one.code}, case {n}?", ("A",), tuple(CHOICES)
            )
            for one in chosen
            for n in (1, 2)
        ],
        by=by,
    )
    found = []
    learners = list(Learner.objects.filter(left_on=None).select_related("person", "school")[:LEARNERS])
    # In a smaller demo some learners sit at two phones.
    for number, learner in zip(range(LEARNERS), itertools.cycle(learners)):
        person = learner.person
        if person.account_id is None:
            person.account = Account.objects.create(username=f"bench-{os.getpid()}-{number}", password="!")
            person.save(update_fields=["account"])
        session = SessionStore()
        session[SESSION_KEY] = str(person.account.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
        session.create()
        sitting = open_sitting(
            learner,
            continuum,
            chosen,
            stage="strand",
            domain_code="MA",
            strand_code="",
            purpose="entry",
            module=f"bench-{os.getpid()}-{number}",
            by=by,
            seed=number,
        )
        found.append((session.session_key, str(sitting.uuid)))
    return found


def at_once(engine: str, sessions: list[tuple[str, str]]) -> None:
    from django.db import connections

    connections.close_all()
    server = subprocess.Popen(
        [sys.executable, "-m", "headway.district.site.cli.entry", "serve", "--port", str(PORT)]
        if not os.path.exists(os.path.join(os.path.dirname(sys.executable), "headway"))
        else [os.path.join(os.path.dirname(sys.executable), "headway"), "serve", "--port", str(PORT)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    try:
        _wait()
        spent = _spent(server.pid)
        clients = [_Client(number, *one) for number, one in enumerate(sessions)]
        for one in clients:
            one.start()
        for one in clients:
            one.join()
        spent = _spent(server.pid) - spent
    finally:
        server.terminate()
        server.wait(30)
    firsts = [taken for one in clients for taken in one.first]
    taken = [each for one in clients for each in one.taken]
    each = round(1000 * spent / (len(taken) + len(firsts)), 1)
    give(
        Figure(
            f"check-at-once.{engine}.work",
            each,
            "ms",
            note=f"work of the server for one answer and the next question; ten a second keep {each / 100:.2f} cores busy",
        )
    )
    strange = sorted({each for one in clients for each in one.strange})
    note = (
        f"{len(taken)} answers of {len(clients)} learners, one in {EVERY:g} s each: sent, taken, next question read; "
        f"median {np.median(taken):.3f} s, longest {max(taken):.3f} s; first question of a sitting p95 "
        f"{np.quantile(firsts, 0.95):.3f} s; answers other than expected: {strange or 'none'}"
    )
    give(
        Figure(f"check-at-once.{engine}.p95", round(float(np.quantile(taken, 0.95)), 3), "s", 1.0, note=note)
    )


def _spent(pid: int) -> float:
    """Seconds of work of the server's processes so far, on whichever core: what others do meanwhile is not in it."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, rest = stat.read_text().rsplit(")", 1)
        except OSError:
            continue  # it ended in this moment
        fields = rest.split()
        if pid in (int(name.split()[0]), int(fields[1])):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _wait() -> None:
    for _try in range(120):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/health/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the server did not answer within a minute")


class _Client(threading.Thread):
    """A learner on her phone: reads, thinks, answers."""

    def __init__(self, number: int, session: str, sitting: str) -> None:
        super().__init__(daemon=True)
        self.rng = random.Random(number)
        self.begins = EVERY * number / LEARNERS
        self.cookies = {"sessionid": session}
        self.address = f"/me/check/{sitting}/question/"
        self.first: list[float] = []
        self.taken: list[float] = []
        self.strange: list[str] = []

    def run(self) -> None:
        time.sleep(self.begins)
        started = due = time.perf_counter()
        page = self._ask("GET")
        self.first.append(time.perf_counter() - started)
        for _round in range(ROUNDS):
            due += EVERY
            time.sleep(max(0.0, due - time.perf_counter()))
            hidden = dict(
                re.findall(r'name="(csrfmiddlewaretoken|item|number|request_key)" value="([^"]+)"', page)
            )
            if "item" not in hidden:
                return  # the sitting is over
            hidden["answer"] = self.rng.choice("AAB")
            started = time.perf_counter()
            self._ask("POST", urllib.parse.urlencode(hidden))
            page = self._ask("GET")
            self.taken.append(time.perf_counter() - started)

    def _ask(self, method: str, body: str | None = None) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, self.address, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        connection.close()
        if answer.status not in (200, 302):
            self.strange.append(f"{method} {answer.status}")
        return text


if __name__ == "__main__":
    main()
