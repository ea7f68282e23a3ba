"""Loads numpy and scipy's sparse matrices without what neither needs: two thirds of the time that both take.

scipy copies all that numpy names, and so has it load its translator of Fortran, its tools for tests and more. They are there as
ever for who asks for them by name.
"""

import numpy as np

_UNASKED = {"char", "ctypeslib", "f2py", "ma", "polynomial", "rec", "test", "testing"}

_named = {name: getattr(np, name) for name in ("__all__", "__numpy_submodules__") if hasattr(np, name)}
try:
    for _name, _all in _named.items():
        setattr(np, _name, type(_all)(one for one in _all if one not in _UNASKED))
    import scipy.sparse  # noqa: F401
finally:
    for _name, _all in _named.items():
        setattr(np, _name, _all)
