/** Colours, type and spacing of the app, for Mantine. Label colours live in the editor. */
import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Modal,
  PasswordInput,
  Tooltip,
} from "@mantine/core";
import i18next from "i18next";
import "../i18n";

/** The accent: a deep sea green that leaves warm and bright hues to the labels. */
const sea: MantineColorsTuple = [
  "#e7f5f2",
  "#d0e9e4",
  "#a1d3c9",
  "#70bcad",
  "#48a694",
  "#2b9280",
  "#147d6c",
  "#0d6a5c",
  "#0a574c",
  "#06423a",
];

/** Neutral greys with a trace of warmth; Mantine draws light surfaces from `gray`. */
const gray: MantineColorsTuple = [
  "#f8f8f6",
  "#f1f1ee",
  "#e7e6e2",
  "#dbdad5",
  "#c6c5bf",
  "#9c9b95",
  "#73726d",
  "#565651",
  "#3a3a37",
  "#22221f",
];

/** Dark surfaces, from text (0) to the deepest ground (9). */
const dark: MantineColorsTuple = [
  "#d9d8d3",
  "#b5b4ae",
  "#94938d",
  "#6b6a65",
  "#454541",
  "#343431",
  "#282826",
  "#1e1e1c",
  "#171716",
  "#10100f",
];

export const theme = createTheme({
  primaryColor: "sea",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.2,
  colors: { sea, gray, dark },
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "JetBrains Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  // Four sizes: notes, everything, headings of parts, headings of pages.
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "18px", xl: "26px" },
  lineHeights: { xs: "16px", sm: "20px", md: "20px", lg: "24px", xl: "32px" },
  headings: {
    fontWeight: "620",
    sizes: {
      h1: { fontSize: "26px", lineHeight: "32px" },
      h2: { fontSize: "18px", lineHeight: "24px" },
      h3: { fontSize: "14px", lineHeight: "20px" },
    },
  },
  spacing: { xs: "4px", sm: "8px", md: "16px", lg: "24px", xl: "40px" },
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "20px" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Modal: Modal.extend({
      defaultProps: {
        transitionProps: { duration: 120, transition: "fade" },
        centered: true,
        closeButtonProps: { "aria-label": i18next.t("action.close") },
      },
    }),
    PasswordInput: PasswordInput.extend({
      defaultProps: { visibilityToggleButtonProps: { "aria-label": i18next.t("auth.look") } },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, transitionProps: { duration: 80 } },
    }),
  },
});

/** Surfaces by their role; both themes are drawn, neither is the other inverted. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--ly-ground": "#f4f4f1",
    "--ly-surface": "#ffffff",
    "--ly-raised": "#ffffff",
    "--ly-sunken": "#ecebe7",
    "--ly-line": "#e0dfda",
    "--ly-line-strong": "#c9c8c1",
    "--ly-text": "#22221f",
    "--ly-text-quiet": "#63625d",
    "--ly-accent": "#0d6a5c",
    "--ly-accent-wash": "#e3f1ee",
    "--ly-danger": "#b3261e",
    "--ly-warning": "#8a5a00",
    "--ly-shadow": "0 1px 2px rgb(34 34 31 / 5%), 0 4px 16px rgb(34 34 31 / 5%)",
    "--mantine-color-body": "#f4f4f1",
    "--mantine-color-text": "#22221f",
    "--mantine-color-dimmed": "#63625d",
    "--mantine-color-default-border": "#d6d5cf",
    "--mantine-color-placeholder": "#7a7973",
    "--mantine-color-error": "#b3261e",
    "--mantine-color-red-outline": "#b3261e",
    "--mantine-color-anchor": "#0d6a5c",
  },
  dark: {
    "--ly-ground": "#151514",
    "--ly-surface": "#1d1d1b",
    "--ly-raised": "#262624",
    "--ly-sunken": "#10100f",
    "--ly-line": "#2f2f2c",
    "--ly-line-strong": "#474743",
    "--ly-text": "#e6e5e0",
    "--ly-text-quiet": "#a3a29b",
    "--ly-accent": "#6cc7b6",
    "--ly-accent-wash": "#17322d",
    "--ly-danger": "#f2857d",
    "--ly-warning": "#e3b054",
    "--ly-shadow": "0 1px 2px rgb(0 0 0 / 30%), 0 6px 20px rgb(0 0 0 / 25%)",
    "--mantine-color-body": "#151514",
    "--mantine-color-text": "#e6e5e0",
    "--mantine-color-dimmed": "#a3a29b",
    "--mantine-color-default": "#232321",
    "--mantine-color-default-hover": "#2b2b28",
    "--mantine-color-default-border": "#3b3b37",
    "--mantine-color-placeholder": "#8b8a84",
    "--mantine-color-error": "#f2857d",
    "--mantine-color-red-outline": "#f2857d",
    "--mantine-color-anchor": "#6cc7b6",
  },
});
