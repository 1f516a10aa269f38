// What may be drawn: palette, context pad and replace menu offer only what publishing accepts (workflows/checks/shape.py).
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { K } from "./kata.js";

const WAKTU = { eventDefinitionType: "bpmn:TimerEventDefinition" };
const BENTUK = [
  ["langkah", "activity", "bpmn-icon-user-task", "bpmn:UserTask", K.userTask],
  ["pekerjaan", "activity", "bpmn-icon-service-task", "bpmn:ServiceTask", K.serviceTask],
  ["cabang", "gateway", "bpmn-icon-gateway-xor", "bpmn:ExclusiveGateway", K.exclusiveGateway],
  ["serempak", "gateway", "bpmn-icon-gateway-parallel", "bpmn:ParallelGateway", K.parallelGateway],
  ["awal", "event", "bpmn-icon-start-event-none", "bpmn:StartEvent", K.startEvent],
  ["waktu", "event", "bpmn-icon-intermediate-event-catch-timer", "bpmn:IntermediateCatchEvent", K.tambahPengingat, WAKTU],
  ["akhir", "event", "bpmn-icon-end-event-none", "bpmn:EndEvent", K.endEvent],
  ["panggil", "activity", "bpmn-icon-call-activity", "bpmn:CallActivity", K.callActivity],
  ["objek", "data", "bpmn-icon-data-object", "bpmn:DataObjectReference", K.dataObjectReference],
  ["catatan", "data", "bpmn-icon-text-annotation", "bpmn:TextAnnotation", K.textAnnotation],
];

class Palet {
  constructor(palette, create, elementFactory, spaceTool, lassoTool, handTool, globalConnect, translate, tambah) {
    const mulai = (alat) => (event) => alat(event);
    const alat = (kelas, judul, jalan) => ({ group: "tools", className: kelas, title: translate(judul), action: { click: mulai(jalan) } });
    this._isi = {
      "hand-tool": alat("bpmn-icon-hand-tool", "Activate hand tool", (e) => handTool.activateHand(e)),
      "lasso-tool": alat("bpmn-icon-lasso-tool", "Activate lasso tool", (e) => lassoTool.activateSelection(e)),
      "space-tool": alat("bpmn-icon-space-tool", "Activate create/remove space tool", (e) => spaceTool.activateSelection(e)),
      "global-connect-tool": alat("bpmn-icon-connection-multi", "Activate global connect tool", (e) => globalConnect.start(e)),
      "tool-separator": { group: "tools", separator: true },
    };
    for (const [kunci, group, className, type, title, lagi] of BENTUK) {
      const buat = (event) => create.start(event, elementFactory.createShape({ type, ...lagi }));
      this._isi[`buat-${kunci}`] = { group, className, title, action: { dragstart: buat, click: buat } };
    }
    const besar = (group, className, title, jalan) => ({ group, className, title, action: { dragstart: jalan, click: jalan } });
    this._isi["buat-bagian"] = besar("activity", "bpmn-icon-subprocess-expanded", K.subProcess, (e) => tambah.seret(e, false));
    this._isi["buat-berpemicu"] = besar("activity", "bpmn-icon-event-subprocess-expanded", K.bagianBerpemicu, (e) => tambah.seret(e, true));
    this._isi["buat-kolam"] = besar("data", "bpmn-icon-participant", K.kolam, (e) => create.start(e, tambah.kolam()));
    palette._needsCollapse = (tinggi, isi) => tinggi < Object.keys(isi).length * 34 + 40; // as css/studio.css draws them
    palette.registerProvider(this);
  }

  getPaletteEntries() {
    return this._isi;
  }
}
Palet.$inject = ["palette", "create", "elementFactory", "spaceTool", "lassoTool", "handTool", "globalConnect", "translate", "tambah"];

const TIDAK = [
  "lane-divide-two", "lane-divide-three", "append.intermediate-event", "append.condition-intermediate-event",
  "append.compensation-activity",
]; // prettier-ignore

// A task has one way out: what is appended to a step that already goes on is put between it and what follows.
class Bantalan {
  constructor(contextPad, sisip, elementFactory, create, directEditing, popupMenu) {
    Object.assign(this, { _sisip: sisip, _factory: elementFactory, _create: create, _tulis: directEditing, _menu: popupMenu });
    contextPad.registerProvider(500, this);
  }

