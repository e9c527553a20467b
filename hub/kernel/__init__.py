"""What every domain stands on, from access to money and time. Knows no domain."""
