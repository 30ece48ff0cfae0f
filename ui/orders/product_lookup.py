"""Finding products for an order line."""

from readmodel.products.answers import FindProducts, ProductMatch
from ui import formats
from ui.orders.lookup import LookupSource
from ui.orders.lookup_popup import LookupRow

_GTIN_LENGTHS = (8, 12, 13, 14)


def _row(product: ProductMatch) -> LookupRow:
    price = formats.price(product.price)
    if product.available is None:
        return LookupRow(value=product, code=product.sku, text=product.name, note=price)
    stock = f"{formats.quantity(product.available)} available"
    tone = "muted" if product.available > 0 else "warn"
    return LookupRow(value=product, code=product.sku, text=product.name, note=f"{stock}   {price}", tone=tone)


def is_code(text: str) -> bool:
    """Whether a scanner may have read this: a word with a digit in it, as barcodes and most SKUs are."""
    return len(text.split()) == 1 and any(character.isdigit() for character in text)


def is_barcode(text: str) -> bool:
    """Whether this is a GTIN, the number in the barcode of goods: its last digit checks the others (GS1, 7.9)."""
    digits = text.strip()
    if len(digits) not in _GTIN_LENGTHS or not (digits.isascii() and digits.isdigit()):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits))) % 10 == 0


PRODUCTS = LookupSource(
    query=lambda text: FindProducts(text=text),
    row=_row,
    nothing="No product matches “{}”.",
    offer="Add “{}” as a text line",
    hint="Enter takes it · Ctrl+Space marks several · Shift+Enter: a line of its own",
    several=True,
    is_code=is_code,
)


def scanned(text: str, matches: tuple[ProductMatch, ...]) -> ProductMatch | None:
    """The product that has exactly this SKU or barcode."""
    code = text.strip().casefold()
    return next((match for match in matches if code in (match.sku.casefold(), match.barcode.casefold())), None)
