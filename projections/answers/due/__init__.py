"""What is due: what the certificate asks to be done by a day, to whom, and whether it was.

calendar          every obligation as it stands on a day: certificates, notices, dividends, expired rights
calendar_ahead    the same of today and of every day to come, for the tables
calendar_facts    the facts that it is worked out from, gathered in one pass
adjustments_told  who is to be told of each adjustment, and since when each has been (4K)
business_days     which days count (4C)

The letters (`projections.documents.notices`) and the workings of deadlines ask here too.
"""
