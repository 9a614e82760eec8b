"""Accounts: who is asking, and who may."""
