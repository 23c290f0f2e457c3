"""A function called in another process, within a time and a memory; who hangs or dies there is replaced."""
