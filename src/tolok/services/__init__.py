"""Use cases: one module per noun, each with its transaction, its access check and its line in the change log."""
