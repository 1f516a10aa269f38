// Changes of the drawing that one would otherwise need a steady hand for: a step between two others, a timer on a step,
// an element into another lane. Each is one command, so one press undoes it, and none draws over what is there.
import { getMid } from "diagram-js/lib/layout/LayoutUtil";
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";

const JARAK = 50;
const SELA = 20;

export class Sisip {
  constructor(commandStack, modeling, elementFactory, autoPlace, spaceTool, elementRegistry, canvas, selection) {
    Object.assign(this, { _modeling: modeling, _factory: elementFactory, _auto: autoPlace, _ruang: spaceTool, _daftar: elementRegistry, _canvas: canvas, _pilih: selection, _stack: commandStack });
    commandStack.register("studio.gabung", { preExecute: (context) => (context.hasil = context.jalan()), execute: () => [] });
  }

  // A new element after `element`: between it and what follows where there is one way on, else at its end. `isi`: fills it.
  sesudah(element, sifat, isi) {
    const alur = element.outgoing.filter((satu) => is(satu, "bpmn:SequenceFlow"));
    return this._jadi(() => {
      const shape = this._factory.createShape(sifat);
      this._lapang(this._sekitar(element), getMid(element).y, shape.height);
      const baru = is(element, "bpmn:Gateway") || alur.length !== 1 ? this._auto.append(element, shape) : this._antara(alur[0], shape);
      isi?.(baru);
      return baru;
    });
  }

  // Where something of this size has room in a lane, a sub-process, the pool or the process.
  tempatKosong(tempat, shape) {
    const dalam = is(tempat, "bpmn:Lane") || is(tempat, "bpmn:SubProcess") ? tempat : (this.lajur()[0] ?? this.kolam() ?? tempat);
    if (dalam.width === undefined) return { x: 300, y: this._bawah() + shape.height };
    const y = dalam.y + dalam.height / 2;
    this._lapang(dalam, y, shape.height);
    return this._kosong(dalam, shape, dalam.x + shape.width, y);
  }

  // What a shape drawn in `tempat` belongs to: a lane only shows who does it.
  wadah(tempat) {
    if (is(tempat, "bpmn:Lane")) return kolam(tempat);
    return is(tempat, "bpmn:SubProcess") ? tempat : (this.kolam() ?? this._canvas.getRootElement());
  }

  kolam() {
    return this._daftar.find((satu) => is(satu, "bpmn:Participant") && satu.businessObject.processRef);
  }

  lajurDi(tempat, letak) {
    return this._jadi(() => this._modeling.addLane(tempat, letak));
  }

  // A timer on a step that only reminds: what it starts is drawn by hand or with `sesudah`.
  pengingat(element) {
    return this._jadi(() => {
      const shape = this._factory.createShape({ type: "bpmn:BoundaryEvent", eventDefinitionType: "bpmn:TimerEventDefinition", cancelActivity: false });
      const terpakai = (element.attachers ?? []).map((satu) => getMid(satu).x);
      let x = element.x + SELA + 10;
      while (terpakai.some((lain) => Math.abs(lain - x) < shape.width) && x < element.x + element.width - shape.width) x += shape.width + 4;
      return this._modeling.createShape(shape, { x, y: element.y + element.height }, element, { attach: true });
    });
  }

  hubungkan(dari, ke, type = "bpmn:SequenceFlow") {
    this._stack.execute("studio.gabung", { jalan: () => this._modeling.connect(dari, ke, { type }) });
  }

  keLajur(element, lajur) {
    return this._jadi(() => {
      const tempat = this._kosong(lajur, element, getMid(element).x, lajur.y + lajur.height / 2);
      const delta = { x: tempat.x - getMid(element).x, y: tempat.y - getMid(element).y };
      this._modeling.moveElements([element], delta, kolam(lajur));
      return element;
    });
  }

  // A lane of this name below the one given (the lowest, if none is): what moves into it moves as little as can be.
  lajurBaru(nama, atas) {
    const bawah = atas ?? this.lajur().reduce((a, b) => (b.y > a.y ? b : a));
    let lajur;
    this._stack.execute("studio.gabung", {
      jalan: () => {
        lajur = this._modeling.addLane(bawah, "bottom");
        this._modeling.updateProperties(lajur, { name: nama });
      },
    });
    return lajur;
  }

  lajur() {
    return this._daftar.filter((satu) => is(satu, "bpmn:Lane"));
  }

  _jadi(jalan) {
    const context = { jalan };
    this._stack.execute("studio.gabung", context);
    this._pilih.select(context.hasil);
    return context.hasil;
  }

