"""What the tests of networks share: a region of more plans than one page considers."""

from tests.api.networks.region import region_engine, region_scope

__all__ = ["region_engine", "region_scope"]
