"""Meta's error codes as they are answered and told in receipts.

Source: "Error codes" of the WhatsApp Business Platform, Cloud API, 2025-2026. HTTP statuses are recalled, and
Meta itself asks everybody to go by the code.
"""

TITLES: dict[int, str] = {
    1: "API Unknown",
    2: "API Service",
    4: "API Too Many Calls",
    100: "Invalid parameter",
    130429: "Rate limit hit",
    130472: "User's number is part of an experiment",
    131000: "Something went wrong",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131016: "Service unavailable",
    131026: "Message undeliverable",
    131047: "Re-engagement message",
    131048: "Spam rate limit hit",
    131049: "This message was not delivered to maintain healthy ecosystem engagement.",
    131050: "User has stopped receipt of marketing messages",
    131051: "Unsupported message type",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    131057: "Account in maintenance mode",
    131062: "Business-scoped User ID (BSUID) recipients are not supported for this message.",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132005: "Translated text too long",
    132012: "Parameter format does not match format in the created template",
    132015: "Template is paused",
    132016: "Template is disabled",
}

DETAILS: dict[int, str] = {
    130429: "Cloud API message throughput has been reached.",
    131026: "Unable to deliver message. Reasons can include the phone number not being a WhatsApp phone number.",
    131047: "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
    131048: "Message failed to send because there are restrictions on how many messages can be sent from this phone number.",
    131056: "Too many messages sent from this phone number to the same recipient in a short period of time.",
    132015: "The template is paused because of low quality and can't be sent.",
    132016: "The template is disabled for good because of low quality.",
}

# Answers whose HTTP status is not 400.
STATUSES: dict[int, int] = {
    1: 500,
    2: 503,
    131000: 500,
    131016: 500,
    132001: 404,
}
