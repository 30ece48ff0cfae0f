"""Finding a customer or product while somebody types: exact codes first, then beginnings of words, then the rest."""

from collections.abc import Iterable

from readmodel.answering import Reader
from readmodel.folding import folded, storable
from readmodel.rows import Rows
from readmodel.schema import Table, fulltext, integer, table, text

SHORTEST_FOR_TEXT = 3
"""Trigrams match nothing shorter; beginnings of words serve what is."""
MOST_CANDIDATES = 200


class Finder:
    """The index behind one search-as-you-type: beginnings of words in a table of their own, the rest by trigrams."""

    def __init__(self, name: str) -> None:
        self._words = table(f"{name}_word", text("word", key=True), integer("id", key=True), integer("exact"))
        self._texts = fulltext(f"{name}_text", "text")
        self.tables: tuple[Table, ...] = (self._words, self._texts)

    def index(self, rows: Rows, id: int, codes: tuple[str, ...], names: tuple[str, ...]) -> None:
        """Make something findable under these codes and names."""
        for word, exact in _beginnings(codes, names).items():
            rows.put(self._words, {"word": word, "id": id, "exact": exact})
        rows.put(self._texts, {"rowid": id, "text": "\n".join(folded(part) for part in (*codes, *names) if part)})

    def forget(self, rows: Rows, id: int, codes: tuple[str, ...], names: tuple[str, ...]) -> None:
        """Undo ``index`` with the same texts; the new ones follow."""
        for word in _beginnings(codes, names):
            rows.delete(self._words, word, id)

    def find(self, reader: Reader, typed: str, limit: int) -> list[int]:
        """Ids for what was typed, best first."""
        wanted = folded(storable(typed))
        if not wanted:
            return []
        found = dict.fromkeys(self._exact(reader, wanted))
        if len(found) < limit:
            found.update(dict.fromkeys(self._beginning(reader, wanted)))
        if len(found) < limit:
            found.update(dict.fromkeys(self._containing(reader, wanted.split())))
        return list(found)[:limit]

    def _exact(self, reader: Reader, wanted: str) -> Iterable[int]:
        sql = f"SELECT id FROM {self._words.name} WHERE word = ? AND exact = 1 ORDER BY id"
        return (row[0] for row in reader.all(sql, wanted))

    def _beginning(self, reader: Reader, wanted: str) -> Iterable[int]:
        sql = (
            f"SELECT id FROM {self._words.name} WHERE word >= ? AND word < ? ORDER BY word, id LIMIT {MOST_CANDIDATES}"
        )
        return (row[0] for row in reader.all(sql, wanted, f"{wanted}\U0010ffff"))

    def _containing(self, reader: Reader, parts: list[str]) -> Iterable[int]:
        """Everything with all the parts anywhere in it, in whatever order."""
        long = [part for part in parts if len(part) >= SHORTEST_FOR_TEXT]
        if not long:
            return ()
        match = " AND ".join('"{}"'.format(part.replace('"', '""')) for part in long)
        short = [part for part in parts if len(part) < SHORTEST_FOR_TEXT]
        name, tested = self._texts.name, " AND instr(text, ?)" * len(short)
        sql = f"SELECT rowid FROM {name} WHERE {name} MATCH ?{tested} ORDER BY rowid LIMIT {MOST_CANDIDATES}"
        return (row[0] for row in reader.all(sql, match, *short))


def _beginnings(codes: tuple[str, ...], names: tuple[str, ...]) -> dict[str, int]:
    """Each text from each of its words on, so that "vins et al" is found as well as "chev"; codes are marked."""
    found: dict[str, int] = {}
    for name in names:
        words = folded(name).split()
        for place in range(len(words)):
            found[" ".join(words[place:])] = 0
    found.update({folded(code): 1 for code in codes if code.strip()})
    return found
