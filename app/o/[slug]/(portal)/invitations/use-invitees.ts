'use client'

import { useState } from 'react'
import { splitPasted, splitTyped, type SplitText } from './addresses'
import { namedAddress, splitAddressList } from '@/lib/domain/text/split-address-list'

export interface Invitee {
  /** As typed; no other has the same address. */
  text: string
  /** Null: the common ones. */
  roles: string[] | null
}

/** Calls `onAdded` once for each address, as soon as it is complete. */
export function useInvitees(onAdded: (texts: string[]) => void, sent: readonly Invitee[] = []) {
  const [invitees, setInvitees] = useState<readonly Invitee[]>(sent)
  const [draft, setDraft] = useState('')

  function take({ entries, rest }: SplitText) {
    setDraft(rest)
    const added = without(invitees, entries)
    if (added.length === 0) return
    setInvitees([...invitees, ...added])
    onAdded(added.map(({ text }) => text))
  }
  function remove(text: string) {
    setInvitees(invitees.filter((one) => one.text !== text))
  }
  return {
    invitees,
    draft,
    /** With what is still in the field. */
    all: [...invitees, ...without(invitees, splitAddressList(draft))],
    type: (text: string) => {
      const isPasted = text.length > draft.length + 1 && text.includes('@')
      take(isPasted ? splitPasted(text) : splitTyped(text))
    },
    finish: () => take({ entries: splitAddressList(draft), rest: '' }),
    remove,
    removeLast: () => setInvitees(invitees.slice(0, -1)),
    edit: (text: string) => {
      const finished = without(invitees, splitAddressList(draft))
      setInvitees([...invitees, ...finished].filter((one) => one.text !== text))
      setDraft(text)
      onAdded(finished.map((one) => one.text))
    },
    setRoles: (text: string, roles: string[]) =>
      setInvitees(invitees.map((one) => (one.text === text ? { ...one, roles } : one))),
    keepOnly: (isKept: (text: string) => boolean) => {
      setInvitees(
        [...invitees, ...without(invitees, splitAddressList(draft))].filter((one) => isKept(one.text)),
      )
      setDraft('')
    },
  }
}

export type Invitees = ReturnType<typeof useInvitees>

/** The addresses that are not in the list yet, each once; upper and lower case count as the same. */
function without(invitees: readonly Invitee[], texts: readonly string[]): Invitee[] {
  const known = new Set(invitees.map(({ text }) => identityOf(text)))
  return texts.flatMap((text) => {
    if (known.has(identityOf(text))) return []
    known.add(identityOf(text))
    return [{ text, roles: null }]
  })
}

function identityOf(text: string): string {
  return namedAddress(text).address.trim().toLowerCase()
}
