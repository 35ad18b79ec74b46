"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA)."""

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {}
