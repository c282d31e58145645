import type { ReactNode } from 'react'
import { Badge } from './ui/badge'

interface SessionItemProps {
  browser: string
  isCurrent?: boolean
  /** When and where it was used. */
  note: ReactNode
  /** The form that ends it. */
  children: ReactNode
}

/** In a list with `divide-y rounded-lg border`. */
export function SessionItem({ browser, isCurrent = false, note, children }: SessionItemProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {browser} {isCurrent && <Badge tone="success">This device</Badge>}
        </p>
        <p className="text-sm text-muted-foreground">{note}</p>
      </div>
      {children}
    </li>
  )
}
