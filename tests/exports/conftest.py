"""Exports are tested on the training clearinghouse too."""

from tests.coordination.conftest import training, training_press  # noqa: F401 - fixtures
