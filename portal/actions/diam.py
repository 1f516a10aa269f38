"""What a deadline took back: whose silence it was, and what follows from it at once.

A deadline passes in the heartbeat, or while a job completes its own task of the same instance; both come here.
"""

import workflows
from portal.actions.bersama import realisasi_dari
from portal.actions.keberatan import catat_diam
from portal.actions.penilaian import terima_karena_diam


def ikuti(advance: workflows.Advance) -> None:
    """See to the tasks that ended with nobody's answer. Runs inside an action."""
    for tugas in advance.ended:
        if tugas.step == "tanggapi_penolakan":  # the deadline took it back: the month goes on at once, not only
            terima_karena_diam(realisasi_dari(tugas))  # when the score is computed, which waits for attendance
        elif tugas.step in ("tanggapi_penilaian", "tanggapi_keberatan"):
            catat_diam(tugas)
