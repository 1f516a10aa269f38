def putaran(server, banyak, mulai):
    return []
