'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import {
  useEffect,
  useEffectEvent,
  useRef,
  useTransition,
  type ComponentProps,
  type SyntheticEvent,
} from 'react'
import { usePendingSignal } from './navigation-state'
import { useDebounce } from './use-debounce'

type SearchFormProps = Omit<ComponentProps<'form'>, 'action' | 'method'> & { action: string }

const typingPauseMilliseconds = 200

/** Searches while someone types; the URL is the state. A plain GET form without JavaScript. */
export function SearchForm({ action, children, ...props }: SearchFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const { schedule, cancel } = useDebounce(typingPauseMilliseconds)
  const current = useSearchParams().toString()
  const searched = useRef(current)
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  usePendingSignal(isPending)

  /** Text that is still being typed stays as it is; Back and links to another search change the fields. */
  useEffect(() => {
    if (current === searched.current) return
    searched.current = current
    cancel()
    for (const field of fieldsOf(form.current)) field.value = valueIn(field, current)
  }, [current, cancel])

  const searchWhatWasTypedEarly = useEffectEvent(() => {
    const texts = fieldsOf(form.current).filter(({ type }) => type === 'search')
    if (texts.some((field) => field.value.trim() !== valueIn(field, current))) search()
  })
  useEffect(() => searchWhatWasTypedEarly(), [])

  function search() {
    cancel()
    const query = queryOf(form.current)
    if (query === searched.current) return
    searched.current = query
    // Next drops an older navigation for a newer one, so that answers cannot overtake each other.
    startTransition(() => router.replace(query === '' ? action : `${action}?${query}`, { scroll: false }))
  }

  function change({ target }: SyntheticEvent) {
    if (target instanceof HTMLSelectElement) search()
    else schedule(search)
  }

  return (
    <form
      role="search"
      autoComplete="off"
      {...props}
      ref={form}
      action={action}
      aria-busy={isPending || undefined}
      onChange={change}
      onSubmit={(event) => {
        event.preventDefault()
        search()
      }}
    >
      {children}
    </form>
  )
}

type SearchFieldElement = HTMLInputElement | HTMLSelectElement

function fieldsOf(form: HTMLFormElement | null): SearchFieldElement[] {
  return Array.from(form?.elements ?? []).filter(
    (field): field is SearchFieldElement =>
      (field instanceof HTMLInputElement && field.type !== 'hidden') || field instanceof HTMLSelectElement,
  )
}

function valueIn(field: SearchFieldElement, query: string): string {
  return new URLSearchParams(query).get(field.name) ?? defaultOf(field)
}

/** The first option of a select is what the page shows without the parameter. */
function defaultOf(field: Element | RadioNodeList | null): string {
  return field instanceof HTMLSelectElement ? (field.options[0]?.value ?? '') : ''
}

function queryOf(form: HTMLFormElement | null): string {
  if (!form) return ''
  const query = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    const text = typeof value === 'string' ? value.trim() : ''
    if (text !== defaultOf(form.elements.namedItem(name))) query.set(name, text)
  }
  return query.toString()
}
