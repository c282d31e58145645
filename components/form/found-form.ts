'use client'

import { use, useEffect, useRef, useState } from 'react'
import type { OutdatedForm } from '@/lib/request-state'
import { OutdatedContext } from './outdated'

/** How `useId` begins for what the browser rendered alone, as after a link within Foyer. The server never numbers so. */
const ofBrowser = '_r_'

/** For the form, and what was sent from it before Foyer was updated, if only its fields can tell. */
export function useFoundForm() {
  const form = useRef<HTMLFormElement>(null)
  const outdated = use(OutdatedContext)
  const [isFound, setFound] = useState(false)
  useEffect(() => setFound(hasFieldsOf(form.current, outdated)), [outdated])
  return { form, found: isFound ? outdated : null }
}

function hasFieldsOf(form: HTMLFormElement | null, outdated: OutdatedForm | null): boolean {
  if (form === null || !outdated?.formId?.startsWith(ofBrowser)) return false
  const { values } = outdated
  const texts = [
    ...form.querySelectorAll<HTMLInputElement>('input:is([type="text"], [type="email"]), textarea'),
  ]
  const sent = Object.entries(values)
  return (
    sent.length > 0 &&
    texts.every(({ name }) => name in values) &&
    sent.every(([name, value]) => couldSend(form.elements.namedItem(name), value))
  )
}

function couldSend(field: Element | RadioNodeList | null, value: string | string[]): boolean {
  if (field instanceof HTMLInputElement && field.type === 'hidden') return field.value === value
  return field !== null
}
