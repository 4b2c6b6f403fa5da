import subprocess
import sys

PACKAGES = ("facts", "scales", "continuum", "proficiency", "pacing")


def test_the_mathematics_loads_without_the_running_system():
    loads = "; ".join(f"import headway.mastery.{package}" for package in PACKAGES)
    asks = "import sys; print([name for name in sys.modules if name.split('.')[0] == 'django' or 'district' in name])"
    answer = subprocess.run(
        [sys.executable, "-c", f"{loads}; {asks}"], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
