"""When each post goes out, and the files that a scheduling service takes; a module a service."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from segue.errors import Problem
from segue.scheduling.appointments import Appointment


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a service's file is made of."""

    slug: str
    guid: str
    show: str
    title: str
    appointments: tuple[Appointment, ...]


class Service(Protocol):
    """One scheduling service: `networks` it posts to, those that want a picture, threads or not."""

    networks: frozenset[str]
    need_picture: frozenset[str]
    takes_threads: bool

    def files(self, schedule: Schedule) -> Iterator[tuple[str, bytes]]:
        """Name and content of each file to hand in."""
        ...


def services() -> tuple[str, ...]:
    """The names of all services."""
    own = {"appointments", "rows"}
    return tuple(
        sorted(each.name for each in pkgutil.iter_modules(__path__) if each.name not in own)
    )


def service(name: str) -> Service:
    """The service of that name."""
    made: Service = importlib.import_module(f"{__name__}.{name}").SERVICE
    return made


def taken(
    name: str, appointments: Sequence[Appointment]
) -> tuple[tuple[Appointment, ...], tuple[Problem, ...]]:
    """The appointments that a service can keep, and why it can't keep the others."""
    chosen = service(name)
    reasons = [(each, *_refusal(chosen, each)) for each in appointments]
    refused: dict[tuple[str, str | None], list[str]] = {}
    for each, why, hint in reasons:
        if why:
            refused.setdefault((why, hint), []).append(f'"{each.id}"')
    problems = [
        Problem(
            severity="warning",
            code="not-scheduled",
            message=f"not in the file: {', '.join(ids)}; {name} {why}",
            hint=hint,
        )
        for (why, hint), ids in refused.items()
    ]
    return tuple(each for each, why, _ in reasons if not why), tuple(problems)


def _refusal(chosen: Service, each: Appointment) -> tuple[str, str | None]:
    if each.platform not in chosen.networks:
        return f"does not post to {each.platform}", f"paste it from social/{each.platform}.txt"
    if each.is_thread and not chosen.takes_threads:
        return "takes no threads from a file", f"paste it from social/{each.platform}.txt"
    if each.platform in chosen.need_picture and not each.pictures:
        hint = 'set [social] image_url = "https://…" to where you upload the pictures'
        return f"posts nothing to {each.platform} without a picture on the web", hint
    return "", None
