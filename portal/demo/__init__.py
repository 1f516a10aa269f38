"""The demo: two OPDs and the top of the province, about 120 made-up people, and this year lived through the real
actions.

Deterministic: the same day gives the same data. Never in production (portal/commands/seed.py refuses).
"""
