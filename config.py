"""Every setting, read from the environment here and nowhere else (docs/settings.md lists them).

`read(environ)` returns the settings of this process or raises `SettingsError` with all that is wrong at once:
unknown PORTAL_* names, values that do not parse, and production settings that would be unsafe.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent
NAMES = (
    "PORTAL_ENV", "PORTAL_DATABASE_URL", "PORTAL_SECRET_KEY", "PORTAL_HOST", "PORTAL_PORT", "PORTAL_PROCESSES",
    "PORTAL_THREADS", "PORTAL_EABSENSI_MODE", "PORTAL_EABSENSI_URL", "PORTAL_EABSENSI_USER", "PORTAL_EABSENSI_PASSWORD",
    "PORTAL_EABSENSI_TOKEN", "PORTAL_EABSENSI_TIMEOUT", "PORTAL_TIMEZONE", "PORTAL_JOBS_URL", "PORTAL_MAIL_URL",
    "PORTAL_PUBLIC_URL", "PORTAL_DATA_DIR", "PORTAL_TRUSTED_PROXIES",
)  # fmt: skip


class SettingsError(SystemExit):
    """The settings cannot be used; the text says which and why."""


@dataclass(frozen=True)
class Settings:
    """The settings of one process. Passwords and keys never show in `repr`."""

    env: str
    database_url: str
    secret_key: str = field(repr=False)
    host: str
    port: int
    processes: int
    threads: int
    eabsensi_mode: str
    eabsensi_url: str
    eabsensi_user: str
    eabsensi_password: str = field(repr=False)
    eabsensi_token: str = field(repr=False)
    eabsensi_timeout: int
    timezone: str
    jobs_url: str
    mail_url: str | None
    public_url: str | None
    data_dir: Path
    trusted_proxies: int

    @property
    def production(self) -> bool:
        return self.env == "production"


def read(environ: Mapping[str, str] | None = None, *, ganti: Mapping[str, str] | None = None) -> Settings:
    """The settings from `environ` (default: the process's), those in `ganti` replaced. Raises SettingsError."""
    env = {**(os.environ if environ is None else environ), **(ganti or {})}
    wrong = [f"{name}: nama tidak dikenal" for name in env if name.startswith("PORTAL_") and name not in NAMES]
    data_dir = Path(env.get("PORTAL_DATA_DIR") or ROOT / "instance").resolve()
    mode = env.get("PORTAL_ENV") or "development"
    database_url = env.get("PORTAL_DATABASE_URL") or f"sqlite:///{data_dir / 'portal.db'}"
    settings = Settings(
        env=_choice(env, "PORTAL_ENV", ("development", "production"), wrong),
        database_url=database_url,
        secret_key=env.get("PORTAL_SECRET_KEY") or ("" if mode == "production" else _own_key(data_dir)),
        host=env.get("PORTAL_HOST") or "127.0.0.1",
        port=_number(env, "PORTAL_PORT", 8080, 1, 65535, wrong),
        processes=_number(env, "PORTAL_PROCESSES", 1, 1, 64, wrong),
        threads=_number(env, "PORTAL_THREADS", 4, 1, 64, wrong),
        eabsensi_mode=_choice(env, "PORTAL_EABSENSI_MODE", ("soap", "rest"), wrong),
        eabsensi_url=env.get("PORTAL_EABSENSI_URL") or _simulator_url(env),
        eabsensi_user=env.get("PORTAL_EABSENSI_USER") or "ppk-online",
        eabsensi_password=env.get("PORTAL_EABSENSI_PASSWORD") or ("" if mode == "production" else "simulator"),
        eabsensi_token=env.get("PORTAL_EABSENSI_TOKEN") or ("" if mode == "production" else "simulator"),
        eabsensi_timeout=_number(env, "PORTAL_EABSENSI_TIMEOUT", 30, 1, 300, wrong),
        timezone=_timezone(env, wrong),
        jobs_url=env.get("PORTAL_JOBS_URL") or database_url,
        mail_url=env.get("PORTAL_MAIL_URL") or None,
        public_url=_address(env, "PORTAL_PUBLIC_URL", wrong),
        data_dir=data_dir,
        trusted_proxies=_number(env, "PORTAL_TRUSTED_PROXIES", 0, 0, 5, wrong),
    )
    if settings.production:
        wrong += _unsafe(settings, env)
    if wrong:
        raise SettingsError("Pengaturan tidak dapat dipakai:\n  " + "\n  ".join(wrong))
    return settings


def _address(env: Mapping[str, str], name: str, wrong: list[str]) -> str | None:
    """An address of the portal itself, without a slash at its end; None where it is not set."""
    value = (env.get(name) or "").rstrip("/")
    if value and (
        not value.startswith(("http://", "https://")) or len(value) > 100 or not value.isascii() or " " in value
    ):
        wrong.append(f"{name}: alamat yang diawali https://, paling panjang 100 huruf")
    return value or None


def flask_config(settings: Settings) -> dict[str, object]:
    """What Flask, FAB and their extensions read."""
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_TRACK_MODIFICATIONS": False,
        "SESSION_COOKIE_NAME": "ppk",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.production,
        "PERMANENT_SESSION_LIFETIME": 8 * 3600,
        "MAX_CONTENT_LENGTH": 25 * 1024 * 1024,
        "MAX_FORM_PARTS": 5_000,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "WTF_CSRF_TIME_LIMIT": None,
        "FAB_CREATE_DB": False,
        "FAB_UPDATE_PERMS": False,
        "FAB_API_MAX_PAGE_SIZE": 100,
        "FAB_ADD_SECURITY_API": False,
        "FAB_ADD_MENU_API": False,
        "AUTH_TYPE": 1,
        "AUTH_RATE_LIMITED": True,
        "RATELIMIT_ENABLED": True,
        "RATELIMIT_STORAGE_URI": "memory://",
        "RATELIMIT_HEADERS_ENABLED": True,
        "AUTH_RATE_LIMIT": "10 per 20 second",
        "APP_NAME": "PPK Online",
        "BABEL_DEFAULT_LOCALE": "id",
        "BABEL_DEFAULT_TIMEZONE": settings.timezone,
        "BABEL_DEFAULT_FOLDER": "translations",
        "LANGUAGES": {
            "id": {"flag": "id", "name": "Bahasa Indonesia"},
            "en": {"flag": "gb", "name": "English"},
        },
        "JSON_SORT_KEYS": False,
    }


