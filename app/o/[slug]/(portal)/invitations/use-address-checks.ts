'use client'

import { useRef, useState } from 'react'
import { useDebounce } from '@/components/ui/use-debounce'
import { bulkLimit } from '@/lib/domain/invitations/bulk-limit'
import { idle } from '@/lib/http/form-state'
import { looksLikeAddress } from './addresses'
import { checkInvitees } from './actions'

const debounceMilliseconds = 300

/** The server could not check it now; it checks it when the form is sent. */
export const unchecked = Symbol('unchecked')

/** Undefined until the server answers; null if the address can be invited. */
export type Verdict = string | null | undefined | typeof unchecked

const malformed = 'Enter an email address such as name@example.com.'

/** What the server says about addresses, by how they were typed. */
export function useAddressChecks(slug: string) {
  const [answers, setAnswers] = useState<ReadonlyMap<string, Verdict>>(new Map())
  const [limit, setLimit] = useState<string>()
  const waiting = useRef(new Set<string>())
  const { schedule } = useDebounce(debounceMilliseconds)

  function record(found: Iterable<[string, Verdict]>) {
    setAnswers((known) => new Map([...known, ...found]))
  }

  async function checkWaiting() {
    const batch = [...waiting.current].slice(0, bulkLimit)
    for (const text of batch) waiting.current.delete(text)
    const form = new FormData()
    for (const text of batch) form.append('addresses', text)
    const state = await checkInvitees(slug, idle, form).catch(() => idle)
    if (state.status === 'refused') setLimit(Object.values(state.fields)[0] ?? state.message)
    const skipped = state.status === 'done' ? (state.skipped ?? {}) : null
    record(batch.map((text) => [text, skipped === null ? unchecked : (skipped[text] ?? null)]))
    if (waiting.current.size > 0) await checkWaiting()
  }

  function check(texts: readonly string[]) {
    setLimit(undefined)
    for (const text of texts.filter(looksLikeAddress)) waiting.current.add(text)
    if (waiting.current.size > 0) schedule(() => void checkWaiting())
  }

  function verdictOn(text: string): Verdict {
    return answers.get(text) ?? (looksLikeAddress(text) ? answers.get(text) : malformed)
  }

  return { check, record, verdictOn, limit }
}
