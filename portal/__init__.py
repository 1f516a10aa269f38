"""PPK Online: the portal in which BPMN diagrams carry every SKP from draft to verified month.

The tour, from the outside in (docs/tour.md walks one task through it):

    run.py, config.py      start; every setting
    portal/app.py          create_app(): the only place that wires things together
    portal/views/          a URL: permission, form to plain values, ONE action or ONE query, render
    portal/steps.py        the map: BPMN step name -> form -> action
    portal/actions/        a change: one function = one transaction = at least one audit event
    portal/queries/        a screen's data: starts from scope(actor), frozen rows out
    workflows/             the engine behind one door (SpiffWorkflow inside)
    portal/rules/          the regulations: pure, exact, dated
    portal/hitung/         the same without the portal: JSON lines in and out (docs/nilai.md)
    portal/models/         tables, one file per legal object
    integrations/          e-absensi by SOAP and REST
    portal/queue.py        jobs written in the action's transaction; the worker does them after the commit
"""
