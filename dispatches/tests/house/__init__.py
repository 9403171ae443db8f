"""The house rules, as checks. Each takes what it looks at and returns its complaints, one a line;
beside each stands a test that shows it going red, since a check never seen to fail is not a check.
"""
