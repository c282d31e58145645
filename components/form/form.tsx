'use client'

import {
  startTransition,
  useActionState,
  useEffect,
  useEffectEvent,
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
import { WithoutScript } from '@/components/ui/without-script'
import { formIdField, idle, type FormState } from '@/lib/http/form-state'
import { ContinuedNotice, useFormStart, type ActProps } from './continued'
import { useFoundForm } from './found-form'
import { FormStateContext } from './form-context'
import { nextControl, submitterOf } from './form-controls'
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
export function Form({ act, actOn, ...props }: FormProps) {
  const { formId, continued } = useFormStart({ act, actOn, hidden: props.values })
  const { form, found } = useFoundForm()
  const start = { form, formId, continued: continued ?? found }
  return <StartedForm key={found ? 'found' : 'first'} {...props} {...start} />
}

interface Start {
  form: RefObject<HTMLFormElement | null>
  formId: string
  continued: Continued
}

function StartedForm({
  form,
  formId,
  continued,
  action,
  undo,
  values,
  children,
  permalink,
  resetOnDone = false,
  onStart,
  onUndo,
  onDone,
  className,
  ...props
}: Omit<FormProps, keyof ActProps> & Start) {
  const run = useActionToast(action, undo, { onStart, onUndo })
  const [state, dispatch, isPending] = useActionState(run, firstState(continued), permalink)
  const closeDialog = useCloseDialog()
  const [formError, setFormError] = useState<string>()

  function submit(event: SubmitEvent<HTMLFormElement>) {
    props.onSubmit?.(event)
    if (event.defaultPrevented) return
    // React resets a form when it runs the action itself, which would lose the input.
    event.preventDefault()
    if (isPending) return
    const submission = new FormData(event.currentTarget, submitterOf(event))
    startTransition(() => dispatch(submission))
  }

  const onAnswer = useEffectEvent((answer: FormState) => {
    setFormError(errorWithoutField(answer, form.current))
    focusAnswer(form.current, answer)
    if (answer.status !== 'done') return
    if (answer.message) showToast({ title: answer.message })
    if (resetOnDone) form.current?.reset()
    onDone?.(answer)
    if (answer.skipped === undefined) closeDialog()
  })

  useEffect(() => onAnswer(state), [state])
  useAutomaticSubmit(continued, form)

  return (
    <form
      {...props}
      ref={form}
      data-outdated-form={isOfOtherBuild(continued) || undefined}
      action={dispatch}
      onSubmit={submit}
      noValidate
      className={className ?? 'flex flex-col gap-4'}
    >
      <FormStateContext value={state}>
        <FormAnswer state={state} formError={formError} />
        <HiddenFields values={{ ...values, [formIdField]: formId }} />
        {children}
      </FormStateContext>
    </form>
  )
}

type Continued = ReturnType<typeof useFormStart>['continued']

function firstState(continued: Continued): FormState {
  if (continued === null) return idle
  return { status: 'continued', values: continued.values, isOutdated: isOfOtherBuild(continued) }
}

function isOfOtherBuild(continued: Continued): boolean {
  return continued !== null && 'formId' in continued
}

function HiddenFields({ values = {} }: Pick<FormProps, 'values'>) {
  return Object.entries(values).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}

function FormAnswer({ state, formError }: { state: FormState; formError: string | undefined }) {
  if (state.status === 'idle' || state.status === 'review') return null
  if (state.status === 'continued')
    return <ContinuedNotice values={state.values} isOutdated={state.isOutdated} />
  const message = state.message ?? formError
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
function errorWithoutField(state: FormState, form: HTMLFormElement | null): string | undefined {
  if (state.status !== 'refused' || form?.querySelector('[aria-invalid="true"]')) return undefined
  return Object.values(state.fields)[0]
}

const submitted = new Set<string>()

/** Submits a form that continues by itself, once in this browser window. The server accepts it only once, and only after a new sign-in. */
function useAutomaticSubmit(continued: Continued, form: RefObject<HTMLFormElement | null>) {
  const isHydrated = useHydrated()
  const goesOn = continued !== null && 'goesOn' in continued && continued.goesOn
  const key = goesOn && isHydrated ? continued.continue : undefined
  useEffect(() => {
    if (key === undefined || submitted.has(key)) return
    submitted.add(key)
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
