"""What happens in the canteen by itself."""

from hub.canteen.jobs import anomalies, locking, ordering, payments, settlement, trials, welfare

JOBS = [
    *locking.JOBS,
    *ordering.JOBS,
    *trials.JOBS,
    *payments.JOBS,
    *welfare.JOBS,
    *settlement.JOBS,
    *anomalies.JOBS,
]
