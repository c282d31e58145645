import type { ReactNode } from 'react'
import { classNames } from './class-names'

const tones = {
  neutral: 'text-foreground',
  success: 'text-success',
  warning: 'text-warning',
  danger: 'text-danger',
}

export type BadgeTone = keyof typeof tones

/** Always a word, never color alone. */
export function Badge({ tone = 'neutral', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex max-w-full items-center gap-1.5 rounded-sm border bg-panel px-1.5 py-px text-xs font-medium',
        tones[tone],
      )}
    >
      {tone !== 'neutral' && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-current" />}
      <span className="truncate">{children}</span>
    </span>
  )
}
