"""The baseline of `--bench agreement`: ordinal alpha of 20,000 units of 8 members on 9 levels, and its bootstrap over
units, with the package krippendorff (PyPI) and numpy. Prints seconds; the bootstrap from 20 replicates, times 50.

usage: python3 alpha.py      needs: pip install krippendorff
"""
import time

import krippendorff
import numpy

UNITS, RATERS, LEVELS, REPLICATES = 20_000, 8, 9, 20
random = numpy.random.default_rng(7)
usual = random.integers(0, LEVELS, UNITS)
kind = random.integers(0, 10, (RATERS, UNITS))
ratings = numpy.where(kind <= 6, usual, random.integers(0, LEVELS, (RATERS, UNITS))).astype(float)
ratings[kind == 0] = numpy.nan


def alpha(data):
    return krippendorff.alpha(reliability_data=data, level_of_measurement="ordinal", value_domain=list(range(LEVELS)))


times = []
for _ in range(5):
    begun = time.perf_counter()
    value = alpha(ratings)
    times.append(time.perf_counter() - begun)
print(f"ordinal alpha {value:.4f}, least of five: {min(times):.4f} s")
begun = time.perf_counter()
for _ in range(REPLICATES):
    alpha(ratings[:, random.integers(0, UNITS, UNITS)])
print(f"1,000 replicates: {(time.perf_counter() - begun) * 1000 / REPLICATES:.1f} s")
