"""Reading pace, growth, time and forecasts."""
