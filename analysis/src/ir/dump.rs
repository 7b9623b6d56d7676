//! A flow graph as text, for `--dump flow=FUNCTION` and for tests.
