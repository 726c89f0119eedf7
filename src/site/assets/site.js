// Finds agencies by parts of their names. The list is large, so it is loaded when somebody first types.
(() => {
  const field = document.getElementById("search");
  const found = document.getElementById("found");
  const SHOWN = 50;
  let agencies = null;
  let asked = false;

  window.nianbao = (list) => {
    agencies = list;
    show();
  };

  function show() {
    if (!agencies) return;
    const words = field.value.trim().split(/\s+/).filter(Boolean);
    found.replaceChildren();
    if (words.length === 0) return;
    const fits = agencies.filter(([name, region]) => words.every((word) => (region + name).includes(word)));
    for (const [name, region, reports] of fits.slice(0, SHOWN)) {
      const line = document.createElement("li");
      line.append(name + (region ? "（" + region + "）" : "") + " ");
      for (const [year, page, findings] of reports) {
        const link = document.createElement("a");
        link.href = page;
        link.textContent = (year ?? "?") + (findings ? " !" + findings : "");
        line.append(link, " ");
      }
      found.append(line);
    }
    if (fits.length > SHOWN) {
      const more = document.createElement("li");
      more.textContent = "… " + (fits.length - SHOWN);
      found.append(more);
    }
  }

  field.addEventListener("input", () => {
    if (!asked) {
      asked = true;
      const script = document.createElement("script");
      script.src = "agencies.js";
      document.head.append(script);
    }
    show();
  });
})();
