from pathlib import Path

from sim.study.schemas import written

SCHEMAS = Path(__file__).parents[2] / "schemas"


def test_the_schemas_are_current():
    for name, text in written().items():
        assert (SCHEMAS / name).read_text(encoding="utf-8") == text, "run sim.study.schemas.write_schemas"
