"""Questions of the demo's adaptive check: made from patterns for numbers and fractions, written for reading."""

from headway.district.demo.questions.making import Written, made
from headway.district.demo.questions.sittings import question_contents, show_checks

__all__ = ["Written", "made", "question_contents", "show_checks"]
