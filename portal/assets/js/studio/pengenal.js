// Identifiers: what exists keeps its id for ever, for running cases and the next version's comparison depend on it.
// A new element is langkah_1, cabang_2 …; its first name gives it a readable id (setujui_kepala_bidang), once. That id
// is then as fixed as all others: an element that came with the draft is never renamed, whatever its id looks like.
import CommandInterceptor from "diagram-js/lib/command/CommandInterceptor";
import RuleProvider from "diagram-js/lib/features/rules/RuleProvider";
import BpmnFactory from "bpmn-js/lib/features/modeling/BpmnFactory";
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";

const AWALAN = [
  ["langkah", ["bpmn:UserTask", "bpmn:ManualTask"]],
  ["cabang", ["bpmn:Gateway"]],
  ["kejadian", ["bpmn:Event"]],
  ["bagian", ["bpmn:SubProcess"]],
  ["pekerjaan", ["bpmn:Activity"]],
  ["alur", ["bpmn:SequenceFlow"]],
  ["lajur", ["bpmn:Lane"]],
  ["himpunan_lajur", ["bpmn:LaneSet"]],
  ["catatan", ["bpmn:TextAnnotation"]],
  ["data", ["bpmn:DataObject"]],
  ["objek_data", ["bpmn:DataObjectReference"]],
  ["panah_data", ["bpmn:DataAssociation"]],
  ["sifat", ["bpmn:Property"]],
  ["kolam", ["bpmn:Participant"]],
  ["kolaborasi", ["bpmn:Collaboration"]],
  ["aliran_pesan", ["bpmn:MessageFlow"]],
  ["kait", ["bpmn:Association"]],
  ["pesan", ["bpmn:Message"]],
  ["sinyal", ["bpmn:Signal"]],
  ["galat", ["bpmn:Error"]],
  ["eskalasi", ["bpmn:Escalation"]],
];
const OTOMATIS = /^(langkah|cabang|kejadian|bagian|pekerjaan|lajur)_\d+$/;
const DATA_OTOMATIS = /^data_\d+$/;
const MAKS = 48;

class Pabrik extends BpmnFactory {
  _ensureId(element) {
    if (element.id || !this._needsId(element) || element.$type.startsWith("bpmndi:")) return super._ensureId(element);
    const awalan = AWALAN.find(([, jenis]) => isAny(element, jenis))?.[0] ?? element.$type.replace(/^.*:/, "").toLowerCase();
    element.id = bebas(this._model.ids, awalan, 1);
    this._model.ids.claim(element.id, element);
  }
}

// No id is given out twice, not even one whose element is called otherwise by now: its picture and label still bear it.
const pernah = new WeakMap();

function bebas(ids, awalan, n) {
  if (!pernah.has(ids)) pernah.set(ids, new Set());
  const sudah = pernah.get(ids);
  let id;
  do id = `${awalan}_${n++}`;
  while (sudah.has(id) || ids.assigned(id) || ids.assigned(`${id}_di`));
  sudah.add(id);
  return id;
}

// "Setujui Kepala Bidang!" -> setujui_kepala_bidang
export function dariNama(nama) {
  const kata = nama.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^[_\d]+/, "");
  return kata.slice(0, MAKS).replace(/_+$/, "");
}

class Pengenal extends CommandInterceptor {
  constructor(eventBus, modeling, moddle, elementRegistry, studio) {
    super(eventBus);
    Object.assign(this, { _ids: moddle.ids, _studio: studio, _lama: new Set() });
    eventBus.on("import.done", () => elementRegistry.forEach((satu) => (this._lama.add(satu.id), this._lama.add(satu.businessObject?.dataObjectRef?.id))));
    this.postExecuted(["element.updateLabel", "element.updateProperties"], ({ context: { element } }) => {
      const id = this._baru(element.labelTarget ?? element);
      // The picture's own id goes along, or the next new element would get one that is there.
      if (id) modeling.updateProperties(element.labelTarget ?? element, { id, di: { id: `${id}_di` } });
      this._namaData(element.labelTarget ?? element, modeling);
    });
  }

  // Whether the id would still follow the name.
  sementara(element) {
    return OTOMATIS.test(element.id) && !this._lama.has(element.id);
  }

  // What steps know a data object by is the id of the object behind the shape: it follows the first name as well.
  _namaData(element, modeling) {
    const objek = element.businessObject.dataObjectRef;
    const kata = objek && DATA_OTOMATIS.test(objek.id) && !this._lama.has(objek.id) && dariNama(element.businessObject.name ?? "");
    if (!kata) return;
    const id = this._ids.assigned(kata) || this._lama.has(kata) ? bebas(this._ids, kata, 2) : kata;
    this._ids.claim(id, objek);
    modeling.updateModdleProperties(element, objek, { id });
  }

  _baru(element) {
    const bo = element.businessObject;
    if (!bo?.name || !this.sementara(element)) return null;
    const kata = dariNama(bo.name);
    if (!kata) return null;
    // A step's form is found by its id: one that happens to be called like a step of the catalogue must not become it.
    const dipakai = this._studio.katalog.langkah.some((satu) => satu.kunci === kata);
    const dasar = is(bo, "bpmn:Lane") ? `lajur_${kata}` : dipakai ? `langkah_${kata}` : kata;
    return this._ids.assigned(dasar) || this._lama.has(dasar) ? bebas(this._ids, dasar, 2) : dasar;
  }
}
Pengenal.$inject = ["eventBus", "modeling", "moddle", "elementRegistry", "config.studio"];

// The pool that carries the process and its key is not removed, there is one of it, and no pool is copied.
class Penjaga extends RuleProvider {
  constructor(eventBus, canvas) {
    super(eventBus);
    this._canvas = canvas;
  }

  init() {
    const akar = (satu) => isAny(satu, ["bpmn:Collaboration", "bpmn:Process"]);
    const kolam = (satu) => akar(satu) || is(satu, "bpmn:Participant");
    const utama = (satu) => akar(satu) || (is(satu, "bpmn:Participant") && Boolean(satu.businessObject.processRef));
    const kedua = (satu) => utama(satu) && is(this._canvas.getRootElement(), "bpmn:Collaboration");
    this.addRule("elements.delete", 2000, ({ elements }) => (elements.some(utama) ? elements.filter((satu) => !utama(satu)) : undefined));
    this.addRule("element.copy", 2000, ({ element }) => (kolam(element) ? false : undefined));
    this.addRule("shape.create", 2000, ({ shape }) => (kedua(shape) ? false : undefined));
  }
}
Penjaga.$inject = ["eventBus", "canvas"];

export default {
  __init__: ["pengenal", "penjaga"],
  bpmnFactory: ["type", Pabrik],
  pengenal: ["type", Pengenal],
  penjaga: ["type", Penjaga],
};
