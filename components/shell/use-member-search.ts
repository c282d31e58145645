'use client'

import { useRef, useState } from 'react'
import { useDebounce } from '@/components/ui/use-debounce'

export interface FoundMember {
  userId: string
  name: string
  email: string
  picture: string | null
}

const typingPauseMilliseconds = 200

/** Ignores responses for earlier texts. */
export function useMemberSearch(slug: string): { members: FoundMember[]; search: (text: string) => void } {
  const [members, setMembers] = useState<FoundMember[]>([])
  const pending = useRef<AbortController>(null)
  const { schedule, cancel } = useDebounce(typingPauseMilliseconds)

  function search(given: string) {
    const text = given.trim()
    pending.current?.abort()
    const controller = new AbortController()
    pending.current = controller
    cancel()
    if (text === '') setMembers([])
    else schedule(() => void show(text, controller.signal))
  }

  async function show(text: string, signal: AbortSignal) {
    const found = await findMembers(slug, text, signal)
    if (!signal.aborted) setMembers(found)
  }

  return { members, search }
}

/** None without a response: the page of members has the same search. */
async function findMembers(slug: string, text: string, signal: AbortSignal): Promise<FoundMember[]> {
  try {
    const response = await fetch(`/o/${slug}/find-members?q=${encodeURIComponent(text)}`, { signal })
    const answer: unknown = response.ok ? await response.json() : []
    return Array.isArray(answer) ? answer.filter(isMember) : []
  } catch {
    return []
  }
}

function isMember(value: unknown): value is FoundMember {
  return typeof value === 'object' && value !== null && 'userId' in value && 'name' in value
}
