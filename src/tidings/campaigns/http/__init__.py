"""The campaign API: its paths and fields are a contract with existing users (SPEC, "The campaign API")."""

from tidings.campaigns.http.routes import router

__all__ = ["router"]
