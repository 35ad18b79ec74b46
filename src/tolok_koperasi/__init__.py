"""The content pack for cooperatives and micro-enterprises: data, no logic."""

from pathlib import Path

FOLDER = Path(__file__).parent
