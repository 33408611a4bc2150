"""Where tests of other folders still look for what stands in ``tests/states.py``."""

from tests.states import KINDS, STATES, violations

__all__ = ["KINDS", "STATES", "violations"]
