"""What every domain stands on: access, audit, calendar, clock, database, errors, events, ids, money. Knows no domain."""
