"""Partners of the portal: each package translates one partner's protocol into our own frozen values.

A client returns everything that was asked for or raises `errors.Unavailable`; it knows no table and no screen.
"""
