"""A map of 1,500 competencies: the server's time, what goes over the wire, and a phone of a quarter of this machine's
speed, from the navigation to the first key and the first tap that are answered.

The map is the open line's, which is the same page as the curriculum lead's. The browser's cache is empty, the server's
is not. Without Chromium the browser's part is not measured, and says so.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from statistics import median

from benchmarks.bare import median_ms
from benchmarks.figures import Figure
from benchmarks.worker import begin, give

ITEMS, STRANDS, LEVELS = 1500, 12, 13
IDENTIFIER = "00000000-0000-5000-8000-000000001500"
ADDRESS = f"/line/en/of/{IDENTIFIER}/"
PHONE = {"width": 390, "height": 844}
SLOWER = 4
TIMES = 5


def main() -> None:
    engine, _names = begin()
    build()
    on_the_server(engine)
    if engine == "sqlite":  # the browser does not know which database answers
        on_the_phone(engine)


def build() -> None:
    """One domain: 12 strands on 13 levels; each item grows from one of its strand at the level before."""
    from headway.district.continuum import api as continuum
    from headway.district.foundation.api import Actor

    if continuum.latest_version(IDENTIFIER):
        return
    competencies, arrows = [], []
    for number in range(ITEMS):
        strand, rest = number % STRANDS, number // STRANDS
        level = rest % LEVELS
        competencies.append(
            continuum.CompetencyContent(
                identifier=f"item-{number}",
                code=f"BIG.S{strand:02}.{number:04}",
                title=f"Reading, comparing and explaining pattern {number}",
                statement=f"I can read, compare and explain pattern {number} and say how I know.",
                domain_code="BIG",
                strand_code=f"BIG.S{strand:02}",
                level=level,
                depth=number % 4 + 1,
                importance="essential" if number % 3 else "supporting",
                sequence=number,
            )
        )
        if level:
            arrows.append(continuum.PrerequisiteContent(f"item-{number - STRANDS}", f"item-{number}"))
    by = Actor.system("benchmark")
    version = continuum.load_framework(
        continuum.FrameworkContent(
            identifier=IDENTIFIER,
            title="A line of 1,500 competencies",
            domains=(continuum.DomainContent("BIG", "Patterns"),),
            strands=tuple(
                continuum.StrandContent(f"BIG.S{one:02}", "BIG", f"Strand of patterns {one + 1}", one)
                for one in range(STRANDS)
            ),
            competencies=tuple(competencies),
            prerequisites=tuple(arrows),
        ),
        by=by,
    )
    continuum.publish(version.id, by=by)
    continuum.share_framework(IDENTIFIER, is_shared=True, by=by)


def on_the_server(engine: str) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    page = client.get(ADDRESS)
    assert page.status_code == 200, page.status_code
    marks = page.content.count(b'<a class="node')
    assert marks == ITEMS, marks
    with CaptureQueriesContext(connection) as seen:
        client.get(ADDRESS)
    queries = len(seen)
    items = list(range(ITEMS))
    bare = median_ms(lambda: _one_query_per_item(items), 3)
    for name, address in (
        ("whole", ADDRESS),
        ("focus", f"{ADDRESS}?focus=BIG.S03.0903"),
        ("search", f"{ADDRESS}?q=compare"),
    ):
        taken = median_ms(lambda address=address: client.get(address), 20)
        give(
            Figure(
                f"map-page.{engine}.{name}.ms",
                round(taken, 1),
                "ms",
                150,
                against="one bare query per competency",
                ratio=taken / bare,
                note=f"{marks} competencies, {queries} queries" if name == "whole" else "",
            )
        )
    sent = len(gzip.compress(page.content, 6)) / 1024
    give(
        Figure(
            f"map-page.{engine}.sent.kib",
            round(sent, 1),
            "KiB",
            100,
            against="the same page as it is read",
            ratio=sent / (len(page.content) / 1024),
        )
    )


def _one_query_per_item(items: list[int]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for one in items:
            cursor.execute("SELECT title FROM continuum_competency WHERE id = %s", (one,))
            cursor.fetchone()


# -- the browser --


def on_the_phone(engine: str) -> None:
    name = f"map-page.{engine}.phone"
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        give(Figure(f"{name}.first-key.ms", 0, "ms", note="not measured: there is no Chromium"))
        return
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for what, measure in (("first-key", first_key), ("first-tap", first_tap)):
            found = [_on_a_slow_phone(browser, address, measure) for _time in range(TIMES)]
            bare = [_on_a_slow_phone(browser, address, measure, speed=1) for _time in range(TIMES)]
            give(
                Figure(
                    f"{name}.{what}.ms",
                    round(median(found)),
                    "ms",
                    1000,
                    against="the same at the machine's own speed",
                    ratio=median(found) / median(bare),
                    note=f"{PHONE['width']}×{PHONE['height']}, processor {SLOWER} times slower, empty cache; "
                    f"of {TIMES} times {min(found):.0f} to {max(found):.0f} ms",
                )
            )
        browser.close()


def _on_a_slow_phone(browser, address: str, measure, speed: int = SLOWER) -> float:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": speed})
    page.add_init_script(_WATCH)
    try:
        return measure(page, address)
    finally:
        context.close()


# The page's own clock begins with the navigation; a MutationObserver would itself take time from the page.
_WATCH = """
document.addEventListener("focusin", (event) => {
  if (event.target.id === "line-q") window.answered = window.answered || performance.now();
});
const look = () => {
  if (document.querySelector("table.map.is-close a.node")) window.closer = window.closer || performance.now();
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def first_key(page, address: str) -> float:
    """Milliseconds from the navigation until "/" puts the cursor into the search."""
    page.goto(address + ADDRESS, wait_until="commit")
    while (answered := page.evaluate("window.answered || 0")) == 0:
        page.keyboard.press("/")
    return answered


def first_tap(page, address: str) -> float:
    """Milliseconds from the navigation until a tapped cell of the strip is seen closely: the server answers within."""
    page.goto(address + ADDRESS, wait_until="commit")
    page.locator("table.map a.count").nth(2).tap(no_wait_after=True)
    while (seen := page.evaluate("window.closer || 0")) == 0:
        page.wait_for_timeout(20)
    return seen


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The pages of this database, as a district serves them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = "import sys; from headway.district.site.cli import main; sys.exit(main())"
    server = subprocess.Popen(
        [sys.executable, "-c", code, "serve"],
        env=os.environ | {"HEADWAY_PORT": str(port), "HEADWAY_WORKERS": "1"},
        stdout=sys.stderr,
        stderr=sys.stderr,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _try in range(120):
            with contextlib.suppress(OSError):
                # The first look reads the map into memory, as in a district somebody did before.
                urllib.request.urlopen(address + ADDRESS).read()
                break
            time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
