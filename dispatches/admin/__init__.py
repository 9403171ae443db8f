"""Data correction: every noun can be looked at, some can be corrected, through the same actions.

keepers.py      which power sees, adds and corrects which noun: one table
site.py         the front door
base.py         what all pages have in common; forms.py, previews.py: what a request may say
nouns.py        all the pages: intake.py stories.py sources.py channels.py conventions.py rules.py
                tokens.py people.py history.py
trials.py       what a convention does to the latest day of copy, and what that day teaches
rule_form.py    a rule as it is typed; rule_trials.py: what it would decide of the latest stories
"""
