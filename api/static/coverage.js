// In the matrix one can choose an empty cell to see why it is empty, and go from cell to cell with the arrow keys. The
// number at the end of each row does the same without this, and no cell is one more stop for who goes by Tab.
"use strict";
{
  const table = document.getElementById("matrix");
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  const findTarget = (cell) => cell.querySelector("a") ?? cell;
  const isEmpty = (cell) => cell?.matches("tbody td:empty:not(.total)");

  function ask(cell) {
    const link = cell.parentElement.querySelector(".empty");
    const before = [...cell.parentElement.cells].slice(0, cell.cellIndex + 1).filter((it) => it.matches(":empty:not(.total)"));
    if (link) location.assign(link.href.replace(/#.*$/, `#why-${before.length}`));
  }

  function go(cell, [down, right]) {
    const row = table.rows[cell.parentElement.rowIndex + down];
    const next = row?.cells[cell.cellIndex + right];
    if (!next) return;
    const target = findTarget(next);
    if (target === next) next.tabIndex = -1; // can have the focus, and is no stop for Tab
    target.focus();
  }

  if (table) {
    table.parentElement.classList.add("can-ask");
    table.addEventListener("click", (event) => {
      const cell = event.target.closest("td");
      if (isEmpty(cell)) ask(cell);
    });
    table.addEventListener("keydown", (event) => {
      const cell = event.target.closest("td, th");
      if (!cell || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (STEPS[event.key]) {
        event.preventDefault();
        go(cell, STEPS[event.key]);
      } else if (event.key === "Enter" && isEmpty(cell)) ask(cell);
    });
  }
}
