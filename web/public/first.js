// Before the first paint: light or dark, as chosen here or as the system says; and what is needed soon is fetched beside the entry.
(() => {
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // a browser that keeps nothing: as the system says
    }
  };
  const chosen = kept("mantine-color-scheme-value");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.mantineColorScheme = dark ? "dark" : "light";

  const files = document.currentScript.dataset;
  const language = [kept("tidings.language"), ...navigator.languages].map((each) => (each ?? "").slice(0, 2)).find((each) => each === "en" || each === "fr");
  const soon = [files[language ?? "en"], location.pathname.startsWith("/app/o/") ? files.inside : ""].join(" ").split(" ");
  for (const href of soon.filter(Boolean)) document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
})();
