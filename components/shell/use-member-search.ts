'use client'

import { useRef, useState } from 'react'
import { useDebounce } from '@/components/ui/use-debounce'

export interface FoundMember {
  userId: string
  name: string
  email: string
  picture: string | null
}

export interface PeopleSearch {
  label: string
  /** Answers `?q=` with an array of FoundMember. */
  find: string
  /** The page of one of them is below. */
  pages: string
}

const typingPauseMilliseconds = 200

/** Ignores responses for earlier texts. */
export function useMemberSearch(find: string | undefined): {
  members: FoundMember[]
  search: (text: string) => void
} {
  const [members, setMembers] = useState<FoundMember[]>([])
  const pending = useRef<AbortController>(null)
  const { schedule, cancel } = useDebounce(typingPauseMilliseconds)

  function search(given: string) {
    const text = given.trim()
    pending.current?.abort()
    const controller = new AbortController()
    pending.current = controller
    cancel()
    if (text === '' || find === undefined) setMembers([])
    else schedule(() => void show(find, text, controller.signal))
  }

  async function show(path: string, text: string, signal: AbortSignal) {
    const found = await findMembers(path, text, signal)
    if (!signal.aborted) setMembers(found)
  }

  return { members, search }
}

/** None without a response: the page of members has the same search. */
async function findMembers(path: string, text: string, signal: AbortSignal): Promise<FoundMember[]> {
  try {
    const response = await fetch(`${path}?q=${encodeURIComponent(text)}`, { signal })
    const answer: unknown = response.ok ? await response.json() : []
    return Array.isArray(answer) ? answer.filter(isMember) : []
  } catch {
    return []
  }
}

function isMember(value: unknown): value is FoundMember {
  return typeof value === 'object' && value !== null && 'userId' in value && 'name' in value
}
