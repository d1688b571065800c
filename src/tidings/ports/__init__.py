"""What Tidings asks of a provider. Adapters in `providers` answer; rooms never see a provider's words."""
