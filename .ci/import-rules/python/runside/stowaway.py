"""A part that the contracts do not know."""
