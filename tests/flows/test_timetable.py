"""The timetable is data that fits what it names."""

from importlib import import_module

import pytest

from deploy.timetable import CLOSE, TIMETABLE


@pytest.mark.slow
@pytest.mark.parametrize("process", TIMETABLE, ids=lambda process: process.flow)
def test_every_process_names_a_flow(process):
    module, _, name = process.flow.rpartition(".")

    found = getattr(import_module(module), name)

    assert type(found).__name__ == "Flow"


def test_names_and_slugs_are_unique():
    names = [process.name for process in TIMETABLE]
    slugs = [each.slug for process in TIMETABLE for each in process.schedules]

    assert len(set(names)) == len(names)
    assert len(set(slugs)) == len(slugs)


def test_what_runs_by_the_clock_runs_once_at_a_time_under_a_name():
    by_the_clock = [process for process in TIMETABLE if process.schedules]

    assert all(process.at_once == 1 and process.run_name for process in by_the_clock)


def test_a_deadline_has_no_clock_of_its_own():
    assert CLOSE.schedules == ()
