"""Urgent appeals, letters and court dates for solidarity campaigns, on Telegram and Matrix."""
