"""The worker: consumer threads for the queue, the rounds beside them, and an end that loses nothing."""

import logging
import signal
import threading

from huey import Huey

from parity.actions import scan_control, watch_run, watched_run
from parity.actions.ports import House
from tasks import clock
from tasks.scans import ScanTask

_log = logging.getLogger(__name__)
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
GRACE = 5.0  # seconds for a slice to end at its next show
_CHECK_EVERY = 10.0


def work(house: House, queue: Huey, threads: int) -> bool:
    """Work until SIGTERM, SIGINT or SIGHUP. False when something was still at work after GRACE seconds.

    To be called from the main thread of the only worker of its database: leases found there are of the dead.
    """
    stop = threading.Event()
    scan = ScanTask(queue, house, stop)
    watch_run.recover(house)
    watched_run.recover(house)
    freed = scan_control.recover(house)
    if freed:
        _log.warning("Found %d scan(s) that a worker left behind; they go on where they stood", freed)
    consumer = queue.create_consumer(
        workers=threads, periodic=False, max_delay=0.5, scheduler_interval=60, shutdown_timeout=GRACE
    )
    # The consumer sets handlers of its own; a signal that comes meanwhile waits for ours.
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    consumer.start()
    for number in _SIGNALS:
        signal.signal(number, lambda number, frame: stop.set())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    beside = clock.start(clock.rounds(house, scan.wake, stop), stop)
    _log.info("Ready for work with %d threads", threads)
    while not stop.wait(_CHECK_EVERY):
        consumer.check_worker_health()
    _log.info("Stopping")
    consumer.stop(graceful=True)
    for thread in beside:
        thread.join(1.0)
    at_work = (*beside, *(thread for _, thread in consumer.worker_threads))
    return not any(thread.is_alive() for thread in at_work)


def staffed(queue: Huey, house: House) -> Huey:
    """The queue for a consumer that somebody else runs (`huey_consumer wsgi.huey`): tasks and rounds included."""
    stop = threading.Event()
    scan = ScanTask(queue, house, stop)
    once = threading.Lock()

    @queue.on_startup(name="rounds")
    def begin() -> None:
        """Huey calls this once for each of its threads."""
        if once.acquire(blocking=False):
            clock.start(clock.rounds(house, scan.wake, stop), stop)

    @queue.on_shutdown(name="rounds")
    def end() -> None:
        stop.set()

    return queue
