"""Printing: the registry, tokens, the same print twice, drafts, who may print."""
