"""The server: HTTP/1.1 within deadlines, lanes that do not wait for each other, and the app behind them."""
