// Moddle descriptor of the spiffworkflow namespace: every extension that workflows/checks/shape.py lets through.
// What is not described here would survive a save as well (moddle keeps foreign elements), but could not be edited.
const teks = (name) => ({ name, type: "String", isAttr: true });
const isi = { name: "isi", type: "String", isBody: true };
const TEKS = [
  "CalledDecisionId", "PreScript", "PostScript", "InstructionsForEndUser", "VariableName", "PayloadExpression",
  "MessagePayload", "MessageVariable", "PropertyId", "Expression",
]; // prettier-ignore

// BPMN takes these two for references to data elements; for the engine they are names of facts. Read as BPMN has them they
// would be lost in a save, for no element is called so.
const NAMA_FAKTA = ["loopDataInputRef", "loopDataOutputRef"];

export function longgarkan(moddle) {
  const { properties } = moddle.registry.typeMap["bpmn:MultiInstanceLoopCharacteristics"];
  for (const satu of properties) {
    if (NAMA_FAKTA.includes(satu.name.replace(/^bpmn:/, ""))) Object.assign(satu, { type: "String", isReference: false });
  }
  return moddle;
}

export default {
  name: "SpiffWorkflow",
  uri: "http://spiffworkflow.org/bpmn/schema/1.0/core",
  prefix: "spiffworkflow",
  xml: { tagAlias: "lowerCase" },
  associations: [],
  types: [
    { name: "Properties", superClass: ["Element"], properties: [{ name: "properties", type: "Property", isMany: true }] },
    { name: "Property", superClass: ["Element"], properties: [teks("name"), teks("value")] },
    {
      // `id` names an operation of the catalogue: it may occur many times in a diagram, so it is no XML id.
      name: "ServiceTaskOperator",
      superClass: ["Element"],
      properties: [teks("id"), teks("resultVariable"), { name: "parameterList", type: "Parameters" }],
    },
    { name: "Parameters", superClass: ["Element"], properties: [{ name: "parameters", type: "Parameter", isMany: true }] },
    { name: "Parameter", superClass: ["Element"], properties: [teks("id"), teks("type"), teks("value")] },
    ...TEKS.map((name) => ({ name, superClass: ["Element"], properties: [isi] })),
    {
      name: "ProcessVariableCorrelation",
      superClass: ["Element"],
      properties: [{ name: "propertyId", type: "PropertyId" }, { name: "expression", type: "Expression" }],
    },
  ],
};
