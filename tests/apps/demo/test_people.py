from collections import Counter

import pytest

from tidings.apps.demo.people import PEOPLE, REGION, CustomerFile, customers
from tidings.kernel.errors import Invalid
from tidings.kernel.phone import Phone, can_receive_sms, parse_many


@pytest.fixture(scope="module")
def file() -> CustomerFile:
    return customers()


def test_the_file_holds_ten_thousand_reachable_people_and_what_it_says_of_the_rest(file: CustomerFile) -> None:
    read = parse_many([written for _, _, written, _, _ in file.rows], REGION)
    times = Counter(phone.e164 for phone in read if isinstance(phone, Phone))
    refused = Counter(phone.code for phone in read if isinstance(phone, Invalid))
    assert len(times) == PEOPLE == len(file.numbers)
    assert set(times) == set(file.numbers)
    assert times.total() - len(times) == file.duplicates
    empty = file.unusable["no_address"]
    assert {**file.unusable, "no_address": 0, "not_a_number": file.unusable["not_a_number"] + empty} == {**refused, "no_address": 0}
    assert all(can_receive_sms(phone.kind) for phone in read if isinstance(phone, Phone))


def test_the_file_is_the_same_each_time_and_another_with_another_seed(file: CustomerFile) -> None:
    assert customers().content() == file.content()
    assert customers(seed=1).content() != file.content()


def test_who_stands_twice_is_written_in_different_rows(file: CustomerFile) -> None:
    assert len(file.rows) == PEOPLE + file.duplicates + sum(file.unusable.values())
    assert file.content().startswith("\ufeffPrénom;Nom;Téléphone mobile;Ville;Niveau client\r\n".encode())
