"""Harbourline's look: printed pages, office templates, steady files."""
