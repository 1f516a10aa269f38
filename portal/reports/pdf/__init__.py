"""Forms on paper: PDF/A-2 written page by page to the disk, whatever the number of people.

    huruf.py    the faces that are embedded (Arimo, as wide as the workbooks' Arial)
    warna.py    the colour profile that PDF/A asks for
    tulis.py    the file: objects, pages, metadata, tags
    lembar.py   a form recorded as cells (reports/kanvas.py)
    tata.py     cells laid out on pages

The well-kept libraries hold a whole document in memory until it is closed; two thousand people are six thousand pages.
So only the faces come from one (fontTools) and the marks of the QR code from another (segno). Lengths are whole
thousandths of a point: no binary fraction can arise.
"""
