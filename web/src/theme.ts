import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const tide: MantineColorsTuple = ["#e6f4f1", "#cfe6e2", "#a3cdc7", "#74b3ab", "#4d9d94", "#338f86", "#1f7d75", "#0d5c58", "#094a47", "#053835"];
const dark: MantineColorsTuple = ["#e8efec", "#c3d0cd", "#a3b5b4", "#71898a", "#3d5456", "#2f4547", "#1d2e31", "#152224", "#101b1c", "#0b1415"];
const HEADINGS = "'Bricolage Grotesque Variable', system-ui, sans-serif";

export const theme = createTheme({
  primaryColor: "tide",
  primaryShade: { light: 7, dark: 6 },
  colors: { tide, dark },
  defaultRadius: "md",
  radius: { md: "10px", lg: "18px" },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Open Sans', sans-serif",
  headings: { fontFamily: HEADINGS, fontWeight: "680" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { radius: "xl" },
      // Mantine writes its compact buttons in larger letters than its others
      vars: (_theme: unknown, { size }: { size?: string }) => ({ root: size?.startsWith("compact") ? { "--button-fz": "var(--mantine-font-size-sm)" } : {} }),
    },
    TextInput: { defaultProps: { size: "md" } },
    Textarea: { defaultProps: { size: "md" } },
    NativeSelect: { defaultProps: { size: "md" } },
    PasswordInput: { defaultProps: { size: "md" } },
  },
});

const FROM_OURS = { "--mantine-color-body": "var(--sheet)", "--mantine-color-text": "var(--ink)", "--mantine-color-dimmed": "var(--quiet)" };

/** Mantine's own colours, taken from those of styles.css so that both themes keep their contrast. */
export const colours: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...FROM_OURS, "--mantine-color-placeholder": "#667476", "--mantine-color-error": "#a6301a" },
  dark: { ...FROM_OURS, "--mantine-color-placeholder": "#8fa3a3", "--mantine-color-error": "#ff9c86" },
});
