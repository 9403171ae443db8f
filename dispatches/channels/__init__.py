"""How copy comes in: one small adapter a kind of channel; it hands bytes on, and knows no copy."""
