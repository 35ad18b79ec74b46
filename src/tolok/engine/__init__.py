"""Totals over frozen registers: the oracle, the SQL compiler with its adapters, snapshots. Engines total, nothing else."""
