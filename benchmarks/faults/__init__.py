"""Faults on purpose: kills, races, damage and hostile files; each figure is reached, or the run fails."""
