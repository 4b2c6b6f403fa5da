"""Settings from the environment: each with its meaning, its default, and what would make it unsafe.

The same table drives the program, `headway check` and docs/reference/settings.md.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = [
    "SETTINGS",
    "Environment",
    "Setting",
    "UnsafeSettings",
    "database_from_url",
    "file_store_from_url",
]


# What may follow the ? of a PostgreSQL address, besides host: how the connection is kept private.
_PRIVATE_MODES = {"require", "verify-ca", "verify-full"}
_POSTGRESQL_OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name")


@dataclass(frozen=True)
class Setting:
    """One environment variable."""

    name: str
    default: str
    meaning: str
    needed_in_production: bool = False


SETTINGS = (
    Setting(
        "HEADWAY_ENV", "development", "development, demo or production. Production refuses unsafe settings."
    ),
    Setting(
        "HEADWAY_SECRET_KEY",
        "",
        "Signs sessions and links; at least 50 characters. Made for you outside production.",
        True,
    ),
    Setting(
        "HEADWAY_DATABASE_URL",
        "sqlite:///var/headway.sqlite3",
        "sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME. By default headway.sqlite3 in the data folder. "
        "In production a PostgreSQL on another machine needs ?sslmode=require, verify-ca or verify-full.",
    ),
    Setting(
        "HEADWAY_DATA_DIR", "var", "Folder for the embedded database, uploads on their way in and the cache."
    ),
    Setting(
        "HEADWAY_ALLOWED_HOSTS",
        "127.0.0.1,localhost,[::1]",
        "Host names under which people reach Headway, separated by commas.",
        True,
    ),
    Setting(
        "HEADWAY_ORIGIN",
        "",
        "The address people see, for example https://headway.example.org; needed behind a proxy.",
    ),
    Setting("HEADWAY_HOST", "127.0.0.1", "Address on which `headway serve` listens."),
    Setting("HEADWAY_PORT", "8000", "Port on which `headway serve` listens."),
    Setting("HEADWAY_WORKERS", "2", "Processes that serve pages."),
    Setting(
        "HEADWAY_TIME_ZONE",
        "UTC",
        "The district's time zone, for example America/Chicago. Dates are reckoned in it.",
    ),
    Setting("HEADWAY_LANGUAGE", "en", "Language for people who have not chosen one: en or es."),
    Setting(
        "HEADWAY_SESSION_HOURS",
        "8",
        "Hours after signing in (or closing the browser, if sooner) when a session ends.",
    ),
    Setting("HEADWAY_MAX_UPLOAD_MB", "64", "Largest file that an import accepts, in megabytes."),
    Setting(
        "HEADWAY_FILES",
        "disk",
        "Where photos, recordings and documents of learners lie: disk (the folder files in the data folder), or "
        "s3://BUCKET/FOLDER?endpoint=https://…&region=… for a store that speaks S3. Its keys are read where its own "
        "tools read them (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).",
    ),
    Setting("HEADWAY_MAX_PHOTO_MB", "20", "Largest photo of a piece of work, in megabytes."),
    Setting("HEADWAY_MAX_AUDIO_MB", "50", "Largest sound recording of a piece of work, in megabytes."),
    Setting("HEADWAY_MAX_VIDEO_MB", "300", "Largest video of a piece of work, in megabytes."),
    Setting("HEADWAY_MAX_DOCUMENT_MB", "30", "Largest document of a piece of work, in megabytes."),
    Setting(
        "HEADWAY_OFFLINE_CAPTURE",
        "yes",
        "no when names of learners and captures that wait must not lie on teachers' phones; capturing then needs a "
        "network.",
    ),
    Setting(
        "HEADWAY_EMAIL_URL", "console:", "console: prints mail; smtp://USER:PASSWORD@HOST:PORT sends it."
    ),
    Setting(
        "HEADWAY_EMAIL_FROM",
        "",
        "The address that mail comes from; headway@ the host of HEADWAY_ORIGIN without it.",
    ),
    Setting(
        "HEADWAY_NOTICES_MONTHS",
        "12",
        "For how many months a notice is kept after it was read; the trail of acts stays.",
    ),
    Setting(
        "HEADWAY_BEHIND_PROXY",
        "no",
        "yes when a proxy ends TLS and sets X-Forwarded-Proto and X-Forwarded-For.",
    ),
    Setting(
        "HEADWAY_DEMO_CONTENT",
        "",
        "Folder of the demo's continuum and people; by default the demo folder of the checkout.",
    ),
    Setting(
        "HEADWAY_DEMO_DAYS_AHEAD",
        "0",
        "How many days after today a demo plays, to show what becomes of a plan. With HEADWAY_ENV=demo only.",
    ),
)


_WHOLE_NUMBERS = (
    "HEADWAY_NOTICES_MONTHS",
    "HEADWAY_PORT",
    "HEADWAY_WORKERS",
    "HEADWAY_SESSION_HOURS",
    "HEADWAY_MAX_UPLOAD_MB",
    "HEADWAY_MAX_PHOTO_MB",
    "HEADWAY_MAX_AUDIO_MB",
    "HEADWAY_MAX_VIDEO_MB",
    "HEADWAY_MAX_DOCUMENT_MB",
)


class UnsafeSettings(Exception):
    """Production was asked to start with settings that would put learners' records at risk."""


