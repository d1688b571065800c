"""What is said: templates with versions and locales, rendered for a person without a hole."""
