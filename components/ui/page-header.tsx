import type { ReactNode } from 'react'
import { joinClasses } from './join-classes'

interface PageHeaderProps {
  title: ReactNode
  text?: ReactNode
  action?: ReactNode
}

export function PageHeader({ title, text, action }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
      <div className={titleStyles(text)}>
        <h1 className="text-2xl">{title}</h1>
        {text && <p className="max-w-form text-muted-foreground">{text}</p>}
      </div>
      {action && <div className="flex flex-wrap gap-2">{action}</div>}
    </header>
  )
}

export interface SectionProps {
  /** For links that lead to it. */
  id?: string
  title: ReactNode
  text?: ReactNode
  action?: ReactNode
  children: ReactNode
}

export function Section({ id, title, text, action, children }: SectionProps) {
  return (
    <section id={id} className="mb-8 flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className={titleStyles(text)}>
          <h2 className="text-lg">{title}</h2>
          {text && <p className="max-w-form text-muted-foreground">{text}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}

/** The text wraps before the action moves below it; a title alone does not. */
function titleStyles(text: ReactNode): string {
  return joinClasses('flex min-w-0 flex-col gap-1', Boolean(text) && 'sm:flex-1 sm:basis-70')
}
