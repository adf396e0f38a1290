"""Feeds: the model (`model`), what they tell (`telling`), their forms (`atom`, `json_feed`), safe HTML (`clean`)."""
