"""The door of `notices`: tell people that something is there for them, and let it reach them when they want it to."""

from headway.district.notices.selectors import inbox_of, preferences_of, readers_of, unread_count
from headway.district.notices.services import (
    mark_read,
    open_notice,
    send_again,
    send_due,
    set_preferences,
    settle,
    tell,
    tell_all,
)
from headway.district.notices.types import (
    Channel,
    Day,
    Inbox,
    LetterProblem,
    NoticeEntry,
    NoticeKind,
    Preferences,
    Reader,
    SendReport,
    Telling,
)
from headway.district.notices.words import CHANNELS, action_of, is_for, label_of, line_of

__all__ = [
    "CHANNELS",
    "Channel",
    "Day",
    "Inbox",
    "LetterProblem",
    "NoticeEntry",
    "NoticeKind",
    "Preferences",
    "Reader",
    "SendReport",
    "Telling",
    "action_of",
    "inbox_of",
    "is_for",
    "label_of",
    "line_of",
    "mark_read",
    "open_notice",
    "preferences_of",
    "readers_of",
    "send_again",
    "send_due",
    "set_preferences",
    "settle",
    "tell",
    "tell_all",
    "unread_count",
]
