import type { ReactNode } from 'react'
import { buttonStyles } from './button'
import { joinClasses } from './join-classes'
import { WithoutScript } from './without-script'

interface DisclosureProps {
  title: string
  /** Where what it holds was refused. */
  isOpen?: boolean
  children: ReactNode
}

/** For browsers without JavaScript; others do not render it. */
export function Disclosure({ title, isOpen, children }: DisclosureProps) {
  return (
    <WithoutScript>
      <details open={isOpen} className="min-w-0">
        <summary className={joinClasses(buttonStyles(), 'whitespace-nowrap')}>{title}</summary>
        <div className="mt-3 flex flex-col gap-4 rounded-lg border p-4">{children}</div>
      </details>
    </WithoutScript>
  )
}
