"""One person at one browser, and everything that went wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

__all__ = ["DESK", "PHONE", "Visitor", "a_visitor"]

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass
class Visitor:
    """A browser context with one page. `troubles`: what a story must not leave behind, as sentences.

    Errors in the console (so also what the content security policy refused), errors of scripts, answers from 400 on
    that the story did not foresee (`expected`), and any request that leaves this machine.
    """

    context: BrowserContext
    page: Page
    address: str
    scripts: bool = True
    expected: set[int] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    def go(self, path: str) -> Response | None:
        """Open an address of the district; `path` may be a whole address too."""
        return self.page.goto(path if path.startswith("http") else self.address + path)

    def expects(self, *statuses: int) -> None:
        """The story meets answers like 404 on purpose."""
        self.expected.update(statuses)

    def watch(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda problem: self.troubles.append(f"script: {problem}"))
        self.page.on("response", self._response)
        self.page.on("request", self._request)

    def _console(self, line: ConsoleMessage) -> None:
        # Answers are judged with their status, below; the console repeats them without it.
        if line.type == "error" and not line.text.startswith("Failed to load resource"):
            self.troubles.append(f"console on {self.page.url}: {line.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.troubles.append(f"{response.status} from {response.request.method} {response.url}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.troubles.append(f"a request left the district: {request.url}")


def a_visitor(browser: Browser, address: str, *, scripts: bool = True, **wishes) -> Visitor:
    """Somebody who opens a browser: at a desk, in English, unless wished otherwise (playwright's context options)."""
    context = browser.new_context(
        **{"viewport": DESK, "locale": "en-US", "java_script_enabled": scripts, "accept_downloads": True}
        | wishes
    )
    visitor = Visitor(context, context.new_page(), address, scripts)
    visitor.page.set_default_timeout(15_000)
    visitor.watch()
    return visitor
