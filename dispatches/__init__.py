"""The house, in the order that copy walks through it.

    wire/        text alone: bytes become takes, takes become stories, stories are checked
    outputs/     a published story becomes bytes: Atom, JSON-LD
    workflow.py  which moves and powers there are
    models/      what is kept, and the questions the desk asks of it
    actions/     every change to a row, each one transaction that leaves an event
    forms/ filters.py requests/         what a request may say, and who may knock
    views/ admin.py feeds.py management/ templatetags/ urls.py apps.py

A room imports from the rooms below it in this chain, never upwards:
apps | urls -> admin | api | feeds | management | templatetags | views -> channels | delivery
-> filters | forms | requests -> actions -> models -> workflow | wire | outputs.
ARCHITECTURE.md says the rest; `make check` holds us to it.
"""
