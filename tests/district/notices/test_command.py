"""`headway notices`: what a timer runs, and what it says when something did not go out."""

from __future__ import annotations

import smtplib

from django.core import mail

from headway.district.notices.models import Letter
from headway.district.site.cli import main, words

MORNING = "2026-10-07 12:00"


def test_the_command_sends_what_is_due(people, told, clock, capsys):
    told(people.webb)
    clock.set(MORNING)
    assert main(["notices", "send"]) == words.DONE
    assert "1 mails sent" in capsys.readouterr().err
    assert main(["notices", "send"]) == words.DONE
    assert capsys.readouterr().err == "", "a timer's mails are for what needs somebody"
    assert len(mail.outbox) == 1


def test_the_command_names_the_row_and_the_remedy(people, told, clock, server, capsys):
    server(smtplib.SMTPRecipientsRefused({"x": (550, b"no")}), TimeoutError())
    told(people.webb)
    told(people.ortiz)
    clock.set(MORNING)
    assert main(["notices", "send"]) == words.NOT_DONE
    said = capsys.readouterr().err
    assert "webb" in said
    assert "Correct the address" in said
    letters = [str(one) for one in Letter.objects.values_list("uuid", flat=True)]
    assert main(["notices", "again", *letters]) == words.DONE
    assert main(["notices", "again", "seven"]) == words.NOT_DONE
    assert "seven" in capsys.readouterr().err
    server(away=ConnectionRefusedError())
    assert main(["notices", "send"]) == words.NOT_DONE
    assert "wait for the next run" in capsys.readouterr().err
