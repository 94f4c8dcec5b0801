"""Workings of what the Series D is due, and of what it may do.

lots            the shares of each holder by what is accrued on them, the oldest first
accruals        what accrues, what of it is paid, what is owed on shares converted since
preference      Stated Value and accruals
conversions     entitlements and cut-backs (4A, 4D, A45); votes (5)
dividends       what a dividend gives (2, 3)
liquidation     who gets what, and when converting first is better (3)
consents        consents and thresholds (6, 9, 10)
deadlines       by when a certificate is due, and by when a notice is mailed (4C, 4L)
"""
