// Draw the network that the page carries as data. Positions come with it, so nothing moves by itself.
"use strict";
{
  const box = document.getElementById("network");
  const picture = JSON.parse(document.getElementById("picture").textContent);
  const pages = new Map(picture.nodes.map((node) => [node.id, node.page]));
  const network = new vis.Network(
    box,
    { nodes: new vis.DataSet(picture.nodes), edges: new vis.DataSet(picture.edges) },
    {
      physics: false,
      nodes: { font: { size: 19, color: "#1d2a33", strokeWidth: 3, strokeColor: "#ffffff" } },
      edges: { color: { color: "#7d8a93", highlight: "#0f5e6e" }, smooth: false },
      interaction: { hover: true, tooltipDelay: 150 },
    },
  );
  network.on("doubleClick", (event) => {
    if (event.nodes.length === 1) window.location.assign(pages.get(event.nodes[0]));
  });
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => network.moveTo({ scale: network.getScale() * Number(button.dataset.zoom) }));
  }
  document.querySelector("[data-fit]").addEventListener("click", () => network.fit());
  network.once("afterDrawing", () => { network.fit(); box.dataset.drawn = "true"; });
}
