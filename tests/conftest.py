"""What holds in every test: the corpus of whoever runs the tests is not looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regparse import corpus


@pytest.fixture(scope="session", autouse=True)
def _no_corpus_of_ones_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(corpus.VARIABLE, str(tmp_path_factory.mktemp("corpus")))
        yield
