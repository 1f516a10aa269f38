"""Starts PPK Online: the portal, the worker, in development the e-absensi simulator. `app` serves the Flask CLI."""

from typing import Any


def __getattr__(name: str) -> Any:
    """`app` is made when somebody asks for it (`flask --app run`), not when this file is imported."""
    if name == "app":
        from portal.app import create_app

        return create_app()
    raise AttributeError(name)


if __name__ == "__main__":
    from portal.penyelia import main

    main()