def _unsafe(settings: Settings, env: Mapping[str, str]) -> list[str]:
    wrong = []
    if len(settings.secret_key) < 32:
        wrong.append("PORTAL_SECRET_KEY: wajib, paling sedikit 32 huruf acak")
    if not env.get("PORTAL_DATABASE_URL"):
        wrong.append("PORTAL_DATABASE_URL: wajib; gunakan PostgreSQL (postgresql+psycopg://...)")
    if not env.get("PORTAL_EABSENSI_URL"):
        wrong.append("PORTAL_EABSENSI_URL: wajib; simulator tidak dipakai di produksi")
    elif not settings.eabsensi_url.startswith("https://"):
        wrong.append("PORTAL_EABSENSI_URL: wajib https")
    secret = "PORTAL_EABSENSI_PASSWORD" if settings.eabsensi_mode == "soap" else "PORTAL_EABSENSI_TOKEN"
    if not env.get(secret):
        wrong.append(f"{secret}: wajib untuk PORTAL_EABSENSI_MODE={settings.eabsensi_mode}")
    return wrong


def _own_key(data_dir: Path) -> str:
    """A development key made once, so that sessions outlive a restart."""
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
        except FileExistsError:  # another process made it in this very moment
            pass
    return path.read_text()


def _simulator_url(env: Mapping[str, str]) -> str:
    return "http://127.0.0.1:8810/api/v1" if env.get("PORTAL_EABSENSI_MODE") == "rest" else "http://127.0.0.1:8810/soap"


def _choice(env: Mapping[str, str], name: str, choices: tuple[str, ...], wrong: list[str]) -> str:
    value = env.get(name) or choices[0]
    if value not in choices:
        wrong.append(f"{name}: {value!r} bukan salah satu dari {', '.join(choices)}")
        return choices[0]
    return value


def _number(env: Mapping[str, str], name: str, default: int, low: int, high: int, wrong: list[str]) -> int:
    text = env.get(name)
    if not text:
        return default
    if not text.isdigit() or not low <= int(text) <= high:
        wrong.append(f"{name}: harus bilangan bulat {low} sampai {high}")
        return default
    return int(text)


def _timezone(env: Mapping[str, str], wrong: list[str]) -> str:
    name = env.get("PORTAL_TIMEZONE") or "Asia/Makassar"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        wrong.append(f"PORTAL_TIMEZONE: {name!r} tidak dikenal")
        return "Asia/Makassar"
    return name
