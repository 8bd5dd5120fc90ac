// The search field, with completion over names and aliases.

/** Looks nodes up by name; `accept` is called with the one that is picked and whether by the keyboard. */
function makeSearch(field, found, data, colours, accept) {
  const { graph, kinds, labels, kind } = data;
  let active = -1;
  let names = null; // folded when first asked for, which takes a moment where there are many
  const read = () => (names ??= labels.map((label, i) => [label, ...data.aliases(i)].map(folded)));

  function option({ node, name }, n) {
    const item = element("li", undefined, { role: "option", id: `found-${n}`, "aria-selected": "false" });
    item.append(dot(colours.of(kinds[kind[node]])), element("span", labels[node], { class: "name" }));
    if (name > 0) item.append(" ", element("span", `also ${data.aliases(node)[name - 1]}`, { class: "faint" }));
    item.append(" ", element("span", kinds[kind[node]].name, { class: "faint" }));
    item.dataset.node = node;
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(node, false);
    });
    return item;
  }

  function complete() {
    const list = matches(field.value, read(), graph.degree, 12);
    active = -1;
    found.replaceChildren(...list.map(option));
    show(list.length > 0);
    field.removeAttribute("aria-activedescendant");
  }

  function show(open) {
    found.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
  }

  function take(i, byKey) {
    show(false);
    field.value = labels[i];
    accept(i, byKey);
  }

  function mark(step) {
    const items = [...found.children];
    if (items.length === 0) return;
    active = (active + step + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === active)));
    items[active].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", items[active].id);
  }

  field.addEventListener("input", complete);
  field.addEventListener("focus", () => {
    field.select();
    complete();
  });
  field.addEventListener("blur", () => show(false));
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(1);
    else if (event.key === "ArrowUp") mark(-1);
    else if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && found.children.length > 0) take(Number(found.children[Math.max(active, 0)].dataset.node), true);
    else return;
    event.preventDefault();
  });
}
