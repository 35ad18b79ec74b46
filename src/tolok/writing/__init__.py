"""Paper out: a frozen sheet, made once, handed to the writers (PDF). No database and no clock of its own."""
