"""What the tests of the website share: an app and a server over the small plan."""

from __future__ import annotations

from tests.website import Running, app, client, folder, hurried, opened, reading, running, served

__all__ = ["Running", "app", "client", "folder", "hurried", "opened", "reading", "running", "served"]
