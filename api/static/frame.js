// What every page has round its own part, made easier: the menu that closes, what scrolls, and that we are busy.
// Nothing here is needed: without it the menu closes by its own button, and browsers scroll by themselves.

// A region is a stop of the Tab key only where it scrolls.
const watchScrolling = () => {
  const tell = (region) => {
    const scrolls = region.scrollWidth > region.clientWidth + 1 || region.scrollHeight > region.clientHeight + 1;
    if (scrolls) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  };
  const observer = new ResizeObserver((entries) => entries.forEach((it) => tell(it.target.closest(".scroll, .matrix-scroll"))));
  for (const region of document.querySelectorAll(".scroll, .matrix-scroll")) {
    tell(region);
    observer.observe(region);
    if (region.firstElementChild) observer.observe(region.firstElementChild);
  }
};

// What hangs over the page closes by Escape, and where one goes on elsewhere.
const closeMenus = () => {
  for (const menu of document.querySelectorAll(".menu, .menu-more")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
    });
  }
  const more = document.querySelector(".menu-more");
  const leave = (event) => { if (more.open && event.target instanceof Node && !more.contains(event.target)) more.open = false; };
  if (more) for (const kind of ["click", "focusin"]) document.addEventListener(kind, leave);
};

// Where an answer takes longer than a moment, it is said that it is being made.
const PATIENCE = 400;
const tellBusy = () => {
  const status = document.getElementById("busy");
  let waiting = 0;
  const stop = () => { clearTimeout(waiting); status.textContent = ""; };
  const start = () => { stop(); waiting = setTimeout(() => { status.textContent = status.dataset.text; }, PATIENCE); };
  document.addEventListener("submit", (event) => { if (!event.defaultPrevented) start(); });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("main a[href]") : null;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
    if (!link || !plain || link.target || link.download || link.search.includes("format=")) return;
    if (link.origin === location.origin && (link.pathname !== location.pathname || link.search !== location.search)) start();
  });
  for (const kind of ["pagehide", "pageshow"]) window.addEventListener(kind, stop);
};

watchScrolling();
closeMenus();
tellBusy();
