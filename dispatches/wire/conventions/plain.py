"""Copy from nobody in particular: what wires share, and nothing else."""

from .model import Convention

PLAIN = Convention(name="plain")
