"""From what services say to what a page shows: one module per kind of page, nothing but wording and addresses."""
