"""The web app as the server gives it out: files that `tools/web.py` builds of `web/` into `built/`."""
