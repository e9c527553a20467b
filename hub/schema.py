"""The one schema: what every domain declares, its text, and the text's version."""

from types import ModuleType

from hub.accounts.schema import administration as accounts_administration
from hub.accounts.schema import mutations as accounts_mutations
from hub.accounts.schema import queries as accounts_queries
from hub.accounts.schema import types as accounts_types
from hub.canteen.schema import anomalies as canteen_anomalies
from hub.canteen.schema import bookkeeping as canteen_bookkeeping
from hub.canteen.schema import card_types as canteen_card_types
from hub.canteen.schema import cards as canteen_cards
from hub.canteen.schema import counter as canteen_counter
from hub.canteen.schema import diners as canteen_diners
from hub.canteen.schema import dish_mutations as canteen_dish_mutations
from hub.canteen.schema import forecasts as canteen_forecasts
from hub.canteen.schema import hygiene as canteen_hygiene
from hub.canteen.schema import hygiene_mutations as canteen_hygiene_mutations
from hub.canteen.schema import item_mutations as canteen_item_mutations
from hub.canteen.schema import kitchen as canteen_kitchen
from hub.canteen.schema import menu_mutations as canteen_menu_mutations
from hub.canteen.schema import mutations as canteen_mutations
from hub.canteen.schema import offline as canteen_offline
from hub.canteen.schema import ordering as canteen_ordering
from hub.canteen.schema import owed as canteen_owed
from hub.canteen.schema import paying as canteen_paying
from hub.canteen.schema import payment_types as canteen_payment_types
from hub.canteen.schema import policies as canteen_policies
from hub.canteen.schema import queries as canteen_queries
from hub.canteen.schema import redemption as canteen_redemption
from hub.canteen.schema import reports as canteen_reports
from hub.canteen.schema import reports_files as canteen_reports_files
from hub.canteen.schema import rounds as canteen_rounds
from hub.canteen.schema import rounds_mutations as canteen_rounds_mutations
from hub.canteen.schema import rounds_planning as canteen_rounds_planning
from hub.canteen.schema import rounds_stops as canteen_rounds_stops
from hub.canteen.schema import settlement as canteen_settlement
from hub.canteen.schema import settlement_mutations as canteen_settlement_mutations
from hub.canteen.schema import settlement_steps as canteen_settlement_steps
from hub.canteen.schema import several as canteen_several
from hub.canteen.schema import site_mutations as canteen_site_mutations
from hub.canteen.schema import standing as canteen_standing
from hub.canteen.schema import standing_mutations as canteen_standing_mutations
from hub.canteen.schema import statements as canteen_statements
from hub.canteen.schema import stops as canteen_stops
from hub.canteen.schema import subscriptions as canteen_subscriptions
from hub.canteen.schema import templates as canteen_templates
from hub.canteen.schema import trials as canteen_trials
from hub.canteen.schema import types as canteen_types
from hub.canteen.schema import welfare as canteen_welfare
from hub.grid.schema import mutations as grid_mutations
from hub.grid.schema import posts as grid_posts
from hub.grid.schema import queries as grid_queries
from hub.grid.schema import types as grid_types
from hub.notices.schema import mutations as notices_mutations
from hub.notices.schema import queries as notices_queries
from hub.notices.schema import subscriptions as notices_subscriptions
from hub.notices.schema import types as notices_types
from hub.people.schema import departures as people_departures
from hub.people.schema import families as people_families
from hub.people.schema import mutations as people_mutations
from hub.people.schema import queries as people_queries
from hub.people.schema import types as people_types
from hub.query import build, sdl, version_of

# The schema modules of each domain: types, queries, mutations, subscriptions.
MODULES: tuple[ModuleType, ...] = (
    grid_types,
    grid_queries,
    grid_mutations,
    grid_posts,
    people_types,
    people_queries,
    people_mutations,
    people_families,
    people_departures,
    accounts_types,
    accounts_queries,
    accounts_mutations,
    accounts_administration,
    notices_types,
    notices_queries,
    notices_mutations,
    notices_subscriptions,
    canteen_types,
    canteen_policies,
    canteen_trials,
    canteen_diners,
    canteen_ordering,
    canteen_queries,
    canteen_mutations,
    canteen_menu_mutations,
    canteen_redemption,
    canteen_offline,
    canteen_dish_mutations,
    canteen_kitchen,
    canteen_hygiene,
    canteen_hygiene_mutations,
    canteen_templates,
    canteen_site_mutations,
    canteen_stops,
    canteen_item_mutations,
    canteen_several,
    canteen_standing,
    canteen_standing_mutations,
    canteen_rounds,
    canteen_rounds_planning,
    canteen_rounds_mutations,
    canteen_rounds_stops,
    canteen_welfare,
    canteen_subscriptions,
    canteen_payment_types,
    canteen_paying,
    canteen_card_types,
    canteen_cards,
    canteen_counter,
    canteen_owed,
    canteen_statements,
    canteen_bookkeeping,
    canteen_reports,
    canteen_reports_files,
    canteen_forecasts,
    canteen_settlement,
    canteen_settlement_mutations,
    canteen_settlement_steps,
    canteen_anomalies,
)

SCHEMA = build(MODULES)
SDL = sdl(SCHEMA._schema)
# Told in the header x-schema-version, and as the ETag of /schema.graphql.
VERSION = version_of(SDL)
