"""Questions that a machine can read: QTI 2.2 and 3.0 (a part of them), CSV, and how a short answer is compared."""

from headway.mastery.formats.questions.comparing import LONGEST_ANSWER, matches

__all__ = ["LONGEST_ANSWER", "matches"]
