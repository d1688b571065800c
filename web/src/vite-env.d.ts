/// <reference types="vite/client" />

declare module "@fontsource-variable/bricolage-grotesque/index.css";
