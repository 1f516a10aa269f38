// The condition of a conditional event: asked whenever facts change.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { K } from "./kata.js";
import { ungkapan } from "./medan.js";

export function syaratKejadian(studio, element) {
  const kejadian = element.businessObject.eventDefinitions?.find((satu) => is(satu, "bpmn:ConditionalEventDefinition"));
  if (!kejadian) return [];
  const pada = (teks) => {
    const body = teks.trim();
    const condition = body ? studio.buat("bpmn:FormalExpression", { body }) : undefined;
    if (condition) condition.$parent = kejadian;
    studio.modeling.updateModdleProperties(element, kejadian, { condition });
  };
  return [ungkapan(studio, { kunci: "syarat-kejadian", label: K.syarat, hint: K.syaratKejadianHint, jenis: "kondisi", nilai: kejadian.condition?.body ?? "", pada })];
}
