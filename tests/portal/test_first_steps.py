"""What `dondoc up` says once it runs."""

from datetime import date

import pytest

from deploy.world import inhabit
from portal.commands.up import FIRST_STEPS, where_it_stands
from tests.builders import a_province

pytestmark = pytest.mark.slow


def test_an_empty_database_is_told_its_first_steps(world):
    with inhabit(world):
        said = where_it_stands(world, None)

    assert said == FIRST_STEPS
    for command in ("dondoc province", "dondoc agencies load", "dondoc enact"):
        assert command in said


def test_with_a_province_the_calendar_stands(world):
    with inhabit(world):
        with world.session() as session:
            a_province(session)

        assert "Các kỳ hạn sắp tới đã có trong lịch." in where_it_stands(world, None)
        assert "buổi sáng 20/11/2026" in where_it_stands(world, date(2026, 11, 20))
