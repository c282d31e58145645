const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

interface CookieJar {
  get(name: string): { value: string } | undefined
}

export function readTheme(cookies: CookieJar): Theme {
  const value = cookies.get('theme')?.value
  return themes.find((theme) => theme === value) ?? 'system'
}

const colors = { light: '#ffffff', dark: '#0d0f12' }

/** The browser’s toolbar uses the page’s background. */
export function themeColors(theme: Theme) {
  if (theme !== 'system') return colors[theme]
  return [
    { media: '(prefers-color-scheme: light)', color: colors.light },
    { media: '(prefers-color-scheme: dark)', color: colors.dark },
  ]
}
