"""The notebook of the documentation runs from its first cell to its last, as its reader would run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

NOTEBOOK = Path("docs/compare.ipynb")


def test_every_cell_of_the_notebook_runs(tmp_path: Path) -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    (tmp_path / "notebook.py").write_text(code + "\nprint(study.complete, len(filed))\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "notebook.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("{'demo': 4}")
    assert not any(cell.get("outputs") for cell in cells), "outputs are not kept: they would go stale"
