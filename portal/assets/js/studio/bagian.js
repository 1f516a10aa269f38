// A part of the process drawn as a process of its own, and one that an event starts: the kind of its start, and what that
// start waits for, are read and written on the part itself.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { acuan } from "./acuan.js";
import { K } from "./kata.js";
import { centang, daftar, h } from "./medan.js";
import { syaratKejadian } from "./syarat.js";
import { kejadianWaktu } from "./waktu.js";

const PEMICU = [
  ["bpmn:MessageEventDefinition", K.pemicuPesan],
  ["bpmn:SignalEventDefinition", K.pemicuSinyal],
  ["bpmn:TimerEventDefinition", K.pemicuWaktu],
  ["bpmn:ConditionalEventDefinition", K.pemicuSyarat],
  ["bpmn:ErrorEventDefinition", K.pemicuGalat],
  ["bpmn:EscalationEventDefinition", K.pemicuEskalasi],
];

export const berpemicu = (element) => is(element, "bpmn:SubProcess") && Boolean(element.businessObject.triggeredByEvent);

// The start of an event sub-process, else undefined.
const mulaiDari = (element) => (berpemicu(element) ? element.children.find((satu) => is(satu, "bpmn:StartEvent")) : undefined);

export function bagian(studio, element) {
  if (is(element, "bpmn:StartEvent") && element.parent && berpemicu(element.parent)) return [menghentikan(studio, element)].filter(Boolean);
  if (!is(element, "bpmn:SubProcess")) return [];
  const mulai = mulaiDari(element);
  if (!berpemicu(element)) return [h("p", { class: "hint" }, K.bagianHint)];
  if (!mulai) return [h("p", { class: "jawaban galat" }, K.bagianTanpaMulai)];
  const kini = mulai.businessObject.eventDefinitions?.[0]?.$type ?? "";
  const pada = (eventDefinitionType) => {
    const isInterrupting = eventDefinitionType === "bpmn:ErrorEventDefinition" || mulai.businessObject.isInterrupting !== false;
    studio.modeler.get("bpmnReplace").replaceElement(mulai, { type: "bpmn:StartEvent", eventDefinitionType, isInterrupting }, { select: false });
    studio.susun();
  };
  const kelompok = [["", [...(kini ? [] : [["", K.pilih]]), ...PEMICU]]];
  const pilih = daftar(studio, { kunci: "pemicu", label: K.pemicu, hint: K.pemicuHint, nilai: kini, kelompok, pada });
  return [pilih, menghentikan(studio, mulai), ...acuan(studio, mulai), ...kejadianWaktu(studio, mulai), ...syaratKejadian(studio, mulai)].filter(Boolean);
}

// An error always interrupts.
function menghentikan(studio, mulai) {
  const bo = mulai.businessObject;
  if (bo.eventDefinitions?.some((satu) => is(satu, "bpmn:ErrorEventDefinition"))) return null;
  const pada = (isInterrupting) => studio.modeling.updateProperties(mulai, { isInterrupting });
  return centang(studio, { kunci: "menghentikan", label: K.menghentikanSekitar, nilai: bo.isInterrupting !== false, pada });
}
