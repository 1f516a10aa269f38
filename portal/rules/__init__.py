"""The regulations as pure functions: values and a date in, an exact result with its trace out.

Only the standard library is imported here. Nothing reads a clock, a table or a setting, and no binary float comes near
a score or a rupiah. Numbers a region may set are dated entries in the TOML files beside the code, each with its source
and a mark that says how sure it is (`sourced`, `knowledge: high|medium|low`, `convention`).
"""
