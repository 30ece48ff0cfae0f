"""What the composition root has to know of the domain: who handles a command, what is folded, what is recorded."""

from functools import partial

from domain.aggregate import Aggregate
from domain.business.business import Business
from domain.business.commands import OpenBusiness
from domain.business.events import BusinessOpened
from domain.business.opening import handle_open_business
from domain.customers.adding import handle_add_customer
from domain.customers.changing import handle_change_customer
from domain.customers.commands import AddCustomer, ChangeCustomer, ImportCustomer
from domain.customers.customer import Customer
from domain.customers.events import CustomerAdded, CustomerChanged
from domain.customers.importing import handle_import_customer
from domain.messages import Event
from domain.orders.cancelling import handle_cancel_order
from domain.orders.commands import (
    CancelOrder,
    ImportOrder,
    NoteOrder,
    PlaceOrder,
    RecordPayment,
    SaveDraft,
    ShipOrder,
)
from domain.orders.drafting import handle_save_draft
from domain.orders.events import (
    DraftDescribed,
    LineAdded,
    LineChanged,
    LineRemoved,
    LineReserved,
    OrderCancelled,
    OrderCompleted,
    OrderDrafted,
    OrderNoted,
    OrderPlaced,
    OrderShipped,
    PaymentRecorded,
)
from domain.orders.importing import handle_import_order
from domain.orders.noting import handle_note_order
from domain.orders.order import Order
from domain.orders.paying import handle_record_payment
from domain.orders.placing import handle_place_order
from domain.orders.serving import serve_waiting
from domain.orders.shipping import handle_ship_order
from domain.products.adjusting import handle_adjust_stock
from domain.products.catalogue import handle_add_product, handle_change_product
from domain.products.commands import AddProduct, AdjustStock, ChangeProduct, ImportProduct, ReceiveStock
from domain.products.events import (
    ProductAdded,
    ProductChanged,
    StockAdjusted,
    StockBackordered,
    StockReceived,
    StockReleased,
    StockReserved,
    StockShipped,
)
from domain.products.importing import handle_import_product
from domain.products.product import Product
from domain.products.receiving import handle_receive_stock
from domain.products.stock import Stock
from domain.work import Handlers

HANDLERS: Handlers = {
    OpenBusiness: handle_open_business,
    AddCustomer: handle_add_customer,
    ChangeCustomer: handle_change_customer,
    ImportCustomer: handle_import_customer,
    AddProduct: handle_add_product,
    ChangeProduct: handle_change_product,
    ImportProduct: partial(handle_import_product, serve_waiting=serve_waiting),
    ReceiveStock: partial(handle_receive_stock, serve_waiting=serve_waiting),
    AdjustStock: partial(handle_adjust_stock, serve_waiting=serve_waiting),
    SaveDraft: handle_save_draft,
    PlaceOrder: handle_place_order,
    ShipOrder: handle_ship_order,
    RecordPayment: handle_record_payment,
    NoteOrder: handle_note_order,
    CancelOrder: handle_cancel_order,
    ImportOrder: handle_import_order,
}

AGGREGATES: tuple[type[Aggregate], ...] = (Business, Customer, Product, Stock, Order)

EVENTS: tuple[type[Event], ...] = (
    BusinessOpened,
    CustomerAdded,
    CustomerChanged,
    ProductAdded,
    ProductChanged,
    StockReceived,
    StockAdjusted,
    StockReserved,
    StockBackordered,
    StockReleased,
    StockShipped,
    OrderDrafted,
    DraftDescribed,
    LineAdded,
    LineChanged,
    LineRemoved,
    OrderPlaced,
    LineReserved,
    OrderShipped,
    PaymentRecorded,
    OrderNoted,
    OrderCancelled,
    OrderCompleted,
)
