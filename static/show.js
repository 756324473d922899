// The map of episodes is a thousand links, of which Tab stops at one in each season; arrows lead from cell to cell.
document.addEventListener("focusin", (event) => {
  for (const cell of event.target.closest(".map .cells")?.children ?? []) cell.tabIndex = cell === event.target ? 0 : -1;
});

const middle = (cell) => {
  const {left, width, top} = cell.getBoundingClientRect();
  return {x: left + width / 2, y: top};
};

// The cell of the next row up or down, be it in this season or in the next one, that is nearest to where one is.
const beside = (cells, from, way) => {
  const at = middle(from);
  const rows = cells.map((cell) => ({cell, ...middle(cell)})).filter(({y}) => way * (y - at.y) > 1);
  const far = ({x, y}) => Math.abs(y - at.y) * 10_000 + Math.abs(x - at.x);
  return rows.reduce((best, one) => (best && far(best) <= far(one) ? best : one), null)?.cell;
};

document.addEventListener("keydown", (event) => {
  const from = event.target;
  if (!from.matches(".map .cell") || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const cells = [...from.closest(".map").querySelectorAll(".cell")];
  const at = cells.indexOf(from);
  const to = {
    ArrowLeft: () => cells[at - 1],
    ArrowRight: () => cells[at + 1],
    ArrowUp: () => beside(cells, from, -1),
    ArrowDown: () => beside(cells, from, 1),
    Home: () => from.parentElement.firstElementChild,
    End: () => from.parentElement.lastElementChild,
  }[event.key];
  if (!to) return;
  event.preventDefault(); // else the page scrolls
  to()?.focus();
});