  _antara(alur, shape) {
    const { source, target } = alur;
    const baris = getMid(source).y;
    const x = source.x + source.width + JARAK + shape.width / 2;
    if (!this._muat(shape, x, baris, [source])) this._beriRuang(source, shape.width + 2 * JARAK);
    const baru = this._modeling.createShape(shape, { x, y: baris }, source.parent);
    this._modeling.reconnectEnd(alur, baru, { x: baru.x, y: baris });
    this._modeling.layoutConnection(alur, { connectionStart: getMid(source), connectionEnd: getMid(baru) });
    this._modeling.connect(baru, target, { type: "bpmn:SequenceFlow" });
    return baru;
  }

  // Everything to the right of the element moves, the lanes grow with it.
  _beriRuang(element, dx) {
    const mulai = element.x + element.width + 1;
    const { movingShapes, resizingShapes } = this._ruang.calculateAdjustments(this._semua(), "x", dx, mulai);
    this._ruang.makeSpace(movingShapes, resizingShapes, { x: dx, y: 0 }, "e", mulai);
  }

  // The lane or sub-process an element stands in.
  _sekitar(element) {
    if (is(element.parent, "bpmn:SubProcess")) return element.parent;
    return this.lajur().find((satu) => (satu.businessObject.flowNodeRef ?? []).includes((element.host ?? element).businessObject));
  }

  // Makes it high enough for a shape whose middle is at y; what lies below goes down, what lies above goes up.
  _lapang(wadah, y, tinggi) {
    if (!wadah || tinggi <= wadah.height - 2 * SELA) return;
    const bawah = y + tinggi / 2 + SELA - (wadah.y + wadah.height);
    if (bawah > 0) this._geser(wadah.y + wadah.height - 10, bawah, "s");
    const atas = wadah.y - (y - tinggi / 2 - SELA);
    if (atas > 0) this._geser(wadah.y + 10, -atas, "n");
  }

  _geser(mulai, dy, arah) {
    const { movingShapes, resizingShapes } = this._ruang.calculateAdjustments(this._semua(), "y", dy, mulai);
    this._ruang.makeSpace(movingShapes, resizingShapes, { x: 0, y: dy }, arah, mulai);
  }

  _bawah() {
    return Math.max(0, ...this._daftar.filter((satu) => is(satu, "bpmn:FlowNode")).map((satu) => satu.y + satu.height));
  }

  _semua() {
    return this._daftar.filter((satu) => satu !== this._canvas.getRootElement());
  }

  _muat(shape, x, y, kecuali = []) {
    const kotak = { x: x - shape.width / 2 - SELA, y: y - shape.height / 2 - SELA, r: x + shape.width / 2 + SELA, b: y + shape.height / 2 + SELA };
    return !this._daftar
      .filter((satu) => isAny(satu, ["bpmn:FlowNode", "bpmn:TextAnnotation"]) && !satu.labelTarget && satu !== shape && !kecuali.includes(satu))
      .some((satu) => satu.host !== shape && satu.x < kotak.r && satu.x + satu.width > kotak.x && satu.y < kotak.b && satu.y + satu.height > kotak.y);
  }

  // The free place of its middle (of a lane, pool or sub-process) that is nearest to x; where it is full, it is made longer.
  _kosong(lajur, shape, x, y) {
    const kiri = lajur.x + shape.width / 2 + SELA;
    const kanan = lajur.x + lajur.width - shape.width / 2 - SELA;
    for (let geser = 0; geser < lajur.width; geser += 10) {
      for (const calon of [x + geser, x - geser]) {
        if (calon >= kiri && calon <= kanan && this._muat(shape, calon, y)) return { x: calon, y };
      }
    }
    const tempat = kolam(lajur);
    const lebar = shape.width + 2 * JARAK;
    this._modeling.resizeShape(tempat, { x: tempat.x, y: tempat.y, width: tempat.width + lebar, height: tempat.height });
    return { x: lajur.x + lajur.width - lebar / 2, y };
  }
}
Sisip.$inject = ["commandStack", "modeling", "elementFactory", "autoPlace", "spaceTool", "elementRegistry", "canvas", "selection"];

function kolam(lajur) {
  let tempat = lajur;
  while (is(tempat, "bpmn:Lane")) tempat = tempat.parent;
  return tempat;
}

// The lane an element is in, by what the diagram says (flowNodeRef), which is what the engine reads: what stands in a
// sub-process is where that is.
export function lajurDari(modeler, element) {
  const bo = puncak(element).businessObject;
  return modeler.get("elementRegistry").find((satu) => is(satu, "bpmn:Lane") && (satu.businessObject.flowNodeRef ?? []).includes(bo));
}

// The outermost sub-process around an element, or itself.
export function puncak(element) {
  let satu = element;
  while (satu.parent && is(satu.parent, "bpmn:SubProcess")) satu = satu.parent;
  return satu;
}

export default { __init__: ["sisip"], sisip: ["type", Sisip] };
