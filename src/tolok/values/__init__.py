"""The words every other package speaks: numbers, units, periods, regions, instants, issues. Standard library only."""
