"""Who may call whom: the import contracts of pyproject.toml hold."""

from importlinter.cli import lint_imports


def test_the_import_contracts_hold(capsys):
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out
