'use client'

import { useSearchParams } from 'next/navigation'
import { createContext, use, useEffect, useId, useRef, useState, type ReactNode } from 'react'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import type { ContinuedForm, FormValues } from '@/lib/http/form-state'
import type { OutdatedForm } from '@/lib/request-state'
import { submitButtonIn } from './form-controls'
import { OutdatedContext } from './outdated'

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

interface FormIdentity extends ActProps {
  formId?: string
  /** The values of its hidden fields. */
  hidden?: Readonly<Record<string, string>> | undefined
}

/** What the user had typed into this form, or the form in this dialog, before they signed in again or Foyer was updated. */
export function useContinued({
  act,
  actOn,
  formId,
  hidden = {},
}: FormIdentity): ContinuedForm | OutdatedForm | null {
  const outdated = use(OutdatedContext)
  const continued = use(ContinuedContext)
  if (outdated !== null && outdated.formId === formId) return hasSent(outdated, hidden) ? outdated : null
  return continued !== null && continued.act === act && actsOn(continued, actOn) ? continued : null
}

function actsOn({ organizationId, values }: ContinuedForm, actOn: ActProps['actOn']): boolean {
  if (actOn === undefined || actOn === organizationId) return true
  const typed = Object.values(values ?? {}).flat()
  return [actOn].flat().every((value) => typed.includes(value))
}

function hasSent({ values }: OutdatedForm, hidden: Readonly<Record<string, string>>): boolean {
  return Object.entries(hidden).every(([name, value]) => values[name] === undefined || values[name] === value)
}

/**
 * The same in every build, as long as the page has the same structure. What the form acts on tells it from a form that has
 * come to its place in a list.
 */
export function formIdFrom(id: string, ...actsOn: (ActProps['actOn'] | string)[]): string {
  return [id, ...actsOn.flat()].join(' ').trim()
}

interface ContinuedNoticeProps {
  values: FormValues | null
  isOutdated?: boolean | undefined
}

export const ActContext = createContext<FormIdentity>({})

export function useFormStart({ act, actOn, hidden }: ActProps & Pick<FormIdentity, 'hidden'>) {
  const inherited = use(ActContext)
  const ownId = useId()
  const formId = inherited.formId ?? formIdFrom(ownId, actOn)
  const identity = act ? { act, actOn } : inherited
  const continued = useContinued({ ...identity, formId, hidden })
  return { formId, continued }
}

/** Above the form, once the user has signed in again or Foyer was updated. */
export function ContinuedNotice({ values, isOutdated = false }: ContinuedNoticeProps) {
  const text = useRef<HTMLParagraphElement>(null)
  const [form, setForm] = useState<ReturnType<typeof described>>()
  useEffect(() => setForm(described(text.current?.closest('form'), values)), [values])
  const button = form?.button ? `“${form.button}”` : 'the button'
  const reason = isOutdated ? 'Foyer was updated.' : 'You signed in again.'
  return (
    <p ref={text}>
      {values === null
        ? `You signed in again, but what you typed was too long to keep. Type it again, and press ${button}.`
        : `${reason} ${form?.next ?? 'Check, and press'} ${button}.`}
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
