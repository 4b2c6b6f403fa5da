"""One rating end to end: from the key that goes down in the class grid to the cell that is painted with what was saved.

A demo of 120 learners is served as a district serves it. The browser's own clock is read when the key goes down, before
any of our scripts hears of it, and when the frame after the cell's change has been drawn. Cells lie in different rows and
columns, and each rating is a real one: written, audited, projected, answered. Without Chromium it is not measured, and
says so.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from statistics import median

from benchmarks.figures import Figure
from benchmarks.worker import begin, give

LEARNERS = 120
TIMES = 40
GOAL_MS = 300
HEADWAY = [sys.executable, "-c", "import sys; from headway.district.site.cli import main; sys.exit(main())"]


def main() -> None:
    engine, _names = begin()
    name = f"rating-in-browser.{engine}"
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        give(Figure(f"{name}.painted.ms", 0, "ms", note="not measured: there is no Chromium"))
        return
    build()
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            grid, bare = in_the_grid(browser, address)
            stack = in_the_stack(browser, address)
        finally:
            browser.close()
    give(
        Figure(
            f"{name}.painted.ms",
            round(median(grid)),
            "ms",
            GOAL_MS,
            against="a key that only moves to the next cell",
            ratio=median(grid) / median(bare),
            note=f"{len(grid)} ratings in the class grid, one after another: {min(grid):.0f} to {max(grid):.0f} ms, "
            f"nine in ten within {sorted(grid)[int(len(grid) * 0.9)]:.0f} ms",
        )
    )
    give(
        Figure(
            f"{name}.next-in-stack.ms",
            round(median(stack)),
            "ms",
            GOAL_MS,
            note=f"Enter in a stack until the next learner is painted; {len(stack)} times, "
            f"{min(stack):.0f} to {max(stack):.0f} ms; saving goes on beside it",
        )
    )


def build() -> None:
    """The demo, once for this database."""
    from headway.district.people.api import any_people

    if any_people():
        return
    subprocess.run(
        [*HEADWAY, "demo", "--learners", str(LEARNERS), "--no-serve"], check=True, stdout=sys.stderr
    )


# The key's own time stamp, and the frame after the one in which the change was made: then it has been drawn.
_WATCH = """
(() => {
  window.measured = [];
  let pressed = 0;
  window.addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    if (pressed) { window.measured.push(performance.now() - pressed); pressed = 0; }
  }));
  window.watchFor = (selector) => new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes)
      if (node.nodeType === 1 && node.matches(selector)) { painted(); return; }
  }).observe(document.body, { childList: true, subtree: true });
  window.watchFocus = () => document.addEventListener("focusin", painted);
})();
"""


def _signed_in(browser, address: str):
    from headway.district.demo.showcase import PASSWORD

    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US").new_page()
    page.add_init_script(_WATCH)
    page.goto(f"{address}/sign-in/")
    page.locator("#main [name=login]").fill("teacher")
    page.locator("#main [name=password]").fill(PASSWORD)
    page.locator("#main form button").click()
    page.goto(address + page.locator(".group-card:not(.is-home) h3 a").first.get_attribute("href"))
    return page


def _until(page, holds: str) -> None:
    """Asked from outside: the page's content security policy runs no script from a string."""
    while not page.evaluate(holds):
        page.wait_for_timeout(5)


def in_the_grid(browser, address: str) -> tuple[list[float], list[float]]:
    """Milliseconds for each rating, and for each key that only moves."""
    page = _signed_in(browser, address)
    page.evaluate("window.watchFor('td[id]')")
    rows = page.locator("#class-grid tbody tr").count()
    columns = page.locator("#class-grid tbody tr:first-child td").count()
    for number in range(TIMES + 2):
        cell = f"#class-grid tbody tr:nth-child({number % rows + 1}) td:nth-of-type({number % columns + 1})"
        before = page.evaluate("window.measured.length")
        page.locator(f"{cell} a").focus()
        page.keyboard.press(str(number % 4 + 1))
        _until(page, f"window.measured.length > {before}")
    found = page.evaluate("window.measured")[2:]  # the first two warm the server up
    page.reload()
    page.evaluate("window.watchFocus()")
    page.locator("#class-grid tbody tr:nth-child(1) td:nth-of-type(1) a").focus()
    page.evaluate("window.measured.length = 0")
    for number in range(TIMES):
        page.keyboard.press("ArrowDown" if number % 2 == 0 else "ArrowUp")
        _until(page, f"window.measured.length > {number}")
    bare = page.evaluate("window.measured")
    page.context.close()
    return found, bare


def in_the_stack(browser, address: str) -> list[float]:
    """Milliseconds from Enter to the next learner, while the one before is saved beside it."""
    page = _signed_in(browser, address)
    page.goto(page.url.split("?")[0] + "score/")
    value = page.locator("#competency option").nth(3).get_attribute("value")
    page.goto(page.url.split("?")[0] + f"competency/{value}/")
    page.evaluate("window.watchFor('#stack-work')")
    people = page.locator("#stack-list li[data-token]").count()
    for number in range(min(people - 1, 20)):
        page.keyboard.press(str(number % 4 + 1))
        page.wait_for_timeout(400)  # a teacher looks at the work; the next one is fetched meanwhile
        page.keyboard.press("Enter")
        _until(page, f"window.measured.length > {number}")
    _until(page, "!document.querySelector('#stack-list .is-unsaved')")
    found = page.evaluate("window.measured")
    page.context.close()
    return found


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The pages of this database, as a district serves them."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*HEADWAY, "serve"],
        env=os.environ | {"HEADWAY_PORT": str(port), "HEADWAY_WORKERS": "1"},
        stdout=sys.stderr,
        stderr=sys.stderr,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _try in range(120):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/health/").read()
                break
            time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