class Environment:
    """The settings as given, read once."""

    def __init__(self, values: Mapping[str, str] | None = None):
        values = os.environ if values is None else values
        known = {setting.name: setting for setting in SETTINGS}
        self._values = {name: values.get(name, setting.default) for name, setting in known.items()}
        if "HEADWAY_DATABASE_URL" not in values:
            self._values["HEADWAY_DATABASE_URL"] = f"sqlite:///{self['HEADWAY_DATA_DIR']}/headway.sqlite3"

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    @property
    def is_production(self) -> bool:
        return self["HEADWAY_ENV"] == "production"

    @property
    def data_dir(self) -> Path:
        return Path(self["HEADWAY_DATA_DIR"]).expanduser().resolve()

    def secret_key(self) -> str:
        """The given key; outside production a key kept in the data folder, made at the first start."""
        if self["HEADWAY_SECRET_KEY"] or self.is_production:
            return self["HEADWAY_SECRET_KEY"]
        path = self.data_dir / "secret-key"
        try:
            if path.exists():
                return path.read_text().strip()
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                key = secrets.token_urlsafe(64)
                file.write(key)
            return key
        except FileExistsError:
            return path.read_text().strip()
        except OSError:
            return secrets.token_urlsafe(64)

    def problems(self) -> list[str]:
        """What is wrong with the settings, each as a sentence with its remedy."""
        found = []
        if self["HEADWAY_ENV"] not in {"development", "demo", "production"}:
            found.append(f"HEADWAY_ENV is {self['HEADWAY_ENV']!r}: use development, demo or production.")
        for name in _WHOLE_NUMBERS:
            if not self[name].isdecimal() or int(self[name]) < 1:
                found.append(f"{name} is {self[name]!r}: give a whole number from 1.")
            elif name == "HEADWAY_PORT" and int(self[name]) > 65535:
                found.append(f"{name} is {self[name]!r}: ports end at 65535.")
        if self["HEADWAY_BEHIND_PROXY"] not in {"yes", "no"}:
            found.append(f"HEADWAY_BEHIND_PROXY is {self['HEADWAY_BEHIND_PROXY']!r}: use yes or no.")
        if self["HEADWAY_EMAIL_URL"] != "console:" and not _names_a_mail_server(self["HEADWAY_EMAIL_URL"]):
            # Its value may hold a password, so it is not repeated.
            found.append("HEADWAY_EMAIL_URL cannot be read: use console: or smtp://USER:PASSWORD@HOST:PORT.")
        ahead = self["HEADWAY_DEMO_DAYS_AHEAD"]
        if not ahead.isdecimal():
            found.append(f"HEADWAY_DEMO_DAYS_AHEAD is {ahead!r}: give a whole number from 0.")
        elif int(ahead) and self["HEADWAY_ENV"] != "demo":
            found.append("HEADWAY_DEMO_DAYS_AHEAD is for a demo: set HEADWAY_ENV=demo, or leave it out.")
        content = self["HEADWAY_DEMO_CONTENT"]
        if content and not Path(content).expanduser().is_dir():
            found.append(
                f"HEADWAY_DEMO_CONTENT is {content!r}, which is no folder: name one, or leave it out."
            )
        try:
            database_from_url(self["HEADWAY_DATABASE_URL"])
        except ValueError as problem:
            found.append(str(problem))
        try:
            file_store_from_url(self["HEADWAY_FILES"])
        except ValueError as problem:
            found.append(str(problem))
        try:
            ZoneInfo(self["HEADWAY_TIME_ZONE"])
        except (ZoneInfoNotFoundError, ValueError):
            found.append(
                f"HEADWAY_TIME_ZONE is {self['HEADWAY_TIME_ZONE']!r}: use a name like America/Chicago or UTC."
            )
        if self["HEADWAY_LANGUAGE"] not in {"en", "es"}:
            found.append(f"HEADWAY_LANGUAGE is {self['HEADWAY_LANGUAGE']!r}: use en or es.")
        if self.is_production:
            if len(self["HEADWAY_SECRET_KEY"]) < 50:
                found.append(
                    "HEADWAY_SECRET_KEY is missing or shorter than 50 characters: set a long random value."
                )
            hosts = {host.strip() for host in self["HEADWAY_ALLOWED_HOSTS"].split(",") if host.strip()}
            if not hosts or "*" in hosts or hosts <= {"127.0.0.1", "localhost", "[::1]"}:
                found.append("HEADWAY_ALLOWED_HOSTS must name the hosts people use, and never '*'.")
            if not self["HEADWAY_ORIGIN"].startswith("https://"):
                found.append("HEADWAY_ORIGIN must be an https:// address: sessions travel over TLS only.")
            if _sends_in_the_clear(self["HEADWAY_DATABASE_URL"]):
                found.append(
                    "HEADWAY_DATABASE_URL leads to another machine, and learners' records could travel there in the "
                    "clear: add ?sslmode=verify-full with sslrootcert=FILE, or at least ?sslmode=require."
                )
            if self["HEADWAY_EMAIL_URL"] == "console:":
                found.append(
                    "HEADWAY_EMAIL_URL prints mail to the console: give an smtp:// address for password mail."
                )
        return found


