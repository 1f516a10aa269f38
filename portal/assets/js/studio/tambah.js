// Larger things put into the drawing where there is room for them: parts of the process, data objects, pools of partners.
// Each is one command, so one press undoes it, by hand from the palette or by a button of the properties.
import { getMid } from "diagram-js/lib/layout/LayoutUtil";
import { is } from "bpmn-js/lib/util/ModelUtil";
import { K } from "./kata.js";

const ISI = [
  ["bpmn:StartEvent", 50],
  ["bpmn:UserTask", 175],
  ["bpmn:EndEvent", 300],
];
const PEMICU = "bpmn:MessageEventDefinition";
const LEBAR = 350;
const TINGGI = 200;
const RENGGANG = 60;

export class Tambah {
  constructor(commandStack, modeling, elementFactory, elementRegistry, canvas, selection, create, sisip) {
    Object.assign(this, { _stack: commandStack, _modeling: modeling, _factory: elementFactory, _daftar: elementRegistry, _canvas: canvas, _pilih: selection, _create: create, _sisip: sisip });
  }

  // A part of the process with a start, a step and an end in it; `pemicu`: one that an event starts.
  seret(event, pemicu) {
    const bagian = this._bagian(pemicu);
    const isi = ISI.map(([type, x]) => {
      const shape = this._factory.createShape({ type, ...this._pemicu(type, pemicu), parent: bagian });
      return Object.assign(shape, { x: x - shape.width / 2, y: TINGGI / 2 - shape.height / 2 });
    });
    const alur = isi.slice(1).map((target, n) => {
      const waypoints = [getMid(isi[n]), getMid(target)];
      return this._factory.createConnection({ type: "bpmn:SequenceFlow", source: isi[n], target, waypoints, parent: bagian });
    });
    this._create.start(event, [bagian, ...isi, ...alur], { hints: { autoSelect: [bagian] } });
  }

  // The same after an element, in its flow.
  bagianSesudah(element) {
    return this._sisip.sesudah(element, { type: "bpmn:SubProcess", isExpanded: true, width: LEBAR, height: TINGGI }, (shape) => this._isi(shape, false));
  }

  // The same beside the flow: in a lane, a sub-process or the process.
  berpemicu(tempat) {
    return this._jadi(() => {
      const bagian = this._bagian(true);
      const titik = this._sisip.tempatKosong(tempat, bagian);
      const shape = this._modeling.createShape(bagian, titik, this._sisip.wadah(tempat));
      this._isi(shape, true);
      return shape;
    });
  }

  objek(tempat) {
    return this._jadi(() => {
      const shape = this._factory.createShape({ type: "bpmn:DataObjectReference" });
      return this._modeling.createShape(shape, this._sisip.tempatKosong(tempat, shape), this._sisip.wadah(tempat));
    });
  }

  // The pool of somebody outside: a name and nothing in it. The first pool of a drawing without one holds the process.
  kolam() {
    const mitra = is(this._canvas.getRootElement(), "bpmn:Collaboration");
    const shape = this._factory.createParticipantShape({ isExpanded: !mitra });
    if (mitra) shape.businessObject.name = K.kolamMitra;
    return shape;
  }

  mitra() {
    return this._jadi(() => {
      const ada = this._daftar.filter((satu) => is(satu, "bpmn:Participant"));
      const shape = this.kolam();
      if (!ada.length) return this._modeling.createShape(shape, { x: 300, y: 200 }, this._canvas.getRootElement());
      const bawah = Math.max(...ada.map((satu) => satu.y + satu.height));
      shape.width = ada[0].width;
      return this._modeling.createShape(shape, { x: ada[0].x + ada[0].width / 2, y: bawah + RENGGANG + shape.height / 2 }, this._canvas.getRootElement());
    });
  }

  _bagian(pemicu) {
    return this._factory.createShape({ type: "bpmn:SubProcess", isExpanded: true, ...(pemicu && { triggeredByEvent: true }), x: 0, y: 0, width: LEBAR, height: TINGGI });
  }

  _pemicu(type, pemicu) {
    return pemicu && type === "bpmn:StartEvent" ? { eventDefinitionType: PEMICU, isInterrupting: true } : {};
  }

  _isi(bagian, pemicu) {
    const y = bagian.y + bagian.height / 2;
    const isi = ISI.map(([type, x]) => this._modeling.createShape(this._factory.createShape({ type, ...this._pemicu(type, pemicu) }), { x: bagian.x + x, y }, bagian));
    isi.slice(1).forEach((target, n) => this._modeling.connect(isi[n], target, { type: "bpmn:SequenceFlow" }));
  }

  _jadi(jalan) {
    const context = { jalan };
    this._stack.execute("studio.gabung", context);
    this._pilih.select(context.hasil);
    return context.hasil;
  }
}
Tambah.$inject = ["commandStack", "modeling", "elementFactory", "elementRegistry", "canvas", "selection", "create", "sisip"];

export default { __init__: ["tambah"], tambah: ["type", Tambah] };
