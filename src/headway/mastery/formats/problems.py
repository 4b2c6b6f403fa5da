"""What a file reader tells a person about the file: one vocabulary for every exchange format.

A reader never stops at the first surprise. Whatever can be read is read, and each surprise becomes a `Problem` that
names the place, says what is there, and says what to do next. Only a file that cannot be taken apart at all is refused
as a whole, with `FormatProblem`.

Sentences travel as `Message`: a stable key, an English template and the values to put in it. The pure half of Headway
knows no languages; whoever shows the message passes a lookup to `Message.in_words`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")

# A whole novel in one cell is a possible mistake; repeating it in the message is not useful.
LONGEST_VALUE_SHOWN = 240


def shown(value: object, longest: int = LONGEST_VALUE_SHOWN) -> str:
    """How a value from a file is quoted in a sentence: on one line, at most `longest` characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that can be said in any language.

    `key` is stable across releases and unique per template; `english` is a `str.format` template; `params` are its
    values, as pairs so that messages can be compared and hashed.
    """

    key: str
    english: str
    params: tuple[tuple[str, str | int], ...] = ()

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.english.format(**dict(self.params))

    def in_words(self, template_for: Callable[[str], str | None]) -> str:
        """The sentence with the template that `template_for(key)` returns; English when it returns nothing."""
        return (template_for(self.key) or self.english).format(**dict(self.params))

    def __str__(self) -> str:
        return self.text


def message(key: str, english: str, /, **params: object) -> Message:
    """A `Message`; whole numbers stay numbers (for plurals), every other value is quoted by `shown`."""
    pairs = (
        (name, value if isinstance(value, int) and not isinstance(value, bool) else shown(value))
        for name, value in params.items()
    )
    return Message(key, english, tuple(pairs))


NO_REMEDY = Message("remedy.none", "Nothing needs to be done.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person should know about a file.

    severity    'error': this part was not taken. 'warning': taken, and worth a look. 'note': taken, for the record.
    kind        stable word for grouping and for tests, such as 'identifier_twice'.
    sentence    what is there.
    remedy      what to do next.
    row         the place: 'CFItems[12]', or 'users.csv row 14'. Empty when it concerns the whole file.
    identifier  the identifier of the object or record, as written in the file. Empty when it has none.
    field       the member or column. Empty when it concerns the whole object.
    """

    severity: Severity
    kind: str
    sentence: Message
    remedy: Message = NO_REMEDY
    row: str = ""
    identifier: str = ""
    field: str = ""

    def __str__(self) -> str:
        place = ", ".join(dict.fromkeys(part for part in (self.row, self.field) if part))
        text = (
            f"{self.sentence.text} {self.remedy.text}" if self.remedy is not NO_REMEDY else self.sentence.text
        )
        return f"{place}: {text}" if place else text


class FormatProblem(ValueError):
    """The file as a whole was not taken; `problems` says why, with at least one entry."""

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise TypeError("FormatProblem needs at least one Problem")
        self.problems: tuple[Problem, ...] = problems
        super().__init__(" ".join(str(problem) for problem in problems))


def refusal(
    kind: str, sentence: Message, remedy: Message, *, row: str = "", field: str = ""
) -> FormatProblem:
    """The exception that refuses a whole file: `raise refusal('not_json', message(...), message(...))`."""
    return FormatProblem(Problem("error", kind, sentence, remedy, row=row, field=field))


def of_severity(problems: Iterable[Problem], severity: Severity) -> tuple[Problem, ...]:
    """The problems of one severity, in file order."""
    return tuple(problem for problem in problems if problem.severity == severity)


def count_by_kind(problems: Iterable[Problem]) -> Mapping[str, int]:
    """How often each kind occurs, most frequent first."""
    return dict(Counter(problem.kind for problem in problems).most_common())
