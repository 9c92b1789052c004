import pytest

from law.naming import clause_name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        pytest.param("4", "mục 4", id="a number"),
        pytest.param("2/b", "điểm b mục 2", id="a point"),
        pytest.param("VI/3/a", "điểm a mục 3 phần VI", id="a roman part"),
        pytest.param("Đ4/2/đ", "điểm đ khoản 2 Điều 4", id="an article"),
        pytest.param("QĐ/Đ1", "Điều 1 của quyết định", id="the decision's own article"),
        pytest.param("2/a/-1", "gạch đầu dòng thứ nhất điểm a mục 2", id="a dash"),
        pytest.param("11/-12", "gạch đầu dòng thứ 12 mục 11", id="a dash beyond ten"),
        pytest.param("1.1", "mục 1.1", id="a dotted number"),
        pytest.param("end", "đoạn cuối", id="the closing paragraph"),
    ],
)
def test_a_clause_is_named_as_a_letter_names_it(path, name):
    assert clause_name(path) == name
