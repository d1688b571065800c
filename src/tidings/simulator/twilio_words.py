"""Twilio's error codes as they are answered and told in receipts.

Source: Twilio's error and warning dictionary, read May 2023 to 2026. Twilio asks nobody to rely on the texts.
"""

API_VERSION = "2010-04-01"

MESSAGES: dict[int, str] = {
    20003: "Authenticate",
    20004: "Method not allowed",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    20500: "Internal Server Error",
    20503: "Service is unavailable",
    21211: "Invalid 'To' Phone Number: {value}",
    21212: "Invalid From Number (caller ID): {value}",
    21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {value}",
    21602: "Message body is required.",
    21603: "A 'From' phone number is required.",
    21604: "A 'To' phone number is required.",
    21606: "The 'From' phone number provided ({value}) is not a valid message-capable Twilio phone number for this destination.",
    21608: "The number {value} is unverified. Trial accounts cannot send messages to unverified numbers.",
    21609: "The StatusCallback URL {value} is not a valid URL.",
    21610: "Attempt to send to unsubscribed recipient",
    21611: "This 'From' number has exceeded the maximum number of queued messages",
    21612: "Message cannot be sent with the current combination of 'To' ({value}) and/or 'From' parameters",
    21614: "'To' number is not a valid mobile number: {value}",
    21617: "The concatenated message body exceeds the 1600 character limit",
    21623: "The number of media files exceeds the limit of 10",
    21624: "The ValidityPeriod {value} is invalid",
    21635: "'To' number cannot be a landline: {value}",
    21655: "The ContentSid {value} is invalid",
    21656: "The ContentVariables Parameter is invalid",
    21703: "The Messaging Service {value} does not exist or has no senders",
    21910: "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel",
    30001: "Queue overflow",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    63003: "Channel could not find To address",
    63007: "Twilio could not find a Channel with the specified From address",
    63016: "Failed to send freeform message because you are outside the allowed window. If you are using WhatsApp, please use a Message Template.",
    63018: "Rate limit exceeded for Channel",
    63024: "Invalid message recipient",
    63028: "Number of parameters provided does not match the expected number of parameters",
    63040: "Template rejected",
    63041: "Template paused",
    63042: "Template disabled",
    63049: "Meta chose not to deliver this WhatsApp marketing message",
}

# Answers whose HTTP status is not 400.
STATUSES: dict[int, int] = {20003: 401, 20004: 405, 20404: 404, 20429: 429, 20500: 500, 20503: 503}
