"""What changes in the grid. Each command is one transaction."""

from hub.grid.commands.areas import close_area, create_area, move_area, update_area
from hub.grid.commands.leaders import (
    add_missing_posts,
    appoint_leader,
    define_role,
    end_leader,
)
from hub.grid.commands.modes import close_ended_modes, declare_mode, end_mode, renew_mode
from hub.grid.commands.sites import close_site, open_site, update_site

__all__ = [
    "add_missing_posts",
    "appoint_leader",
    "close_area",
    "close_ended_modes",
    "close_site",
    "create_area",
    "declare_mode",
    "define_role",
    "end_leader",
    "end_mode",
    "move_area",
    "open_site",
    "renew_mode",
    "update_area",
    "update_site",
]
