'use client'

import { Search } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore, type ComponentType } from 'react'
import { buttonStyles } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { CommandPaletteProps } from './command-palette'

type PaletteHostProps = Omit<CommandPaletteProps, 'open' | 'onOpenChange'>

/** Loads the palette when it is first opened. */
export function PaletteHost(props: PaletteHostProps) {
  const open = usePaletteOpen()
  const [loaded, setLoaded] = useState<{ CommandPalette: ComponentType<CommandPaletteProps> }>()
  useEffect(() => {
    // If its code fails to load, links still lead to everything that is in it.
    if (open) import('./command-palette').then(setLoaded, () => setPaletteOpen(false))
  }, [open])
  useEffect(() => {
    window.addEventListener('keydown', openByKeys)
    return () => {
      window.removeEventListener('keydown', openByKeys)
      setPaletteOpen(false)
    }
  }, [])
  return loaded && <loaded.CommandPalette {...props} open={open} onOpenChange={setPaletteOpen} />
}

function openByKeys(event: KeyboardEvent) {
  const isShortcut = event.key.toLowerCase() === 'k' && event.ctrlKey !== event.metaKey
  if (!isShortcut || event.altKey || event.shiftKey || event.defaultPrevented) return
  event.preventDefault()
  setPaletteOpen(true)
}

const label = 'Search or jump to…'

/** Not shown without JavaScript: links lead to everything that is in the palette. */
export function PaletteButton({ compact = false }: { compact?: boolean }) {
  const isMac = useHydrated() && /mac|iphone|ipad/i.test(navigator.userAgent)
  const look = compact
    ? buttonStyles({ variant: 'ghost', size: 'icon' })
    : 'flex min-h-control w-full items-center gap-2 rounded-md border border-input bg-background px-2.5 text-muted-foreground transition-colors duration-hover ease-out hover:bg-hover [&_svg]:size-4 [&_svg]:shrink-0'
  return (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => setPaletteOpen(true)}
      className={classNames(look, 'needs-script')}
    >
      <Search aria-hidden strokeWidth={1.75} />
      {!compact && <span className="min-w-0 flex-1 truncate text-left text-sm">{label}</span>}
      {!compact && <Shortcut keys={isMac ? '⌘K' : 'Ctrl K'} />}
    </button>
  )
}

/** Rendered by CSS, since text would be part of the button’s content; `aria-keyshortcuts` says it. */
function Shortcut({ keys }: { keys: string }) {
  return <span aria-hidden data-keys={keys} className="shrink-0 text-xs before:content-[attr(data-keys)]" />
}

let isOpen = false
const listeners = new Set<() => void>()

function setPaletteOpen(open: boolean): void {
  isOpen = open
  for (const listener of listeners) listener()
}

function usePaletteOpen(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isOpen,
    () => false,
  )
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
