"""The CASE provider: a framework of 5,668 items, asked for the first time, again, and by who has it already."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.worker import begin, give

LARGEST = "data/frameworks/case/teks-edfi.cfpackage.json.gz"
ASKED = 5


def main() -> None:
    engine, names = begin()
    shared = os.environ.get("HEADWAY_SHARED")
    if not shared:
        for name in names:
            give(Figure(f"{name}.seconds", 0, "s", note="not measured: HEADWAY_SHARED is not set"))
        return
    if "case-provider" in names:
        measure(engine, Path(shared) / LARGEST)


def measure(engine: str, path: Path) -> None:
    """Cold: nothing of this framework is in memory. Times are of the whole answer, through the application server's door."""
    from headway.district.continuum.api import share_framework, shared_versions
    from headway.district.foundation.api import Actor
    from headway.district.interop import api as interop
    from headway.district.rest.case import catalogue
    from headway.district.rest.case.packages import kept
    from headway.mastery.formats.case import read_package

    by = Actor.system("benchmark")
    identifier = read_package(path.read_bytes()).document.identifier
    run, plan = interop.plan(format="case", raw=path.read_bytes(), file_name=path.name, by=by)
    if plan.changes_nothing:
        interop.discard(run_uuid=run.uuid, by=by)
    else:
        interop.apply(run_uuid=run.uuid, by=by)
    share_framework(identifier, is_shared=True, by=by)

    def forget() -> None:
        kept.clear()
        for one in (catalogue._irregular, catalogue._aliases, catalogue._built):
            one.cache_clear()

    ask = asking(f"/ims/case/v1p1/CFPackages/{identifier}")
    ask({})
    cold, answer = timed(lambda: ask({"Accept-Encoding": "gzip"}), before=forget)
    warm, _answer = timed(lambda: ask({"Accept-Encoding": "gzip"}))
    plain_cold, whole = timed(lambda: ask({}), before=forget)
    plain_warm, _answer = timed(lambda: ask({}))
    known, unchanged = timed(lambda: ask({"If-None-Match": answer["ETag"]}))
    size = f"{len(whole['body']) / 1e6:.1f} MB of JSON, {len(answer['body']) / 1e6:.1f} MB compressed"
    right = answer["status"] == whole["status"] == 200 and unchanged["status"] == 304
    items = whole["body"].count(b'"fullStatement"')
    told = f"{items} items; {size}" if right else "AN ANSWER WAS NOT AS EXPECTED"
    give(Figure(f"case-provider.{engine}.package-cold.s", round(cold, 3), "s", 1, note=told))
    give(Figure(f"case-provider.{engine}.package-warm.s", round(warm, 3), "s", 1))
    give(Figure(f"case-provider.{engine}.package-cold-plain.s", round(plain_cold, 3), "s", 1))
    give(Figure(f"case-provider.{engine}.package-warm-plain.s", round(plain_warm, 3), "s", 1))
    give(Figure(f"case-provider.{engine}.not-modified.s", round(known, 4), "s", 0.02))
    one, _answer = timed(
        lambda: asking(f"/ims/case/v1p1/CFDocuments/{catalogue.official_identifier(identifier)}")({})
    )
    give(
        Figure(
            f"case-provider.{engine}.document.s",
            round(one, 4),
            "s",
            0.05,
            note=f"{len(shared_versions())} shared",
        )
    )


def asking(path: str) -> Callable[[dict[str, str]], dict[str, Any]]:
    """A function that asks the application as a server does."""
    from wsgiref.util import setup_testing_defaults

    from headway.district.site.wsgi import application

    def ask(headers: dict[str, str]) -> dict[str, Any]:
        environ: dict[str, Any] = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "HTTP_HOST": "localhost"}
        environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        begun: list[Any] = []
        answer = application(environ, lambda status, sent, *_more: begun.extend((status, sent)))
        body = b"".join(answer)
        answer.close()
        return {"status": int(begun[0].split()[0]), "body": body, **dict(begun[1])}

    return ask


def timed(
    ask: Callable[[], dict[str, Any]], *, before: Callable[[], None] | None = None
) -> tuple[float, dict[str, Any]]:
    """The middle of some tries, in seconds, and the last answer."""
    taken = []
    for _turn in range(ASKED):
        if before:
            before()
        gc.collect()
        started = time.perf_counter()
        answer = ask()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken), answer


if __name__ == "__main__":
    main()
