"""newsdesk beside the best editorial systems that run here, on one database server, in one run."""