  getContextPadEntries(element) {
    return (isi) => {
      for (const kunci of TIDAK) delete isi[kunci];
      if (isi["append.append-task"]) {
        isi["append.append-task"] = this._tambah(element, "bpmn-icon-user-task", "bpmn:UserTask", K.tambahLangkah);
        isi["append.gateway"] = this._tambah(element, "bpmn-icon-gateway-xor", "bpmn:ExclusiveGateway", K.tambahCabang);
        if (element.outgoing.length && !is(element, "bpmn:Gateway")) delete isi["append.end-event"];
      }
      if (isi.replace) isi.replace = { ...isi.replace, action: { click: (event) => bukaMenu(this._menu, element, event.target) } };
      return isi;
    };
  }

  _tambah(element, className, type, title) {
    const baru = () => this._factory.createShape({ type });
    const seret = (event) => this._create.start(event, baru(), { source: element });
    const sisip = () => void this._tulis.activate(this._sisip.sesudah(element, { type }));
    return { group: "model", className, title, action: { click: sisip, dragstart: seret } };
  }
}
Bantalan.$inject = ["contextPad", "sisip", "elementFactory", "create", "directEditing", "popupMenu"];

// The menu of kinds an element may become, beside what was pressed.
export function bukaMenu(popupMenu, element, tombol) {
  const { left: x, bottom: y } = tombol.getBoundingClientRect();
  popupMenu.open(element, "bpmn-replace", { x, y: y + 5 }, { title: K.ubahJenis, width: 300, search: true });
}

const BOLEH = new Set(
  `none-start message-start timer-start none-end message-end signal-end terminate-end message-intermediate-catch
   message-intermediate-throw signal-intermediate-catch signal-intermediate-throw timer-intermediate-catch message-boundary timer-boundary signal-boundary error-boundary non-interrupting-message-boundary
   non-interrupting-timer-boundary non-interrupting-signal-boundary error-end escalation-end escalation-intermediate-throw
   conditional-intermediate-catch escalation-boundary conditional-boundary non-interrupting-escalation-boundary
   non-interrupting-conditional-boundary exclusive-gateway parallel-gateway inclusive-gateway
   event-based-gateway user-task manual-task service-task script-task rule-task send-task receive-task call-activity
   sequence-flow default-flow`
    .split(/\s+/)
    .map((satu) => `replace-with-${satu}`),
);

// What may start an event sub-process.
const PEMICU = new Set(
  `message-start signal-start timer-start conditional-start error-start escalation-start non-interrupting-message-start
   non-interrupting-signal-start non-interrupting-timer-start non-interrupting-conditional-start non-interrupting-escalation-start`
    .split(/\s+/)
    .map((satu) => `replace-with-${satu}`),
);

class Menu {
  constructor(popupMenu) {
    popupMenu.registerProvider("bpmn-replace", 500, this);
  }

  getPopupMenuEntries(element) {
    const boleh = is(element, "bpmn:StartEvent") && element.parent?.businessObject?.triggeredByEvent ? PEMICU : BOLEH;
    const utuh = isAny(element, ["bpmn:Participant", "bpmn:Lane", "bpmn:SubProcess"]);
    // A start stays a start and an end an end: the other kinds would have flows where none may be.
    const lain = is(element, "bpmn:StartEvent") ? /-end$|intermediate/ : is(element, "bpmn:EndEvent") ? /start|intermediate/ : /-start$|-end$/;
    return (isi) =>
      Object.fromEntries(Object.entries(isi).filter(([kunci]) => !utuh && boleh.has(kunci) && !(is(element, "bpmn:Event") && lain.test(kunci))));
  }

  getPopupMenuHeaderEntries() {
    return (isi) => Object.fromEntries(Object.entries(isi).filter(([kunci]) => kunci === "toggle-non-interrupting"));
  }
}
Menu.$inject = ["popupMenu"];

export default {
  __init__: ["paletteProvider", "bantalan", "menuUbah"],
  paletteProvider: ["type", Palet],
  bantalan: ["type", Bantalan],
  menuUbah: ["type", Menu],
};
