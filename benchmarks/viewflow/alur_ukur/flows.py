"""The measured loop, and the patterns that viewflow can draw, as its flows."""

from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Process


def _tidak_dipakai(request, **kwargs):
    raise RuntimeError("pages are not measured")


class Putaran(flow.Flow):
    """isi -> tinjau -> back."""

    process_class = Process
    lock_impl = lock.SelectForUpdateLock(nowait=False)
    mulai = flow.StartHandle().Next(this.isi)
    isi = flow.View(_tidak_dipakai).Next(this.tinjau)
    tinjau = flow.View(_tidak_dipakai).Next(this.putus)
    putus = flow.If(lambda activation: False).Then(this.selesai).Else(this.isi)
    selesai = flow.End()


class Seq(flow.Flow):
    """Two scripts."""

    process_class = Process
    mulai = flow.StartHandle().Next(this.a)
    a = flow.Function(lambda activation: None).Next(this.b)
    b = flow.Function(lambda activation: None).Next(this.selesai)
    selesai = flow.End()


class Exc(flow.Flow):
    """One of two scripts."""

    process_class = Process
    mulai = flow.StartHandle().Next(this.pilih)
    pilih = flow.Function(lambda activation: None).Next(this.gerbang)
    gerbang = flow.If(lambda activation: True).Then(this.a).Else(this.b)
    a = flow.Function(lambda activation: None).Next(this.selesai)
    b = flow.Function(lambda activation: None).Next(this.selesai)
    selesai = flow.End()


class Par(flow.Flow):
    """Two scripts at once; viewflow wants the branches joined."""

    process_class = Process
    mulai = flow.StartHandle().Next(this.belah)
    belah = flow.Split().Next(this.a).Next(this.b)
    a = flow.Function(lambda activation: None).Next(this.gabung)
    b = flow.Function(lambda activation: None).Next(this.gabung)
    gabung = flow.Join().Next(this.selesai)
    selesai = flow.End()


class Cyc(flow.Flow):
    """Ten rounds."""

    process_class = Process
    mulai = flow.StartHandle().Next(this.naik)
    naik = flow.Function(this.tambah).Next(this.gerbang)
    gerbang = flow.If(lambda activation: activation.process.data["i"] >= 10).Then(this.selesai).Else(this.naik)
    selesai = flow.End()

    def tambah(self, activation):
        """One more round, kept with the process."""
        activation.process.data = {"i": (activation.process.data or {}).get("i", 0) + 1}
        activation.process.save()
