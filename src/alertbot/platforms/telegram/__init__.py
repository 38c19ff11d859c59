"""Telegram: python-telegram-bot's Bot and types over our own network side."""

from alertbot.platforms.telegram.talk import TelegramPlatform

__all__ = ["TelegramPlatform"]
