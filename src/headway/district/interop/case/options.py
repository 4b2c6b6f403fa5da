"""What a person may ask of the import of a framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headway.district.continuum.api import DomainKind
from headway.mastery.formats.problems import message, refusal

__all__ = ["OPTIONS", "checked_options"]

# option -> what it may be. continuum: the framework becomes the district's continuum, unless there is one.
# kind: what the whole framework is about. publish: false leaves the version a draft; true publishes one that its
# publisher calls a draft, too. Without it, what the publisher calls a draft stays one.
OPTIONS: Mapping[str, tuple[object, ...]] = {
    "continuum": (False, True),
    "kind": tuple(DomainKind.values),
    "publish": (True, False),
}


def checked_options(
    options: Mapping[str, Any], known: Mapping[str, tuple[object, ...] | None]
) -> Mapping[str, Any]:
    """The options, where each is one of those known; None stands for any value. Raises FormatProblem."""
    for name, value in options.items():
        if name not in known:
            raise refusal(
                "unknown_option",
                message(
                    "case_import.unknown_option", "The import of frameworks has no option {name}.", name=name
                ),
                message("case_import.unknown_option.remedy", "Use one of: {known}.", known=", ".join(known)),
                field=name,
            )
        allowed = known[name]
        if allowed is not None and value not in allowed:
            raise refusal(
                "unknown_option",
                message(
                    "case_import.option_value",
                    "The option {name} cannot be {value}.",
                    name=name,
                    value=str(value),
                ),
                message(
                    "case_import.option_value.remedy",
                    "Choose one of: {known}.",
                    known=", ".join(str(one) for one in allowed),
                ),
                field=name,
            )
    return options
