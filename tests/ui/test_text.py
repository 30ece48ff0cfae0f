"""Long words in narrow places."""

from ui.widgets.text import breakable


def test_only_words_longer_than_there_is_room_for_may_be_broken() -> None:
    assert breakable("Queso Cabrales", 12) == "Queso Cabrales"
    assert breakable("of SO-2026-00439.", 12) == "of SO-\u200b2026-\u200b00439."
    assert breakable("Dampfschifffahrt", 14) == "Dampfschifffah\u200br\u200bt"
