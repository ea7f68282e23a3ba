"""What the watch brought, what was missed, and what was put aside: the figures and the rows behind them."""
