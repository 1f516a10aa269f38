// Draws the BPMN diagram of a definition or an instance: with pan and zoom, the path taken and where it stands.
// Usage: <div class="diagram" data-bpmn="URL of the XML" data-lewat="id id" data-kini="id">the server's own list</div>
// Without JavaScript the element shows what the server put into it; it is replaced only when the drawing succeeded.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

async function draw(place) {
  const answer = await fetch(place.dataset.bpmn, { credentials: "same-origin", headers: { Accept: "application/xml" } });
  if (!answer.ok) throw new Error(`${answer.status} ${place.dataset.bpmn}`);
  const canvasPlace = document.createElement("div");
  canvasPlace.className = "diagram-kanvas";
  place.before(canvasPlace);
  const viewer = new NavigatedViewer({ container: canvasPlace });
  try {
    await viewer.importXML(await answer.text());
  } catch (error) {
    canvasPlace.remove();
    throw error;
  }
  const canvas = viewer.get("canvas");
  mark(viewer, canvas, place.dataset.lewat, "lewat");
  mark(viewer, canvas, place.dataset.kini, "kini");
  canvas.zoom("fit-viewport");
  place.hidden = true;
}

function mark(viewer, canvas, ids, marker) {
  const registry = viewer.get("elementRegistry");
  for (const id of (ids || "").split(" ")) {
    if (id && registry.get(id)) canvas.addMarker(id, marker);
  }
}

for (const place of document.querySelectorAll("[data-bpmn]")) {
  draw(place).catch((error) => console.error("Diagram tidak dapat digambar", error));
}
