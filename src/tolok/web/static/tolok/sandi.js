"use strict";
/* A button beside every password field that shows what was typed. Without this script the field works all the same. */
for (const isian of document.querySelectorAll("input[type=password]")) {
  const tombol = document.createElement("button");
  tombol.type = "button";
  tombol.className = "perlihatkan";
  tombol.setAttribute("aria-controls", isian.id);
  const tandai = () => {
    tombol.textContent = isian.type === "password" ? "Perlihatkan" : "Sembunyikan";
  };
  tombol.addEventListener("click", () => {
    isian.type = isian.type === "password" ? "text" : "password";
    tandai();
    isian.focus();
  });
  const bungkus = document.createElement("span");
  bungkus.className = "berisi-tombol";
  isian.before(bungkus);
  bungkus.append(isian, tombol);
  if (isian.autofocus) isian.focus();
  isian.form.addEventListener("submit", () => { isian.type = "password"; });
  tandai();
}
