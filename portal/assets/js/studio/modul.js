// The modeler of this studio: bpmn-js without the parts that would draw what the engine refuses, or that the page's
// content policy forbids (the align and distribute menus carry inline styles).
import Modeler from "bpmn-js/lib/Modeler";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import Outline from "bpmn-js/lib/features/outline";
import AlignElements from "bpmn-js/lib/features/align-elements";
import DistributeElements from "bpmn-js/lib/features/distribute-elements";
import LabelLink from "bpmn-js/lib/features/label-link";
import { inggris } from "./kata.js";
import { penerjemah } from "./kamus.js";
import spiffworkflow, { longgarkan } from "./moddle.js";
import palet from "./palet.js";
import pengenal from "./pengenal.js";
import sisip from "./sisip.js";
import tambah from "./tambah.js";

const TANPA = [AlignElements, DistributeElements, LabelLink];
const WARNA = { defaultFillColor: "var(--paper)", defaultStrokeColor: "var(--bpmn-garis)", defaultLabelColor: "var(--ink)" };

class Penyunting extends Modeler {
  _createModdle(pilihan) {
    return longgarkan(super._createModdle(pilihan));
  }
}
Penyunting.prototype._modules = Modeler.prototype._modules.filter((satu) => !TANPA.includes(satu));

class Pembaca extends NavigatedViewer {
  _createModdle(pilihan) {
    return longgarkan(super._createModdle(pilihan));
  }
}
Pembaca.prototype._modules = [...NavigatedViewer.prototype._modules, Outline];

// `baca`: only to look at; the same panel and outline, without hands.
export function buatModeler(container, { baca, katalog }) {
  const translate = { translate: ["value", penerjemah(inggris)] };
  const Jenis = baca ? Pembaca : Penyunting;
  return new Jenis({
    container,
    studio: { katalog },
    bpmnRenderer: WARNA,
    moddleExtensions: { spiffworkflow },
    additionalModules: baca ? [translate] : [translate, pengenal, sisip, tambah, palet],
  });
}
