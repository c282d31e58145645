'use client'

import { useRef, useState } from 'react'
import { useDebounce } from '@/components/ui/use-debounce'

export type SlugState = { status: 'none' | 'asking' | 'free' } | { status: 'taken'; problem: string }

const typingPauseMilliseconds = 300

/** Ignores responses for earlier values. */
export function useSlugCheck(): { check: SlugState; ask: (slug: string) => void } {
  const [check, setCheck] = useState<SlugState>({ status: 'none' })
  const pending = useRef<AbortController>(null)
  const { schedule, cancel } = useDebounce(typingPauseMilliseconds)

  function ask(slug: string) {
    pending.current?.abort()
    const controller = new AbortController()
    pending.current = controller
    setCheck({ status: slug === '' ? 'none' : 'asking' })
    cancel()
    if (slug === '') return
    schedule(() => {
      void answerTo(slug, controller.signal).then((next) => {
        if (!controller.signal.aborted) setCheck(next)
      })
    })
  }

  return { check, ask }
}

/** No status without a response: submitting the form checks again. */
async function answerTo(slug: string, signal: AbortSignal): Promise<SlugState> {
  try {
    const response = await fetch(`/orgs/new/slug?slug=${encodeURIComponent(slug)}`, { signal })
    const answer: unknown = await response.json()
    if (typeof answer !== 'object' || answer === null) return { status: 'none' }
    if ('problem' in answer) return { status: 'taken', problem: String(answer.problem) }
    return { status: 'free' in answer ? 'free' : 'none' }
  } catch {
    return { status: 'none' }
  }
}
