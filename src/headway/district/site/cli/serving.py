"""Serving pages with gunicorn, after a look at what would make it unsafe."""

from __future__ import annotations

import argparse
import os
import socket

from headway.district.site.cli.database import waiting_migrations
from headway.district.site.cli.screen import progress, say
from headway.district.site.cli.words import DONE, NOT_DONE

__all__ = ["serve", "serve_pages"]

# Threads for each process: pages wait for the database, so a process can hold several at once.
THREADS = 4
TIMEOUT_SECONDS = 120


def serve(asked: argparse.Namespace) -> int:
    """Serve until stopped."""
    waiting = waiting_migrations()
    if waiting:
        steps = "1 step" if len(waiting) == 1 else f"{len(waiting)} steps"
        say(f"The database is {steps} away from this version's shape. Run `headway migrate` first.")
        return NOT_DONE
    return serve_pages()


def serve_pages() -> int:
    from django.conf import settings

    environment = settings.ENVIRONMENT
    host, port = environment["HEADWAY_HOST"], int(environment["HEADWAY_PORT"])
    if sentence := _cannot_listen(host, port):
        say(sentence)
        return NOT_DONE
    if settings.IS_PRODUCTION:
        _collect_static()
    shown = f"[{host}]" if ":" in host else host
    say(f"Headway answers on http://{shown}:{port}/ - stop it with Ctrl-C.")
    _gunicorn(f"{shown}:{port}", int(environment["HEADWAY_WORKERS"]))
    return DONE


def _cannot_listen(host: str, port: int) -> str:
    """Why nobody could listen there, as a sentence; empty when it works."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} is reserved for the system. Choose one from 1024 on: HEADWAY_PORT=8000."
        except (OSError, OverflowError) as problem:
            return (
                f"Nothing can listen on {host}, port {port} ({getattr(problem, 'strerror', None) or problem}). "
                f"Another program may use it: choose another port, for example HEADWAY_PORT={port % 60000 + 1}."
            )
    return ""


def _collect_static() -> None:
    from django.core.management import call_command

    with progress("Collecting static files"):
        call_command("collectstatic", interactive=False, verbosity=0)


def _gunicorn(address: str, workers: int) -> None:
    from django.db import connections
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

    # Each process opens its own connections; none may be inherited.
    connections.close_all()

    class Pages(BaseApplication):
        def load_config(self) -> None:
            options = {
                "bind": address,
                "workers": workers,
                "worker_class": "gthread",
                "threads": THREADS,
                "timeout": TIMEOUT_SECONDS,
                "proc_name": "headway",
                "accesslog": None,
                "loglevel": "warning",
                # The control socket of newer versions is of no use here, and would be shared by installations.
                "control_socket_disable": True,
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self):
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.district.site.settings")
            from headway.district.site.wsgi import application

            return application

    Pages().run()
