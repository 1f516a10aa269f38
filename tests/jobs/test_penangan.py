"""Every kind of job has its handler, and the handler takes what is written."""

import inspect

from portal.jobs import HANDLERS, OPERASI
from portal.katalog import KATALOG
from portal.queue import Job

ARGS = {Job.LANGKAH: {"tugas_id", "operasi", "argumen"}, Job.BUKA_BULAN: {"periode", "skp"}, Job.BUKA_TAHUN: {"tahun"},
        Job.LAPORAN: {"laporan"}, Job.SAPU_LAPORAN: set(), Job.OPERASI: {"operasi"},
        Job.SIMULASI: {"simulasi"}}  # fmt: skip


def test_every_kind_of_job_has_a_handler_and_no_handler_is_without_a_job():
    assert set(HANDLERS) == set(Job) == set(ARGS)


def test_a_handler_takes_exactly_the_arguments_that_may_be_deferred():
    assert {job: set(inspect.signature(HANDLERS[job]).parameters) for job in Job} == ARGS


def test_every_operation_a_diagram_may_ask_for_is_done_by_a_job():
    assert set(OPERASI) == set(KATALOG.operations)
