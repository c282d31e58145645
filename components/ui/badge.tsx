'use client'

import type { ReactNode } from 'react'
import { joinClasses } from './join-classes'

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
    <span className={joinClasses('badge', tone !== 'neutral' && 'badge-dot', tones[tone])}>
      <span className="truncate">{children}</span>
    </span>
  )
}
