"""REST: a token for NIP and password, and a new one for a refresh token.

Takes the place of FAB's own calls, whose answers are no problems (RFC 9457) and in English.
"""

from typing import Any

from flask import jsonify
from flask_appbuilder import expose
from flask_babel import gettext as _
from flask_jwt_extended import create_access_token, create_refresh_token

from portal.errors import BelumMasuk
from portal.extensions import appbuilder
from portal.forms.isian import periksa
from portal.forms.skema import MASUK
from portal.security import sidik_sandi
from portal.views.api.dasar import Api, badan, pemanggil


class SecurityApi(Api):
    """Open to everybody, and counted (portal/security.py): too many tries from one address are answered with 429."""

    resource_name = "security"
    openapi_spec_tag = "Masuk"

    @expose("/login", methods=["POST"])
    def login(self) -> Any:
        """Tokens for NIP and password.
        ---
        post:
          summary: Ambil token
          security: []
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/Masuk'}}}
          responses:
            200:
              description: Token akses, dan token penyegar bila diminta
              content: {application/json: {schema: {$ref: '#/components/schemas/Token'}}}
          galat: [401, 413, 415, 422, 429]
        """
        isi = periksa(MASUK, badan("username", "password", "provider", "refresh"))
        pengguna = appbuilder.sm.auth_user_db(isi["username"], isi["password"])
        if not pengguna:
            raise BelumMasuk(_("NIP atau kata sandi salah, atau akun ini tidak aktif."), kode="masuk_gagal")
        token = {"access_token": create_access_token(str(pengguna.id), fresh=True, additional_claims=_klaim(pengguna))}
        if isi.get("refresh"):
            token["refresh_token"] = create_refresh_token(str(pengguna.id), additional_claims=_klaim(pengguna))
        return jsonify(token)

    @expose("/refresh", methods=["POST"])
    def refresh(self) -> Any:
        """A new access token; the refresh token is sent as Bearer.
        ---
        post:
          summary: Perbarui token akses
          security: [{penyegar: []}]
          responses:
            200:
              description: Token akses baru
              content: {application/json: {schema: {$ref: '#/components/schemas/Token'}}}
          galat: [401, 429]
        """
        pengguna = pemanggil(penyegar=True)
        return jsonify(
            access_token=create_access_token(str(pengguna.id), fresh=False, additional_claims=_klaim(pengguna))
        )


def _klaim(pengguna: Any) -> dict[str, str]:
    """What ties a token to the password it was given for."""
    return {"sandi": sidik_sandi(pengguna)}


APIS = (SecurityApi,)
