"""The server: HTTP/1.1 within deadlines, lanes that do not wait for each other, and the app behind them."""

from api.server.log import set_up_log
from api.server.run import open_sockets, run_server

__all__ = ["open_sockets", "run_server", "set_up_log"]
