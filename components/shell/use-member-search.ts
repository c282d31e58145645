'use client'

import { useRef, useState } from 'react'

export interface FoundMember {
  userId: string
  name: string
  email: string
  picture: string | null
}

const quietForMilliseconds = 200

/** Ignores responses for earlier texts. */
export function useMemberSearch(slug: string): { members: FoundMember[]; search: (text: string) => void } {
  const [members, setMembers] = useState<FoundMember[]>([])
  const pending = useRef<AbortController>(null)

  function search(given: string) {
    const text = given.trim()
    pending.current?.abort()
    const controller = new AbortController()
    pending.current = controller
    if (text === '') setMembers([])
    else setTimeout(() => answer(text, controller.signal), quietForMilliseconds)
  }

  function answer(text: string, signal: AbortSignal) {
    if (signal.aborted) return
    void findMembers(slug, text, signal).then((found) => {
      if (!signal.aborted) setMembers(found)
    })
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
