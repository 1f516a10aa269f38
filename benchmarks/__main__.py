"""All benchmarks, one after the other, each with its table: `make bench`."""

import importlib
import pkgutil

import benchmarks

for modul in sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name != "__main__"):
    print(f"== {modul} ==", flush=True)
    importlib.import_module(f"benchmarks.{modul}").main()
    print(flush=True)
