'use client'

import { useSearchParams } from 'next/navigation'
import { createContext, use, useEffect, useRef, useState, type ReactNode } from 'react'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import type { ContinuedForm, FormValues } from '@/lib/http/form-state'
import { submitButtonIn } from './form-controls'

const ContinuedContext = createContext<ContinuedForm | null>(null)

/** A layout stays when the page below it changes: only the URL says whether this page continues the form. */
export function ContinuedProvider({ value, children }: { value: ContinuedForm | null; children: ReactNode }) {
  const wanted = useSearchParams().get('continue')
  return <ContinuedContext value={wanted === value?.continue ? value : null}>{children}</ContinuedContext>
}

export interface ActProps {
  /** What its action requires a recent sign-in for. A form inside a dialog has the dialog’s. */
  act?: ContinuedAct | undefined
  /** Some of its values, or the organization it acts in: tells it from the page’s other forms of the same act. */
  actOn?: string | readonly string[] | undefined
}

/** What the user had typed into this form, or the form in this dialog, before they signed in again. */
export function useContinued({ act, actOn }: ActProps): ContinuedForm | null {
  const continued = use(ContinuedContext)
  if (continued === null || continued.act !== act) return null
  const { organizationId, values } = continued
  if (actOn === undefined || actOn === organizationId) return continued
  const typed = Object.values(values ?? {}).flat()
  return [actOn].flat().every((value) => typed.includes(value)) ? continued : null
}

export const ActContext = createContext<ActProps>({})

/** Above the form, once the user has signed in again. */
export function ContinuedNotice({ values }: { values: FormValues | null }) {
  const text = useRef<HTMLParagraphElement>(null)
  const [form, setForm] = useState<ReturnType<typeof described>>()
  useEffect(() => setForm(described(text.current?.closest('form'), values)), [values])
  const button = form?.button ? `“${form.button}”` : 'the button'
  return (
    <p ref={text}>
      {values === null
        ? `You signed in again, but what you typed was too long to keep. Type it again, and press ${button}.`
        : `You signed in again. ${form?.next ?? 'Check, and press'} ${button}.`}
    </p>
  )
}

const shownFields = 'input:not([type="hidden"], [aria-hidden="true"]), textarea, select'

function described(form: HTMLFormElement | null | undefined, values: FormValues | null) {
  return {
    button: submitButtonIn(form)?.textContent.trim() ?? '',
    next: form ? nextAct(form, values) : undefined,
  }
}

function nextAct(form: HTMLFormElement, values: FormValues | null): string {
  const secrets = [...form.querySelectorAll<HTMLInputElement>('input[type="password"]')]
  if (secrets.some(({ name }) => values?.[name] === undefined)) return 'Enter the secret again, and press'
  return form.querySelector(shownFields) ? 'Check, and press' : 'Press'
}
