"""Workers that answer queries, each in a process of its own: the pool, the zygote that forks them, the channel."""
