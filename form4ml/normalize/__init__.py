"""Normalizers: one small function a kind of value; each gives a value, or says why there is none."""
