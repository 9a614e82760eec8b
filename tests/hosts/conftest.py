"""Two hosts for all tests of a file: they take seconds to start."""

import os
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.databases import drop_database, make_database
from tests.hosts.cluster import Cluster, cluster, find_nginx


@pytest.fixture(scope="module")
def hosts(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return two running hosts behind nginx."""
    nginx = find_nginx()
    if nginx is None and os.environ.get("CI") == "true":
        pytest.fail("No nginx found, and CI needs it.")
    if nginx is None:
        pytest.skip("No nginx found on PATH.")
    address = make_database(at=postgres_server)
    with cluster(tmp_path_factory.mktemp("hosts"), address, nginx) as running:
        yield running
    drop_database(address)


@pytest.fixture
def app(hosts: Cluster) -> Iterator[Flask]:
    """Return an app on the database of the hosts whose pages they answer in turn."""
    with hosts.app() as app:
        yield app
