"""Terms narrow a view down by fields: a term names a field and what may stand in it."""

from enum import StrEnum

from msgspec import Struct

from readmodel.listing.shared import Beside, Linked, Shared


class Term(Struct, frozen=True, kw_only=True):
    """What a field of a row has to be: one of ``values``, or from ``since`` up to but without ``before``.

    ``field`` is a name in ``ListSpec.fields``. The value "" means that there is none, or no code where there are codes.
    A text holds a value that stands anywhere in it, folded, and a code one that it begins with; where any row has
    exactly that value, only those that have it pass. Days are ISO text, instants, amounts and quantities the integers
    that are stored. A range says nothing of texts and choices. A ``negated`` term holds for all other rows, and one
    that asks for nothing for every row.
    """

    field: str
    values: tuple[str | int, ...] = ()
    since: str | int | None = None
    before: str | int | None = None
    negated: bool = False


class Kind(StrEnum):
    """What a field's values are, which tells how they are typed, compared and shown."""

    CHOICE = "choice"
    QUEUE = "queue"
    TEXT = "text"
    AMOUNT = "amount"
    COUNT = "count"
    QUANTITY = "quantity"
    DAY = "day"
    MOMENT = "moment"


class Values(Struct, frozen=True, kw_only=True):
    """Where the values of a field are looked up while somebody types one.

    ``value`` is the column that a term is to name, ``label`` what tells people more, if anything does. What is typed
    has to be the beginning of one of the ``codes`` or to stand in one of the folded ``texts``. ``rows`` is the column
    that says how many rows of the list have the value, if one does.
    """

    table: str
    value: str
    label: str = ""
    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    rows: str = ""


class Field(Struct, frozen=True, kw_only=True):
    """A field that terms can name.

    ``choices`` are all values of a choice, or the names of the filters that a queue stands for. What ``SuggestValues``
    knows of any other field it looks up in ``known``.

    ``column`` is where the list's table keeps the value of anything but texts and queues; it has an index. A text
    stands in the columns ``codes``, compared without regard to ASCII case, and folded in the columns ``texts``, of the
    list's table or of the one that ``among`` names; with ``whole``, a row that has exactly the value hides those that
    only hold it. ``tallied`` says that the tally has the column, too.
    """

    kind: Kind
    column: str = ""
    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    among: Shared | Linked | Beside | None = None
    choices: tuple[str, ...] = ()
    whole: bool = True
    known: Values | None = None
    tallied: bool = False
