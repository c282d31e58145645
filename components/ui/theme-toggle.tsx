'use client'

import { useSyncExternalStore } from 'react'
import { readTheme, themes, type Theme } from '@/components/theme'
import { Select } from './select'

const words: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' }

export function ThemeToggle() {
  const theme = useTheme()
  return (
    <label className="needs-script flex flex-col gap-1.5">
      <span className="font-medium">Theme</span>
      <Select
        value={theme}
        onChange={(event) => chooseTheme(event.currentTarget.value)}
        options={themes.map((value) => ({ value, label: words[value] }))}
      />
    </label>
  )
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme, () => 'system')
}

export function chooseTheme(value: string) {
  const theme = readTheme({ get: () => ({ value }) })
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`
  document.documentElement.dataset['theme'] = theme
  window.dispatchEvent(new Event('themechange'))
}

function currentTheme(): Theme {
  return readTheme({ get: () => ({ value: document.documentElement.dataset['theme'] ?? '' }) })
}

function subscribe(listener: () => void) {
  window.addEventListener('themechange', listener)
  return () => window.removeEventListener('themechange', listener)
}
