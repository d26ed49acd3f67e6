"""What all tests share: how long the long ones may take."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--size", choices=("small", "whole"), default="small", help="small samples of the long tests, or all of them"
    )


@pytest.fixture(scope="session")
def size(request: pytest.FixtureRequest) -> str:
    """How much of the long tests is run: small or whole."""
    return str(request.config.getoption("--size"))
