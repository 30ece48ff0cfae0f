"""Importing this module takes PySide6's own way of importing back to Python's.

With QtCore, PySide6 puts an ``import`` of its own in place of Python's, for modules that begin with ``from __feature__
import snake_case`` or the like. To find them it reads the source of every module that is imported from then on, and
Python keeps what was read so, for tracebacks. Docket names things as Qt does: reading six hundred modules would take a
tenth of the time in which its window opens, and 19 MB for as long as it is open.
"""

import builtins

import PySide6.QtCore  # noqa: F401  what it exchanges can be taken back only afterwards

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
