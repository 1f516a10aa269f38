"""Starts PPK Online: the portal, the worker, in development the e-absensi simulator. `app` serves the Flask CLI.

`python run.py portal` and `python run.py pekerja` start one of them alone, for a machine that does only that.
"""

import sys
from typing import Any


def __getattr__(name: str) -> Any:
    """`app` is made when somebody asks for it (`flask --app run`), not when this file is imported."""
    if name == "app":
        from portal.cli import ringan

        app = ringan(sys.argv[1:])
        if app is None:
            from portal.app import create_app

            app = create_app()
        return app
    raise AttributeError(name)


if __name__ == "__main__":
    from portal.penyelia import main

    main(sys.argv[1:])
