"""One small async factory per row, by domain: `make.resident(name="王淑芬")`.

Every argument has a default, so that a test names only what it is about.
"""
