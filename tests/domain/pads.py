"""A subject small enough to test a store and a bus with: pads that people write on."""

from pathlib import Path

from msgspec import field

from domain.aggregate import Aggregate, Claim
from domain.bus.bus import CommandBus
from domain.errors import Invalid, NotFound
from domain.messages import Command, Event
from domain.numbering import format_number
from domain.store.store import Store
from domain.store.upcasting import Upcasters
from domain.work import Handlers, Work

NUMBERS = "P{##}"
"""The series that pads are numbered in."""


class PadTaken(Event, frozen=True, kw_only=True):
    """A pad was taken from the pile, under a name that no other has."""

    name: str
    number: str


class NameGivenUp(Event, frozen=True, kw_only=True):
    """The pad's name is free again."""


class Written(Event, frozen=True, kw_only=True):
    """A line was written."""

    text: str


class Pad(Aggregate):
    """A pad and its lines; one that is taken again gets another number."""

    KIND = "pad"

    name: str = ""
    taken: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def called(self) -> str:
        """By the id."""
        return f"pad {self.id}"

    def claims(self) -> tuple[Claim, ...]:
        """Its name, while it has one."""
        return (Claim("pad", self.name, "name"),)

    def numbers(self) -> list[str]:
        """All it ever got."""
        return self.taken

    def apply(self, event: Event) -> None:
        """Take the pad, give up its name, or write a line."""
        match event:
            case PadTaken():
                self.name = event.name
                self.taken.append(event.number)
            case NameGivenUp():
                self.name = ""
            case Written():
                self.lines.append(event.text)


class TakePad(Command, frozen=True, kw_only=True):
    """Take a pad from the pile."""

    pad: str
    name: str


class RenameAway(Command, frozen=True, kw_only=True):
    """Give up a pad's name."""

    pad: str


class Write(Command, frozen=True, kw_only=True):
    """Write a line on each of these pads; an empty one is noticed only when the pads before it are written on."""

    pads: tuple[str, ...]
    text: str
    but_not_on: str = ""


def take_pad(command: TakePad, work: Work) -> None:
    """The number is taken before the name is looked at, so that a refusal has something to give back."""
    pad = work.load_seen(Pad, command.pad)
    number = format_number(NUMBERS, work.next_number(NUMBERS))
    work.record(pad, PadTaken(name=command.name, number=number))


def rename_away(command: RenameAway, work: Work) -> None:
    """Give the name back."""
    pad = work.load_seen(Pad, command.pad)
    if not pad.name:
        raise NotFound("It has no name.", "pad")
    work.record(pad, NameGivenUp())


def write(command: Write, work: Work) -> None:
    """Write on one pad after the other."""
    work.load_seen(Pad, command.pads[0])
    for number, id_ in enumerate(command.pads):
        if id_ == command.but_not_on:
            raise Invalid("Not on this one.", f"pads.{number}")
        work.record(work.load(Pad, id_), Written(text=command.text))


HANDLERS: Handlers = {TakePad: take_pad, RenameAway: rename_away, Write: write}
EVENTS: tuple[type[Event], ...] = (PadTaken, NameGivenUp, Written)


def open_store(address: str, upcasters: Upcasters | None = None) -> Store:
    """The store at an address, knowing pads."""
    return Store(Path(), address, events=EVENTS, aggregates=(Pad,), upcasters=upcasters or {})


def open_bus(store: Store, handlers: Handlers | None = None) -> CommandBus:
    """A bus on a store, handling pads."""
    return CommandBus(store, {**HANDLERS, **(handlers or {})}, time_zone="UTC")


def stored_pad(store: Store, pad: str) -> Pad:
    """A pad as the store's head has it."""
    writer = store.writer()
    writer.connect()
    try:
        return writer.load(Pad, pad)
    finally:
        writer.disconnect()
