"""Every projection there is, in the order in which they are applied; importing them registers their answers."""

from readmodel.projection import Projection

PROJECTIONS: tuple[Projection, ...] = ()
