"""What all tests share: how long the long ones may take."""

import pytest
from hypothesis import settings

# The same examples every time: what is merged is what was tested. `--hypothesis-profile search` looks further.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None, max_examples=400)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--size", choices=("small", "whole"), default="small", help="small samples of the long tests, or all of them"
    )


@pytest.fixture(scope="session")
def size(request: pytest.FixtureRequest) -> str:
    """How much of the long tests is run: small or whole."""
    return str(request.config.getoption("--size"))
