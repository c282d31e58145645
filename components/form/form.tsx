'use client'

import {
  startTransition,
  use,
  useActionState,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type ComponentProps,
  type RefObject,
  type SubmitEvent,
  type ReactNode,
} from 'react'
import { Notice } from '@/components/ui/notice'
import { useCloseDialog } from '@/components/ui/dialog-context'
import { showToast } from '@/components/ui/toast-manager'
import { useHydrated } from '@/components/ui/use-hydrated'
import { idle, type ContinuedForm, type FormState } from '@/lib/http/form-state'
import { ActContext, ContinuedNotice, useContinued, type ActProps } from './continued'
import { FormStateContext } from './form-context'
import { nextControl } from './next-control'
import { WithoutScript } from '@/components/ui/without-script'
import { submitterOf } from './submitter'
import { useActionToast, type Expectations, type FormAction } from './use-action-toast'

export type { FormAction } from './use-action-toast'

export type FormProps = Omit<ComponentProps<'form'>, 'action' | 'children'> &
  Expectations &
  ActProps & {
    action: FormAction
    /** Reverses what the action changed, for the toast’s Undo button. */
    undo?: FormAction | undefined
    /** Hidden fields. */
    values?: Readonly<Record<string, string>> | undefined
    children: ReactNode
    /** The page that shows the result of a post without JavaScript, if not the current one. */
    permalink?: string
    resetOnDone?: boolean
    onDone?: (state: FormState) => void
  }

/** Keeps the input after an error and focuses the error or the review. Works without JavaScript. */
export function Form({
  action,
  undo,
  act,
  actOn,
  values,
  children,
  permalink,
  resetOnDone = false,
  onStart,
  onUndo,
  onDone,
  className,
  ...props
}: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  const inherited = use(ActContext)
  const continued = useContinued(act ? { act, actOn } : inherited)
  const start: FormState = continued ? { status: 'continued', values: continued.values } : idle
  const run = useActionToast(action, undo, { onStart, onUndo })
  const [state, dispatch, isPending] = useActionState(run, start, permalink)
  const closeDialog = useCloseDialog()
  const [unclaimed, setUnclaimed] = useState<string>()

  function answer(event: SubmitEvent<HTMLFormElement>) {
    props.onSubmit?.(event)
    if (event.defaultPrevented) return
    // React resets a form when it runs the action itself, which would lose the input.
    event.preventDefault()
    if (isPending) return
    const submission = new FormData(event.currentTarget, submitterOf(event))
    startTransition(() => dispatch(submission))
  }

  const hear = useEffectEvent((heard: FormState) => {
    setUnclaimed(unclaimedError(heard, form.current))
    focusAnswer(form.current, heard)
    if (heard.status !== 'done') return
    if (heard.message) showToast({ title: heard.message })
    if (resetOnDone) form.current?.reset()
    onDone?.(heard)
    if (heard.skipped === undefined) closeDialog()
  })

  useEffect(() => hear(state), [state])
  useGoingOn(continued, form)

  return (
    <form
      {...props}
      ref={form}
      action={dispatch}
      onSubmit={answer}
      noValidate
      className={className ?? 'flex flex-col gap-4'}
    >
      <FormStateContext value={state}>
        <FormAnswer state={state} unclaimed={unclaimed} />
        <HiddenFields values={values} />
        {children}
      </FormStateContext>
    </form>
  )
}

function HiddenFields({ values = {} }: Pick<FormProps, 'values'>) {
  return Object.entries(values).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}

function FormAnswer({ state, unclaimed }: { state: FormState; unclaimed: string | undefined }) {
  if (state.status === 'idle' || state.status === 'review') return null
  if (state.status === 'continued') return <ContinuedNotice values={state.values} />
  const message = state.message ?? unclaimed
  if (!message) return null
  if (state.status === 'refused') {
    return (
      <Notice tone="danger" role="alert" tabIndex={-1} data-form-answer="">
        {message}
      </Notice>
    )
  }
  return (
    <WithoutScript>
      <Notice tone="success">{message}</Notice>
    </WithoutScript>
  )
}

/** Errors for fields that the form does not show, such as hidden ones, appear at the top. */
function unclaimedError(state: FormState, form: HTMLFormElement | null): string | undefined {
  if (state.status !== 'refused' || form?.querySelector('[aria-invalid="true"]')) return undefined
  return Object.values(state.fields)[0]
}

const goneOn = new Set<string>()

/** Submits the form once in this browser window. The server takes it once anyway, and only after a new sign-in. */
function useGoingOn(continued: ContinuedForm | null, form: RefObject<HTMLFormElement | null>) {
  const isHydrated = useHydrated()
  const key = continued?.goesOn && isHydrated ? continued.continue : undefined
  useEffect(() => {
    if (key === undefined || goneOn.has(key)) return
    goneOn.add(key)
    form.current?.requestSubmit()
  }, [key, form])
}

function focusAnswer(form: HTMLFormElement | null, state: FormState) {
  const next = state.status === 'continued' && nextControl(form, state)
  if (next instanceof HTMLElement) next.focus()
  if (state.status !== 'refused' && state.status !== 'review') return
  const target =
    form?.querySelector<HTMLElement>('[aria-invalid="true"]:not([type="hidden"])') ??
    form?.querySelector<HTMLElement>('[data-form-answer]')
  target?.focus()
}
