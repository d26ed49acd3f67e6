"""The zone as a planner would draw it."""
