"""What happens in the canteen by itself."""

from hub.canteen.jobs import locking, payments, trials

JOBS = [*locking.JOBS, *trials.JOBS, *payments.JOBS]
