"""What a chip opens: one editor for each kind of field."""

from readmodel.listing.terms import Kind
from ui.desk import Desk
from ui.filters.editors.choices import ChoiceEditor
from ui.filters.editors.dates import DateEditor
from ui.filters.editors.editor import Editor
from ui.filters.editors.numbers import NumberEditor
from ui.filters.editors.texts import TextEditor
from ui.query.query import Condition
from ui.query.vocabulary import KnownField

__all__ = ["Editor", "editor_for"]


def editor_for(desk: Desk, list_name: str, field: KnownField, condition: Condition | None) -> Editor:
    """The editor of a field, filled with a condition on it."""
    match field.kind:
        case Kind.CHOICE | Kind.QUEUE:
            return ChoiceEditor(field, condition)
        case Kind.DAY | Kind.MOMENT:
            return DateEditor(field, condition)
        case Kind.TEXT:
            return TextEditor(desk, list_name, field, condition)
        case _:
            return NumberEditor(field, condition)
