import subprocess
import sys

ASKED = """
import sys
from utblick import lexicon
lexicon.engine
loaded = {"numpy.f2py", "numpy.testing", "numpy.ma"} & sys.modules.keys()
import numpy as np
from numpy import *
print(sorted(loaded), "f2py" in np.__all__, np.ma.array([1]).sum(), "testing" in dir(np))
"""


def test_the_engine_loads_nothing_that_it_does_not_need_and_takes_nothing_away() -> None:
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True).stdout

    assert told.strip() == "[] True 1 True"
