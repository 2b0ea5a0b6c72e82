# Strategy: what its parts share.
nav-strategy = Strategy
strategy-tab-needs = Needs
strategy-tab-weights = Weights
strategy-tab-territory = Territory
strategy-tab-scenarios = Scenarios
strategy-tab-decisions = Decisions
strategy-refused-name = Give a name.
strategy-refused-reason = Say why.
strategy-refused-stale = Somebody saved meanwhile. Reload the page, then enter yours again.
