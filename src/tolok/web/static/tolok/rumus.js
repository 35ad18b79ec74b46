// The editor's comforts; without this file the buttons of the page do the same. Nothing is stored here.
(function () {
  "use strict";
  var text = document.getElementById("i-rumus");
  var naskah = document.getElementById("naskah");
  var list = document.getElementById("saran");
  if (!text || !window.htmx) { return; }
  naskah.classList.add("hidup");
  var answered = text.value;

  text.addEventListener("input", function () {
    naskah.classList.toggle("mengetik", text.value !== answered);
    suggest(false);
  });
  document.body.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id !== "kode") { return; }
    answered = text.value;
    naskah.classList.remove("mengetik");
    // The value on current data is a second question, so that the text is answered at once.
    var nilai = document.getElementById("nilai");
    window.htmx.ajax("POST", nilai.dataset.alamat, {source: nilai, target: nilai, swap: "innerHTML", values: form()});
  });
  document.body.addEventListener("htmx:sendError", offline);
  document.body.addEventListener("htmx:responseError", offline);

  function offline() {
    document.getElementById("tersimpan").textContent =
      "Belum tersimpan. Sambungan terputus atau sesi berakhir; teks Anda masih di sini. Coba lagi.";
    naskah.classList.add("mengetik");
  }

  function form() {
    var values = {};
    new FormData(document.getElementById("editor")).forEach(function (value, name) { values[name] = value; });
    return values;
  }

  text.addEventListener("keydown", function (event) {
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); window.htmx.trigger(text, "periksa"); return; }
    if (event.ctrlKey && event.code === "Space") { event.preventDefault(); suggest(true); return; }
    if (list.hidden) { return; }
    if (event.key === "Escape") { event.preventDefault(); list.hidden = true; return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); return; }
    if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); take(list.querySelector("[aria-selected=true]")); }
  });
  text.addEventListener("blur", function () { window.setTimeout(function () { list.hidden = true; }, 150); });

  function words() {
    var found = [];
    document.querySelectorAll(".kata-rumus dl > div").forEach(function (row) {
      found.push([row.querySelector("dt").textContent, row.querySelector("dd").textContent]);
    });
    return found;
  }

  function typed() {
    var before = text.value.slice(0, text.selectionStart);
    return (/[\w]*$/.exec(before) || [""])[0].toLowerCase();
  }

  function suggest(asked) {
    if (!asked && list.hidden) { return; }
    var start = typed();
    var seen = {};
    var found = words().filter(function (word) {
      var fits = word[0].toLowerCase().indexOf(start) === 0 && !seen[word[0]];
      seen[word[0]] = true;
      return fits;
    }).slice(0, 40);
    list.replaceChildren();
    found.forEach(function (word, index) {
      var button = document.createElement("button");
      var meaning = document.createElement("span");
      button.type = "button";
      button.setAttribute("role", "option");
      button.setAttribute("aria-selected", index === 0 ? "true" : "false");
      button.dataset.kata = word[0];
      button.textContent = word[0];
      meaning.textContent = word[1];
      button.append(meaning);
      button.addEventListener("mousedown", function (event) { event.preventDefault(); take(button); });
      list.append(button);
    });
    list.hidden = found.length === 0;
  }

  function move(step) {
    var all = Array.from(list.children);
    var at = all.findIndex(function (one) { return one.getAttribute("aria-selected") === "true"; });
    var next = all[(at + step + all.length) % all.length];
    all[at].setAttribute("aria-selected", "false");
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({block: "nearest"});
  }

  function take(button) {
    if (!button) { return; }
    var end = text.selectionStart;
    var start = end - typed().length;
    text.setRangeText(button.dataset.kata, start, end, "end");
    list.hidden = true;
    text.focus();
    text.dispatchEvent(new Event("input", {bubbles: true}));
  }
})();
