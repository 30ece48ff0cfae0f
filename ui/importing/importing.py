"""Carrying an import out: a plan's commands through the bus, and an account of what became of them."""

from collections.abc import Callable
from contextlib import nullcontext
from itertools import takewhile
from pathlib import Path
from typing import Protocol

import tzlocal

from domain.errors import AlreadyRecorded, NothingToRecord, Refused
from domain.money import is_currency
from readmodel.export import ImportedNumbers
from readmodel.pipeline.answers import GetBusiness
from readmodel.query import Answer, Query
from ui.importing.cells import Cells
from ui.importing.feeding import Commands, Outcome, fed, tried
from ui.importing.fields import Kind
from ui.importing.plan import Plan
from ui.importing.prepared import Rejected, rejected_by_domain
from ui.importing.problems import SAY_CURRENCY, FileRefused
from ui.importing.rejects import RejectsFile
from ui.importing.report import Report

Progress = Callable[[int, int], object]
"""Told rows done and rows in all, after every order."""


class Queries(Protocol):
    """The read store's answers."""

    def ask(self, query: Query[Answer]) -> Answer: ...


class Docket(Protocol):
    """An open docket, as far as an import needs it."""

    @property
    def commands(self) -> Commands: ...
    @property
    def queries(self) -> Queries: ...


def carry_out(
    plan: Plan,
    commands: Commands | None,
    store_currency: str,
    time_zone: str,
    *,
    known: frozenset[str] = frozenset(),
    rejects: Path | None = None,
    progress: Progress = lambda done, total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Report:
    """Import a file, or with ``commands`` None only try it; raises FileRefused, StoreUnavailable and OSError.

    ``store_currency`` is empty before the store has one; ``time_zone`` is the business's, or before there is one this
    desk's; ``known`` are the order numbers imported before, for a try. Once ``stopped`` says so, what is under way is
    finished and counted, and no more is sent.
    """
    wishes = plan.wishes
    currency = currency_of(wishes.currency, store_currency) if wishes.kind is Kind.ORDERS else ""
    cells = plan.cells(time_zone)
    report = Report(kind=wishes.kind, dry_run=commands is None)
    report.keep(plan.notes)
    items = takewhile(lambda _: not report.stopped, plan.items(cells, currency))
    with RejectsFile(rejects, plan.file, plan.conventions.as_header()) if rejects else nullcontext() as kept:
        done = 0
        for outcome in tried(items, known) if commands is None else fed(items, commands):
            rejected = _account(outcome, report, cells)
            if rejected and kept:
                kept.add(rejected)
            done += len(outcome.rows if isinstance(outcome, Rejected) else outcome[0].rows)
            progress(done, plan.conventions.rows)
            report.stopped = report.stopped or stopped()
    return report


def import_file(
    docket: Docket, plan: Plan, dry_run: bool, rejects: Path | None, progress: Progress, stopped: Callable[[], bool]
) -> Report:
    """Carry a plan out at an open docket; see ``carry_out``."""
    business = docket.queries.ask(GetBusiness())
    return carry_out(
        plan,
        None if dry_run else docket.commands,
        business.currency or "",
        business.time_zone or own_time_zone(),
        known=docket.queries.ask(ImportedNumbers()) if dry_run else frozenset(),
        rejects=rejects,
        progress=progress,
        stopped=stopped,
    )


def currency_of(said: str, store_currency: str) -> str:
    """The currency of amounts that no column names; raises FileRefused if it is none, or not the store's."""
    code = said.strip().upper()
    if code and not is_currency(code):
        raise FileRefused(f"{said} is not a currency")
    if code and store_currency and code != store_currency:
        raise FileRefused(f"amounts are in {store_currency} here, not in {code}")
    return code or store_currency


def check_currency(docket: Docket, plan: Plan) -> None:
    """Raise FileRefused for orders in no currency: neither file nor person nor store says which.

    The dialog asks for it instead, which a command line can't.
    """
    said = "currency" in plan.columns or plan.wishes.currency.strip() or docket.queries.ask(GetBusiness()).currency
    if plan.wishes.kind is Kind.ORDERS and not said:
        raise FileRefused("nothing says in which currency the amounts are", remedy=SAY_CURRENCY)


def _account(outcome: Outcome, report: Report, cells: Cells) -> Rejected | None:
    """Count an outcome; what was rejected, by the file's reader or by the domain, is given back."""
    if not isinstance(outcome, Rejected):
        prepared, answer = outcome
        if isinstance(answer, AlreadyRecorded | NothingToRecord):
            report.unchanged += 1
            return None
        if not isinstance(answer, Refused):
            report.recorded += 1
            report.position = answer.position if answer else 0
            return None
        outcome = rejected_by_domain(prepared, answer, cells, report.kind)
    report.rejected += 1
    report.keep(outcome.problems)
    return outcome


def own_time_zone() -> str:
    """This desk's time zone, in which the first order opens the business."""
    return tzlocal.get_localzone_name() or "UTC"
