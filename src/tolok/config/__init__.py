"""Settings from the environment; the one place where database, engine and storage are chosen."""
