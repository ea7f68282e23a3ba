"""`make drill`: an installation of its own is broken again and again while people work in it; then it is counted what held.

`installation` is what is broken, `breaking` how, `officers` and `outside` who goes on meanwhile, `holding` what must hold.
"""
