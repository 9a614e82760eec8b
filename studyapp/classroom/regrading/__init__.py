"""An item is graded by another rule: the effect first, then applied, then undone."""
