// Nothing but a home for the precompiled header that the tests share.
