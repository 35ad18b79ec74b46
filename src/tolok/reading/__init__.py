"""Paper in: a document becomes tables, tables become drafts of indicators. No database, no clock, no guess kept silent."""
