"""The one app of the Wagtail site: stories as an ordinary site has them."""
