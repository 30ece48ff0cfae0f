"""Finding products for an order line."""

from readmodel.products.answers import FindProducts, ProductMatch
from ui import formats
from ui.orders.lookup import LookupSource
from ui.orders.lookup_popup import LookupRow


def _row(product: ProductMatch) -> LookupRow:
    price = formats.price(product.price)
    if product.available is None:
        return LookupRow(value=product, code=product.sku, text=product.name, note=price)
    stock = f"{formats.quantity(product.available)} available"
    tone = "muted" if product.available > 0 else "warn"
    return LookupRow(value=product, code=product.sku, text=product.name, note=f"{stock}   {price}", tone=tone)


PRODUCTS = LookupSource(
    query=lambda text: FindProducts(text=text),
    row=_row,
    nothing="No product matches “{}”.",
    offer="Add “{}” as a text line",
    hint="Enter takes it · Ctrl+Space marks several · Shift+Enter: a line of its own",
    several=True,
)


def scanned(text: str, matches: tuple[ProductMatch, ...]) -> ProductMatch | None:
    """The product that has exactly this SKU or barcode."""
    code = text.strip().casefold()
    return next((match for match in matches if code in (match.sku.casefold(), match.barcode.casefold())), None)
