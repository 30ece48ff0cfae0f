"""The account of an import: what was recorded, what was known, what was rejected and why."""

from msgspec import Struct, field

from ui.importing.fields import Kind
from ui.importing.problems import Problem

PROBLEMS_KEPT = 1000
"""A file of nothing but mistakes is told apart by its first thousand; the rejects file has all of them."""


class Report(Struct, kw_only=True):
    """What became of a file. ``recorded``, ``unchanged`` and ``rejected`` count orders, customers or products.

    ``position`` is the last log position that was written. ``problems`` are the first thousand of ``found``, and
    ``asked`` says how often each open question came up.
    """

    kind: Kind
    dry_run: bool
    recorded: int = 0
    unchanged: int = 0
    rejected: int = 0
    position: int = 0
    found: int = 0
    stopped: bool = False
    problems: list[Problem] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)

    def keep(self, problems: tuple[Problem, ...]) -> None:
        """Take problems into the account; an open question about a column is kept once."""
        for problem in problems:
            self.found += 1
            question = _question(problem)
            if question:
                self.asked[question] = self.asked.get(question, 0) + 1
            if self.asked.get(question, 1) == 1 and len(self.problems) < PROBLEMS_KEPT:
                self.problems.append(problem)

    def lines(self) -> list[str]:
        """Every problem as a sentence, and how many more there are of its kind."""
        said = []
        for problem in self.problems:
            more = self.asked.get(_question(problem), 1) - 1
            said.append(f"{problem} (and {more:,} more)" if more else str(problem))
        hidden = self.found - len(self.problems) - sum(count - 1 for count in self.asked.values())
        return [*said, f"… and {hidden:,} more problems"] if hidden > 0 else said

    @property
    def summary(self) -> str:
        """The account in one line."""
        parts = [f"{_counted(self.recorded, self.kind)} {'could be imported' if self.dry_run else 'imported'}"]
        if self.unchanged:
            parts.append(f"{self.unchanged:,} {'known already' if self.kind is Kind.ORDERS else 'unchanged'}")
        if self.rejected:
            parts.append(f"{self.rejected:,} rejected")
        if self.stopped:
            parts.append("stopped before the end")
        if self.dry_run:
            parts.append("a dry run records nothing")
        elif not self.recorded:
            parts.append("nothing was recorded")
        return "; ".join(parts)


def _counted(number: int, kind: Kind) -> str:
    return f"{number:,} {kind.value[:-1] if number == 1 else kind.value}"


def _question(problem: Problem) -> str:
    return f"{problem.question} of {problem.column}" if problem.question else ""
