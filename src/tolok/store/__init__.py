"""State and history in the database: models, constraints, triggers, migrations. Decides nothing."""
