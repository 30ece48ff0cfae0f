"""How list tables are declared: identifiers that ignore case, and an index for each column they can be sorted by."""

from readmodel.schema import Column, Index, index


def identifier(name: str) -> Column:
    """A number or code: sorted, and found by its beginning, without regard to ASCII case."""
    return Column(name=name, ignores_case=True)


def sorted_by(table: str, *columns: str) -> list[Index]:
    """The indexes by which a list is walked; SQLite puts the row's id behind the column, which orders equal values."""
    return [index(f"{table}_by_{column}", column) for column in columns]


def sorted_telling(table: str, column: str, *told: str) -> Index:
    """The index by which a list is walked past rows that filters on other columns leave out, without fetching them.

    For columns of which such rows have values of their own, as paid orders have no balance. What it finds can be sorted
    by the columns that it tells as well.
    """
    return index(f"{table}_by_{column}", column, "id", *told)


def unique_key(table: str, column: str) -> Index:
    """The index by which the row of an aggregate is found."""
    return index(f"{table}_by_{column}", column, unique=True)


def shelf(name: str, where: str, *columns: str) -> Index:
    """A small index of the few rows that work is done on, with all that they are tested for and sorted by.

    What is answered from it alone never looks at the table. Rows are found fastest by the first column.
    """
    return index(name, *columns, where=where)
