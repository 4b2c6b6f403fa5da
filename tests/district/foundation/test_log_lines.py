"""An error in the log says where it broke, and no value of the row that it broke on."""

from __future__ import annotations

import io
import logging
import logging.config
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import IntegrityError


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger that writes as the installation's own log does."""
    written = io.StringIO()
    formatters = logging.config.DictConfigurator(settings.LOGGING)
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatters.configure_formatter(dict(settings.LOGGING["formatters"]["line"])))
    logger = logging.getLogger("headway.tests.log_lines")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, written
    logger.removeHandler(handler)
    logger.propagate = True


def refused_row() -> None:
    raise IntegrityError(
        'null value in column "day" of relation "contact"\nDETAIL:  Failing row contains (7, Ana is home,\n\nwith her aunt).'
    )


def test_a_row_that_was_refused_is_not_written_to_the_log(log):
    logger, written = log
    try:
        refused_row()
    except IntegrityError:
        logger.exception("the step %s broke", "signals")
    lines = written.getvalue()
    assert "the step signals broke" in lines
    assert 'IntegrityError: null value in column "day"' in lines
    assert "in refused_row" in lines
    assert "Ana" not in lines
    assert "aunt" not in lines


def test_neither_is_it_as_the_cause_of_another_error(log):
    logger, written = log
    try:
        try:
            refused_row()
        except IntegrityError as cause:
            raise RuntimeError("the part was left out") from cause
    except RuntimeError:
        logger.exception("broke")
    lines = written.getvalue()
    assert lines.index("IntegrityError: null value") < lines.index("RuntimeError: the part was left out")
    assert "Ana" not in lines
    assert "aunt" not in lines


def test_a_cause_that_was_hidden_on_purpose_stays_hidden(log):
    logger, written = log
    try:
        try:
            refused_row()
        except IntegrityError:
            raise RuntimeError("the part was left out") from None
    except RuntimeError:
        logger.exception("broke")
    assert "IntegrityError" not in written.getvalue()
