"""The deep runs are asked for by `-m generative` (make test-generative); the default suite takes the short, seeded ones."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.markexpr:
        return
    deep = [item for item in items if item.get_closest_marker("generative")]
    if deep:
        config.hook.pytest_deselected(items=deep)
        items[:] = [item for item in items if item not in deep]
