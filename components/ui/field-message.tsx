import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

interface FieldMessageProps {
  id: string | undefined
  error: string | undefined
  help: ReactNode
}

export function FieldMessage({ id, error, help }: FieldMessageProps) {
  if (error) {
    return (
      <p id={id} className="flex gap-1.5 text-sm text-danger">
        <CircleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0">{error}</span>
      </p>
    )
  }
  if (!help) return null
  return (
    <p id={id} className="text-sm text-muted-foreground">
      {help}
    </p>
  )
}
