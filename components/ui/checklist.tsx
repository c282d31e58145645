import { Circle, CircleCheck } from 'lucide-react'
import { TextLink } from './text-link'

interface ChecklistStep {
  title: string
  text: string
  /** Undefined for readers who may not open the page. */
  href: string | undefined
  isDone: boolean
}

/** A step is done once what it asks for is there; no one marks it as done. */
export function Checklist({ steps }: { steps: readonly ChecklistStep[] }) {
  return (
    <ol aria-label="Setup" className="flex flex-col border-t">
      {steps.map((step) => (
        <Step key={step.title} {...step} />
      ))}
    </ol>
  )
}

function Step({ title, text, href, isDone }: ChecklistStep) {
  const Icon = isDone ? CircleCheck : Circle
  return (
    <li className="flex items-start gap-3 border-b py-3">
      <Icon
        aria-hidden
        strokeWidth={1.75}
        className={isDone ? 'mt-0.5 size-4 shrink-0 text-success' : 'mt-0.5 size-4 shrink-0 text-input'}
      />
      <div className="min-w-0">
        {isDone ? (
          <p className="text-muted-foreground">
            {title} <span className="sr-only">(done)</span>
          </p>
        ) : (
          <>
            {href === undefined ? <p>{title}</p> : <TextLink href={href}>{title}</TextLink>}
            <p className="text-muted-foreground">{text}</p>
          </>
        )}
      </div>
    </li>
  )
}
