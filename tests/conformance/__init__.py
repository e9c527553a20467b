"""Outside suites that judge the hub. Each test fails with the suite's own words."""
