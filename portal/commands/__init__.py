"""The commands, one file per group: read the arguments, call one function, print what came of it.

A module imports at its head only what is cheap; what a command needs to work it imports when it runs, because every
start of the portal registers all commands.
"""
