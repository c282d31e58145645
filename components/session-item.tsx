import type { ReactNode } from 'react'
import { Badge } from './ui/badge'
import { ListItem } from './ui/list-item'

interface SessionItemProps {
  browser: string
  isCurrent?: boolean
  /** When and where it was used. */
  note: ReactNode
  /** The form that ends it. */
  children: ReactNode
}

export function SessionItem({ browser, isCurrent = false, note, children }: SessionItemProps) {
  return (
    <ListItem
      title={
        <>
          {browser} {isCurrent && <Badge tone="success">This device</Badge>}
        </>
      }
      note={note}
    >
      {children}
    </ListItem>
  )
}
