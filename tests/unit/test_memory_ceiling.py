"""The patience with a web server process that has too much memory of its own."""

from __future__ import annotations

from cms.running.memory_ceiling import MemoryCeiling, own_megabytes

STATUS = "Name:\tpython\nVmRSS:\t  614400 kB\nRssAnon:\t  307200 kB\nRssFile:\t  307200 kB\n"


def looks(*used: float) -> list[bool]:
    """At 600 megabytes for a minute, looked at every half a minute."""
    moments = iter(range(0, 3000, 30))
    ceiling = MemoryCeiling(600, 60, lambda: next(moments))
    return [ceiling.is_passed(each) for each in used]


def test_it_is_passed_after_the_whole_time():
    assert looks(601, 601, 601) == [False, False, True]


def test_what_comes_back_within_the_time_never_passes_it():
    assert not any(looks(900, 900, 100, 900, 900))


def test_just_at_the_ceiling_never_passes_it():
    assert not any(looks(600, 600, 600, 600))


def test_it_is_asked_for_again_only_after_the_whole_time():
    assert looks(700, 700, 700, 700, 700, 700) == [False, False, True, False, False, True]


def test_pages_of_files_are_not_its_own():
    assert own_megabytes(STATUS) == 300


def test_where_the_system_does_not_tell_there_is_no_ceiling():
    assert own_megabytes("Name:\tpython\n") is None
