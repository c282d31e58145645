'use client'

import { CircleAlert, CircleCheck } from 'lucide-react'
import { useRef, useState } from 'react'
import { useFieldResult } from '@/components/form/form-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useDebounce } from '@/components/ui/use-debounce'
import { proposeSlug } from '@/lib/domain/organizations/slug'

interface NameAndSlugProps {
  tenantUrl: string
  nameHelp: string
  /** Precedes the URL. */
  addressLabel: string
}

/** The slug follows the name until the user types one. */
export function NameAndSlug({ tenantUrl, nameHelp, addressLabel }: NameAndSlugProps) {
  const submitted = useFieldResult('slug').submitted?.[0]
  const [slug, setSlug] = useState(submitted ?? '')
  const [isTyped, setTyped] = useState(submitted !== undefined && submitted !== '')
  const { state, check } = useSlugCheck()

  function change(next: string) {
    setSlug(next)
    check(next)
  }

  function proposeFor(name: string) {
    if (!isTyped) change(name.trim() === '' ? '' : proposeSlug(name))
  }

  return (
    <>
      <Field name="name" label="Organization name" help={nameHelp}>
        <Input
          autoComplete="organization"
          maxLength={200}
          onChange={(event) => {
            proposeFor(event.currentTarget.value)
          }}
        />
      </Field>
      <Field
        name="slug"
        label="Slug"
        help={<SlugStatus state={state} slug={slug} tenantUrl={tenantUrl} label={addressLabel} />}
      >
        <Input
          value={slug}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono"
          onChange={(event) => {
            setTyped(event.currentTarget.value !== '')
            change(event.currentTarget.value)
          }}
        />
      </Field>
    </>
  )
}

interface SlugStatusProps {
  state: SlugState
  slug: string
  tenantUrl: string
  label: string
}

function SlugStatus({ state, slug, tenantUrl, label }: SlugStatusProps) {
  return (
    <span className="flex flex-col gap-1">
      <span className="wrap-anywhere">
        {label}: {tenantUrl}/o/{slug === '' ? '…' : slug}
      </span>
      <span role="status" className="flex min-h-5 items-start gap-1.5">
        {state.status === 'checking' && 'Checking…'}
        {state.status === 'free' && (
          <span className="flex items-center gap-1.5 text-success">
            <CircleCheck aria-hidden strokeWidth={1.75} className="size-4" />
            Available
          </span>
        )}
        {state.status === 'taken' && (
          <span className="flex items-start gap-1.5 text-danger">
            <CircleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0" />
            {state.problem}
          </span>
        )}
      </span>
    </span>
  )
}

type SlugState = { status: 'none' | 'checking' | 'free' } | { status: 'taken'; problem: string }

const typingPauseMilliseconds = 300

/** Ignores responses for earlier values. */
function useSlugCheck(): { state: SlugState; check: (slug: string) => void } {
  const [state, setState] = useState<SlugState>({ status: 'none' })
  const pending = useRef<AbortController>(null)
  const { schedule, cancel } = useDebounce(typingPauseMilliseconds)

  function check(slug: string) {
    pending.current?.abort()
    const controller = new AbortController()
    pending.current = controller
    setState({ status: slug === '' ? 'none' : 'checking' })
    cancel()
    if (slug === '') return
    schedule(() => {
      void fetchSlugState(slug, controller.signal).then((next) => {
        if (!controller.signal.aborted) setState(next)
      })
    })
  }

  return { state, check }
}

/** No status without a response: submitting the form checks again. */
async function fetchSlugState(slug: string, signal: AbortSignal): Promise<SlugState> {
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
