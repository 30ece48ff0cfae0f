"""All that a read store holds, read without any code of the read side's own."""

import sqlite3
from contextlib import closing
from pathlib import Path

Dump = dict[str, object]


def dump(path: Path) -> Dump:
    """Every table by primary key; a full-text table by the answers to each trigram of its texts."""
    with closing(sqlite3.connect(path)) as db:
        found: Dump = {}
        tables = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        virtual = [name for name, sql in tables.items() if sql.startswith("CREATE VIRTUAL")]
        for name in tables:
            if name in virtual:
                found[name] = _answers(db, name)
            elif not any(name.startswith(f"{text}_") for text in virtual):
                keys = [row[1] for row in db.execute(f"PRAGMA table_info({name})") if row[5]]
                found[name] = db.execute(f"SELECT * FROM {name} ORDER BY {', '.join(keys)}").fetchall()
        return found


def current_file(data_dir: Path) -> Path:
    """The read-store file in force."""
    return data_dir / (data_dir / "read-current").read_text(encoding="ascii").strip()


def _answers(db: sqlite3.Connection, name: str) -> dict[str, list[int]]:
    texts = [str(row[0]) for row in db.execute(f"SELECT text FROM {name}")]
    trigrams = {text[at : at + 3] for text in texts for at in range(len(text) - 2)}
    ask = f"SELECT rowid FROM {name} WHERE {name} MATCH ? ORDER BY rowid"
    return {
        trigram: [row[0] for row in db.execute(ask, ('"{}"'.format(trigram.replace('"', '""')),))]
        for trigram in sorted(trigrams)
    }
