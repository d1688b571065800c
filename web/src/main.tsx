import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/ActionIcon.css";
import "@mantine/core/styles/CloseButton.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/PasswordInput.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/FloatingIndicator.css";
import "@mantine/core/styles/SegmentedControl.css";
import "@mantine/core/styles/Skeleton.css";
import "@mantine/core/styles/VisuallyHidden.css";
import "@fontsource-variable/bricolage-grotesque/index.css";
import "./styles.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import i18next from "i18next";
import { startTransition, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { onForbidden, onSignedOut } from "./api/client";
import { sessionQuery } from "./api/session";
import { languageHere, startSpeaking } from "./i18n";
import { queries } from "./queries";
import { learnRoles } from "./roles";
import { router } from "./router";
import { colours, theme } from "./theme";
import { drawWhole } from "./ui/steps";
import { tell } from "./ui/toasts";
import { Toasts } from "./ui/Toasts";

const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";

onSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in") return;
  const { person } = queries.getQueryData(sessionQuery.queryKey) ?? {};
  queries.clear();
  if (person) tell(i18next.t("signIn.ended"), { tone: "bad" });
  void router.navigate({ to: "/sign-in", search: pathname.startsWith("/o/") ? { next: href } : {} });
});
router.subscribe("onBeforeNavigate", ({ fromLocation, pathChanged }) => fromLocation && pathChanged && drawWhole());
onForbidden(() => void learnRoles());
void queries.prefetchQuery(sessionQuery); // asked beside the words, and the page's own code with them
for (const route of router.getMatchedRoutes(router.latestLocation.pathname)[0]) void router.loadRouteChunk(route);
setTimeout(() => new Intl.NumberFormat(languageHere()).format(0)); // the first formatter is dear: made while the words are on their way
await startSpeaking();

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root");
const page = (
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={colours} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>
);
startTransition(() => createRoot(root).render(page)); // in short steps, so that a finger is answered between them
