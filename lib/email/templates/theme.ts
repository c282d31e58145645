/** The portal's tokens as hex: email clients support neither oklch nor variables. */
export const color = {
  page: '#f6f7f9',
  card: '#ffffff',
  text: '#17191e',
  muted: '#5f646d',
  border: '#e3e5e9',
}

export const font = {
  sans: '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
  mono: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
}

/** Inline styles win over classes, hence `!important`. */
export const darkRules = `
  .page, .page td { background-color: #0f1115 !important; }
  .card, .card td { background-color: #16181d !important; border-color: #2d3037 !important; }
  .logo { padding: 4px !important; }
  .logo-light { display: none !important; }
  .logo-dark { display: block !important; max-height: none !important; }
  .text { color: #eceef2 !important; }
  .muted { color: #a6abb5 !important; }
  .line { border-color: #2d3037 !important; }
  .button { border-color: #6b707a !important; }
`

/** Clients that ignore this show the light version. */
export const darkStyles = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {${darkRules}}
`
