"""What a file may hold: the fields of customers, products and orders, and the names other systems give them.

Names are compared without case, blanks, underscores, hyphens and dots. Within a field's names the first are the surest:
where two columns could be the field, the one whose name stands further left is taken.
"""

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What the rows of a file are."""

    CUSTOMERS = "customers"
    PRODUCTS = "products"
    ORDERS = "orders"


class Content(StrEnum):
    """What the cells of a field hold."""

    TEXT = "text"
    NUMBER = "number"
    DISCOUNT = "discount"
    DATE = "date"
    FLAG = "flag"
    PAID = "paid"


class Field(Struct, frozen=True, kw_only=True):
    """A field: its own name, its other names (normalised), and whether a file must have it.

    ``of_order`` fields belong to the order as a whole and must agree between its rows.
    """

    name: str
    content: Content = Content.TEXT
    names: tuple[str, ...] = ()
    needed: bool = False
    of_order: bool = False


def normalised(name: str) -> str:
    """A column's name as it is compared."""
    return "".join(char for char in name.casefold() if char.isalnum())


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The fields of a kind of file."""
    return _FIELDS[kind]


def _field(name: str, names: str = "", content: Content = Content.TEXT, needed: bool = False) -> Field:
    return Field(name=name, names=(normalised(name), *names.split()), content=content, needed=needed)


def _head(name: str, names: str = "", content: Content = Content.TEXT, needed: bool = False) -> Field:
    return Field(name=name, names=(normalised(name), *names.split()), content=content, needed=needed, of_order=True)


_CUSTOMER = "customerid customerno customernumber custno custid kundennummer kundennr kundenno kdnr debitor debitornr"
_SKU = (
    "productid productsku productcode productno itemno itemnumber itemcode itemsku lineitemsku articleno articlenumber "
    "article artikelnummer artikelnr artikel artnr materialnumber material partno partnumber stockcode"
)

_CUSTOMERS = (
    _field("customer_code", f"code {_CUSTOMER} id account accountno", needed=True),
    _field("customer_name", "name companyname company firma firmenname kundenname kunde customer name1"),
    _field("contact", "contactname contactperson ansprechpartner kontakt attention"),
    _field("email", "mail emailaddress customeremail"),
    _field("phone", "telephone phonenumber tel telefon telefonnummer"),
    _field("vat_number", "vat vatid vatno taxid ustid ustidnr uid umsatzsteuerid"),
    _field("note", "notes remark remarks comment bemerkung notiz"),
    _field(
        "street",
        "address addressline1 address1 billingaddress billingaddress1 billingstreet strasse straße anschrift adresse",
    ),
    _field("city", "town billingcity ort stadt"),
    _field("region", "state province county billingregion billingstate billingprovince bundesland"),
    _field("postcode", "postalcode zip zipcode billingpostcode billingpostalcode billingzip plz postleitzahl"),
    _field("country", "countrycode billingcountry land"),
    _field("ship_name", "shippingname liefername"),
    _field("ship_address", "shipstreet shippingaddress shippingaddress1 shippingstreet lieferadresse lieferstrasse"),
    _field("ship_city", "shippingcity lieferort"),
    _field("ship_region", "shippingregion shippingstate shippingprovince"),
    _field("ship_postcode", "shippostalcode shipzip shippingpostcode shippingpostalcode shippingzip lieferplz"),
    _field("ship_country", "shippingcountry lieferland"),
)

_PRODUCTS = (
    _field("sku", f"{_SKU} code id", needed=True),
    _field("name", "productname product title description itemname bezeichnung artikelbezeichnung artikelname produkt"),
    _field("barcode", "ean ean13 gtin gtin13 upc strichcode"),
    _field("category", "categoryname productcategory producttype type kategorie warengruppe"),
    _field("unit", "quantityperunit unitofmeasure uom einheit mengeneinheit verpackungseinheit"),
    _field(
        "price", "unitprice listprice salesprice netprice variantprice preis einzelpreis vkpreis vk", Content.NUMBER
    ),
    _field("tax_rate", "taxrate taxpercent vatrate vatpercent tax vat mwst ust steuersatz mwstsatz", Content.NUMBER),
    _field(
        "on_hand",
        "unitsinstock instock stock stockquantity quantityonhand qtyonhand inventory bestand lagerbestand "
        "variantinventoryqty",
        Content.NUMBER,
    ),
    _field("reorder_point", "reorderlevel reorderat minstock minimumstock meldebestand mindestbestand", Content.NUMBER),
    _field("tracked", "stocktracked trackstock managestock lagergeführt", Content.FLAG),
    _field("discontinued", "inactive ausgelaufen auslaufartikel", Content.FLAG),
)

_ORDERS = (
    _head(
        "order_number",
        "orderid orderno ordernumber ordernr order number salesorder salesorderno bestellnummer "
        "bestellnr auftragsnummer auftragsnr auftrag",
        needed=True,
    ),
    _head(
        "placed_at",
        "orderdate placed placedon date created createdat ordered orderedat orderedon bestelldatum auftragsdatum datum",
        Content.DATE,
        needed=True,
    ),
    _head(
        "due_on",
        "requireddate due duedate required deliverydate deliverby promiseddate liefertermin lieferdatum wunschtermin",
        Content.DATE,
    ),
    _head(
        "shipped_at",
        "shippeddate shipped shippedon shipdate dispatched dispatchdate fulfilledat versanddatum versendet versandtam",
        Content.DATE,
    ),
    _head("paid", "paidamount amountpaid bezahlt", Content.PAID),
    _head("customer_code", f"{_CUSTOMER} customer kunde account", needed=True),
    _head("customer_name", "companyname company billingname billingcompany firma firmenname kundenname"),
    _head("email", "mail emailaddress customeremail"),
    _head("vat_number", "vat vatid vatno taxid ustid ustidnr"),
    _head("bill_address", "billaddress billstreet billingaddress billingaddress1 billingstreet rechnungsadresse"),
    _head("bill_city", "billingcity rechnungsort"),
    _head("bill_region", "billingregion billingstate billingprovince"),
    _head("bill_postcode", "billpostalcode billzip billingpostcode billingpostalcode billingzip rechnungsplz"),
    _head("bill_country", "billingcountry rechnungsland"),
    _head("ship_name", "shippingname liefername"),
    _head("ship_address", "shipstreet shippingaddress shippingaddress1 shippingstreet lieferadresse lieferstrasse"),
    _head("ship_city", "shippingcity lieferort"),
    _head("ship_region", "shippingregion shippingstate shippingprovince"),
    _head("ship_postcode", "shippostalcode shipzip shippingpostcode shippingpostalcode shippingzip lieferplz"),
    _head("ship_country", "shippingcountry lieferland"),
    _field("sku", _SKU),
    _field(
        "description", "productname product itemname lineitemname title item bezeichnung artikelbezeichnung artikelname"
    ),
    _field(
        "quantity",
        "qty units orderedquantity lineitemquantity menge anzahl stückzahl stueck",
        Content.NUMBER,
        needed=True,
    ),
    _field(
        "unit_price", "price netprice lineitemprice itemprice preis einzelpreis stückpreis", Content.NUMBER, needed=True
    ),
    _field("discount", "rabatt", Content.DISCOUNT),
    _field("discount_percent", "discountpct discountrate rabattprozent rabattsatz", Content.DISCOUNT),
    _field("discount_fraction", "", Content.DISCOUNT),
    _field("tax_rate", "taxrate taxpercent vatrate vatpercent mwst mwstsatz steuersatz ust", Content.NUMBER),
    _head(
        "freight",
        "shipping shippingcost shippingcosts shippingcharge fracht frachtkosten versand versandkosten porto",
        Content.NUMBER,
    ),
    _head("freight_tax_rate", "shippingtaxrate", Content.NUMBER),
    _head("other_charges"),
    _head("currency", "currencycode ordercurrency währung waehrung"),
    _head(
        "reference",
        "customerreference purchaseorder ponumber pono yourreference referenz kundenreferenz bestellreferenz",
    ),
    _head("cancelled", "canceled storniert", Content.FLAG),
    _field("note", "notes remark remarks comment comments bemerkung notiz"),
)

_FIELDS = {Kind.CUSTOMERS: _CUSTOMERS, Kind.PRODUCTS: _PRODUCTS, Kind.ORDERS: _ORDERS}

_TITLES = {"sku": "SKU", "vat_number": "VAT number"}


def title_of(field: str) -> str:
    """What a field is called on the screen."""
    return _TITLES.get(field) or field.replace("_", " ").capitalize()
