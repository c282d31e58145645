'use client'

import { Monitor, Moon, Sun, type LucideIcon } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { readTheme, type Theme } from '@/components/theme'
import { Select } from './select'

export const themeChoices: { value: Theme; label: string; Icon: LucideIcon }[] = [
  { value: 'system', label: 'System', Icon: Monitor },
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'dark', label: 'Dark', Icon: Moon },
]

export function ThemeToggle() {
  const theme = useTheme()
  return (
    <label className="needs-script flex flex-col gap-1.5">
      <span className="font-medium">Theme</span>
      <Select
        value={theme}
        onChange={(event) => chooseTheme(event.currentTarget.value)}
        options={themeChoices}
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
