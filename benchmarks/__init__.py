"""How fast the zone is, as ratios measured in one run: `python -m benchmarks [twin] [lives] [study]`.

* `twin`: how many times faster the compiled labour month is than the slow twin of `tests/reference/`, on the same
  people in the same months.
* `lives`: what a worker-month of a whole life costs, in nanoseconds and against a fixed loop in plain NumPy
  (`yardstick.py`), so that machines can be compared: Luoshan 2011 without policies, and with all three instruments.
* `study`: what a study adds to the bare lives that it consists of: store, statistics, tables. `python -m
  benchmarks.overhead` asks the same of a thousand short runs, on one worker and on two.

Time is CPU time of this process (`time.process_time`), so that other work on the machine disturbs little. What is
compared runs in alternation, A B A B; each pair of turns gives one ratio, and the table says their median, least and
greatest. The first turn, in which rules may be compiled, is thrown away. Nothing here asserts a time.
"""
