"""An order's money while it is typed: sums that change by one line at a time, so that a long order stays quick."""

from decimal import Decimal

from msgspec import Struct

from domain.money import Amount, Taxed, TaxRounding, tax_of


class RateTotal(Struct, frozen=True):
    """What is taxed at one rate, and the tax on it."""

    rate: Decimal
    net: Amount
    tax: Amount


class RunningTotal:
    """Net and tax of lines and charges, kept per tax rate."""

    def __init__(self, rounding: TaxRounding = TaxRounding.PER_DOCUMENT) -> None:
        self.rounding = rounding
        self._parts: dict[str, tuple[Taxed, Amount]] = {}
        self._lines_net: Amount = 0
        self._net: dict[Decimal, Amount] = {}
        self._tax: dict[Decimal, Amount] = {}
        self._count: dict[Decimal, int] = {}

    def set(self, key: str, part: Taxed | None, *, charge: bool = False) -> None:
        """Put a line's or a charge's money in place of what it was before; None takes it out."""
        old = self._parts.pop(key, None)
        if old is not None:
            self._add(old[0], old[1], -1, charge)
        if part is not None:
            alone = tax_of([part])
            self._parts[key] = (part, alone)
            self._add(part, alone, 1, charge)

    @property
    def lines_net(self) -> Amount:
        """The sum of the line nets."""
        return self._lines_net

    def rates(self) -> list[RateTotal]:
        """One entry per tax rate in use, lowest first; taxed per document or per line, as the business does it."""
        per_document = self.rounding is TaxRounding.PER_DOCUMENT
        return [
            RateTotal(rate, net, tax_of([Taxed(net, rate)]) if per_document else self._tax[rate])
            for rate, net in sorted(self._net.items())
        ]

    @property
    def total(self) -> Amount:
        """Lines, charges and tax."""
        return sum(entry.net + entry.tax for entry in self.rates())

    def _add(self, part: Taxed, tax: Amount, sign: int, charge: bool) -> None:
        rate = part.rate
        if not charge:
            self._lines_net += sign * part.net
        self._count[rate] = self._count.get(rate, 0) + sign
        self._net[rate] = self._net.get(rate, 0) + sign * part.net
        self._tax[rate] = self._tax.get(rate, 0) + sign * tax
        if self._count[rate] == 0:
            del self._count[rate], self._net[rate], self._tax[rate]
