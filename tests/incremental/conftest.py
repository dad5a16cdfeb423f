"""What the tests of incremental builds share."""

import pytest

from tests.incremental.building import Builder


@pytest.fixture(scope="session")
def builder(tmp_path_factory):
    return Builder(tmp_path_factory.mktemp("compiled"))
