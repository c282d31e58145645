'use client'

import { useEffect, useState, type ComponentType } from 'react'
import type { CommandPaletteProps } from './command-palette'
import { setPaletteOpen, usePaletteOpen } from './palette-state'

type PaletteHostProps = Omit<CommandPaletteProps, 'open' | 'onOpenChange'>

/** Loads the palette when it is first opened. */
export function PaletteHost(props: PaletteHostProps) {
  const open = usePaletteOpen()
  const [loaded, setLoaded] = useState<{ CommandPalette: ComponentType<CommandPaletteProps> }>()
  useEffect(() => {
    // Without it, everything is reached by links.
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