def _names_a_mail_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "smtp" and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is not closed
        return False


def _sends_in_the_clear(url: str) -> bool:
    """Does this address lead to a PostgreSQL on another machine over a connection that need not be encrypted?"""
    try:
        database = database_from_url(url)
    except ValueError:
        return False  # which is told already
    if not database["ENGINE"].endswith("postgresql"):
        return False
    hosts = [host.strip() for host in database["HOST"].split(",")]
    is_near = all(not host or host[0] in "/@" or _is_this_machine(host) for host in hosts)
    return not is_near and database["OPTIONS"].get("sslmode") not in _PRIVATE_MODES


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name
        return False


def database_from_url(url: str) -> dict:
    """Django's DATABASES entry for a database URL; ValueError with a sentence when it cannot be read."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # reading it checks it
    except ValueError as problem:
        raise ValueError(f"HEADWAY_DATABASE_URL cannot be read ({problem}).") from problem
    if parts.scheme == "sqlite":
        path = unquote(url.removeprefix("sqlite:///"))
        if url == path or not path:
            raise ValueError("HEADWAY_DATABASE_URL for SQLite looks like sqlite:///var/headway.sqlite3.")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(Path(path).expanduser().resolve()),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: a rating that was answered with "saved" survives a power loss (ADR 0004).
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                    # INSERT OR REPLACE deletes too: without this the triggers of append-only tables would not see it.
                    "PRAGMA recursive_triggers=ON; "
                    "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        if not parts.path.strip("/"):
            raise ValueError("HEADWAY_DATABASE_URL for PostgreSQL needs a database name after the host.")
        query = dict(parse_qsl(parts.query))
        if unknown := set(query) - {"host", *_POSTGRESQL_OPTIONS}:
            # Left out silently, a misspelt sslmode would send learners' records in the clear.
            raise ValueError(
                f"HEADWAY_DATABASE_URL has the option {', '.join(sorted(unknown))}, which is not known here: "
                f"use {', '.join(_POSTGRESQL_OPTIONS)}."
            )
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.get("host", unquote(parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "OPTIONS": {name: query[name] for name in _POSTGRESQL_OPTIONS if name in query},
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"HEADWAY_DATABASE_URL begins with {parts.scheme!r}: use sqlite:/// or postgresql://.")


def file_store_from_url(url: str) -> dict:
    """Django's STORAGES entry for the files of learners; ValueError with a sentence when it cannot be read."""
    if url in ("", "disk"):
        return {"BACKEND": "headway.district.evidence.filestore.store.OnDisk"}
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.netloc or "@" in parts.netloc:
        # It may hold a key, so it is not repeated.
        raise ValueError("HEADWAY_FILES cannot be read: use disk, or s3://BUCKET/FOLDER, without keys in it.")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ValueError("HEADWAY_FILES names an S3 store: install Headway with it, as headway[s3].")
    query = dict(parse_qsl(parts.query))
    endpoint = query.get("endpoint", "")
    near = _is_this_machine(urlsplit(endpoint).hostname or "") if endpoint else False
    if endpoint and not endpoint.startswith("https://") and not near:
        raise ValueError("HEADWAY_FILES leads to another machine in the clear: give an https:// endpoint.")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            "endpoint_url": endpoint or None,
            "region_name": query.get("region") or None,
            # Nobody reaches a file past Headway: no public access, and every part is asked for by us.
            "default_acl": "private",
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
