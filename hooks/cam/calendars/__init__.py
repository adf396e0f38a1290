"""Meetings as iCalendar (RFC 5545, RFC 7986): what stands in a subscriber's calendar, where, and how sure that is.

`selection` says which calendars there are, `standing` on which day a meeting stands and in which state, `washington`
what time it is there, `description` and `event` say it in a language, `writing` puts the file together.
"""
