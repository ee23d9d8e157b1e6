// What the pages' markup does when it is clicked, and Streamlit's own words in Chinese. No text of documents enters here.
// data: {words: [[pattern, Chinese], …]}; trigger: pressed {action, doc, item, at}.
const scrolled = new WeakSet();

// Follow a link without loading the app anew: to Streamlit it looks like the browser's forward button.
// (st.switch_page leaves a second entry in the history, so that the back button would need two presses.)
function open(event, anchor) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, "", anchor.href);
  dispatchEvent(new PopStateEvent("popstate"));
}

// navigator.clipboard exists on https and 127.0.0.1 only; the older way serves the rest.
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    area.style.cssText = "position:fixed;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

async function copy(button) {
  const done = await write(button.dataset.copy);
  const words = (button.dataset.words ??= button.textContent);
  button.textContent = done ? "已复制" : "请手工复制";
  const shown = button.closest("[data-holds-citation]")?.querySelector("[data-citation]");
  if (shown) {
    shown.textContent = button.dataset.copy;
    shown.hidden = false;
    if (!done) getSelection().selectAllChildren(shown);
  }
  setTimeout(() => { button.textContent = words; }, 2000);
}

// Mark a record in the text and in the list beside it; `from` is the side that was clicked and stays where it is.
function select(view, record, from) {
  for (const chosen of view.querySelectorAll(".chosen")) chosen.classList.remove("chosen");
  for (const part of view.querySelectorAll(`[data-record="${CSS.escape(record)}"]`)) part.classList.add("chosen");
  for (const side of view.querySelectorAll("[data-side]")) {
    const part = side.querySelector(`[data-record="${CSS.escape(record)}"]`);
    if (part && side !== from) side.scrollTop += part.getBoundingClientRect().top - side.getBoundingClientRect().top - 80;
  }
  const address = new URL(location.href);
  address.searchParams.delete("at");
  address.searchParams.set("record", record);
  history.replaceState(history.state, "", address);
}

function go(view, id) {
  const place = view.querySelector(`[id="${CSS.escape(id)}"]`);
  const side = place?.closest("[data-side]");
  if (side) side.scrollTop += place.getBoundingClientRect().top - side.getBoundingClientRect().top - 8;
}

function toggle(button) {
  const pressed = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(pressed));
  button.closest("[data-view]").classList.toggle(`hide-${button.dataset.toggle}`, !pressed);
}

// Tell Python; in a document the record of the button becomes the place to which the page returns.
function press(button, setTriggerValue) {
  const view = button.closest("[data-view]"), record = button.closest("[data-record]");
  if (view && record) select(view, record.dataset.record, button.closest("[data-side]"));
  const { action, doc, item } = button.dataset;
  setTriggerValue("pressed", { action, doc, item, at: Date.now() });
}

function clicked(event, setTriggerValue) {
  const on = (selector) => event.target.closest?.(selector);
  const anchor = on("a[data-open]"), button = on("button[data-copy]"), action = on("button[data-action]");
  if (anchor) return open(event, anchor);
  if (button) return copy(button);
  if (action) return press(action, setTriggerValue);
  if (on("[data-toggle]")) return toggle(on("[data-toggle]"));
  if (on("[data-go]")) return go(on("[data-view]"), on("[data-go]").dataset.go);
  const record = on("[data-record]");
  if (record && getSelection().isCollapsed) select(on("[data-view]"), record.dataset.record, on("[data-side]"));
}

// Scroll to what has just appeared: each side of a document to the place of its address, the page to a report.
function arrive() {
  for (const goal of document.querySelectorAll("[data-goal]")) {
    if (scrolled.has(goal) || !goal.clientHeight && !goal.getClientRects().length) continue;
    scrolled.add(goal);
    const side = goal.closest("[data-side]");
    if (!side) goal.scrollIntoView({ block: "nearest" });
    else side.scrollTop += goal.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 3;
  }
}

function translator(words) {
  const table = words.map(([pattern, chinese]) => [new RegExp(`^${pattern}$`), chinese]);
  const chinese = (text) => {
    const trimmed = text.trim();
    if (!/[A-Za-z]{2}/.test(trimmed) || trimmed.length > 200) return null;
    const row = table.find(([pattern]) => pattern.test(trimmed));
    return row ? trimmed.replace(row[0], row[1]) : null;
  };
  // What comes from documents and users stands in .stHtml, inputs and the names of uploaded files: never translated.
  const ours = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".stHtml, [data-testid$='FileName']");
  return (root) => {
    if (ours(root)) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === 3 && node.data.length > 1) {
        const said = ours(node) ? null : chinese(node.data);
        if (said !== null && said !== node.data) node.data = said;
      } else if (node.nodeType === 1) {
        for (const name of ["aria-label", "title", "placeholder"]) {
          const said = node.hasAttribute(name) && !ours(node) ? chinese(node.getAttribute(name)) : null;
          if (said !== null) node.setAttribute(name, said);
        }
      }
    }
  };
}

export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = "zh-CN";
  const translate = translator(data.words);
  const changed = (changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach((node) => translate(node));
      else translate(change.target);
    }
    arrive();
  };
  const observer = new MutationObserver(changed);
  const listener = (event) => { clicked(event, setTriggerValue); };
  observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true,
                                    attributeFilter: ["aria-label", "title", "placeholder"] });
  document.addEventListener("click", listener);
  translate(document.body);
  arrive();
  return () => { observer.disconnect(); document.removeEventListener("click", listener); };
}
