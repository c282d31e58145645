/** `--primary` of the light theme in app/globals.css, for emails and icons. */
export const defaultPrimary = '#2f5bc2'
