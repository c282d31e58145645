'use client'

import { Search } from 'lucide-react'
import { buttonStyles } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { useHydrated } from '@/components/ui/use-hydrated'
import { setPaletteOpen } from './palette-state'

const label = 'Search or jump to…'

/** Needs JavaScript; without it, everything in the palette is reached by links. */
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

/** Drawn, as its text would be no part of the button’s name; `aria-keyshortcuts` says it. */
function Shortcut({ keys }: { keys: string }) {
  return <span aria-hidden data-keys={keys} className="shrink-0 text-xs before:content-[attr(data-keys)]" />
}
