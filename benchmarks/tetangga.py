def putaran(server, banyak, mulai):
    return []


def kotak(server, banyak):
    return []


def pola(server, kali):
    return []
