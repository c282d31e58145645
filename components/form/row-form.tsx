'use client'

import {
  createContext,
  use,
  useActionState,
  useEffect,
  useRef,
  useState,
  useTransition,
  type ReactNode,
} from 'react'
import { Button, type ButtonProps } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { WithoutScript } from '@/components/ui/without-script'
import { idle, type FormState } from '@/lib/http/form-state'
import { textsIn } from './expected-rows'
import { submitterOf } from './form-controls'
import { isOfOtherBuild, postForPage } from './post-for-page'
import type { FormAction } from './use-action-toast'

type Answers = Readonly<Record<string, FormState>>

interface RowFormState {
  /** By row. */
  answers: Answers
  /** The rows that are being sent, or wait for that. */
  busy: readonly string[]
}

const Context = createContext<Readonly<Record<string, RowFormState>>>({})

interface RowFormProps {
  /** Of the form, which the buttons in the rows name. */
  id: string
  action: FormAction
  onDone?: (state: FormState) => void
  /** What the page shows of a message without JavaScript; a notice by default. */
  answer?: (message: string) => ReactNode
  /** A list whose rows have a `<RowButton>`. */
  children: ReactNode
}

/** One form for all rows of a list, since a form in each would make the page large. Works without JavaScript. */
export function RowForm({ id, action, onDone, answer = successNotice, children }: RowFormProps) {
  const [state, post] = useActionState(action, idle)
  const [answers, setAnswers] = useState<Answers>(() => initialAnswers(state))
  const [busy, setBusy] = useState<readonly string[]>([])
  const [, startTransition] = useTransition()
  const forms = use(Context)

  function send(submission: FormData) {
    const [row = ''] = textsIn(submission, 'id')
    if (busy.includes(row)) return
    setBusy([...busy, row])
    setAnswers((before) => otherRefusals(row, before))
    // Next sends them one after the other.
    startTransition(async () => {
      const result = await action(idle, submission).catch((error: unknown) => {
        if (isOfOtherBuild(error)) return postForPage(submission)
        throw error
      })
      if (result.status === 'done') onDone?.(result)
      setBusy((before) => before.filter((one) => one !== row))
      setAnswers((before) => ({ ...before, [row]: result }))
    })
  }

  const message = state.status === 'done' ? state.message : undefined
  return (
    <Context value={{ ...forms, [id]: { answers, busy } }}>
      <form
        id={id}
        className="contents"
        action={post}
        onSubmit={(event) => {
          event.preventDefault()
          send(new FormData(event.currentTarget, submitterOf(event)))
        }}
      >
        {message !== undefined && <WithoutScript>{answer(message)}</WithoutScript>}
      </form>
      {children}
    </Context>
  )
}

function successNotice(message: string) {
  return <Notice tone="success">{message}</Notice>
}

/** The refusal of a form that was sent without JavaScript. */
function initialAnswers(state: FormState): Answers {
  if (state.status !== 'refused') return {}
  const [id] = [state.values['id'] ?? []].flat()
  return id === undefined ? {} : { [id]: state }
}

function otherRefusals(row: string, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(([one, { status }]) => one !== row && status === 'refused'),
  )
}

function useRowForm(form: string, rowId: string): { state: FormState; isPending: boolean } {
  const found = use(Context)[form]
  return { state: found?.answers[rowId] ?? idle, isPending: found?.busy.includes(rowId) ?? false }
}

/** What the row’s last act answered. */
export function useDoneMessage(form: string, rowId: string): string | undefined {
  const { state } = useRowForm(form, rowId)
  return state.status === 'done' ? state.message : undefined
}

type RowButtonProps = ButtonProps & {
  /** The id of a `<RowForm>`. */
  form: string
  /** Sent as `id`. */
  rowId: string
}

export function RowButton({ form, rowId, ...props }: RowButtonProps) {
  const { isPending } = useRowForm(form, rowId)
  return (
    <Button
      {...props}
      type="submit"
      form={form}
      name="id"
      value={rowId}
      pending={isPending}
      aria-disabled={isPending || undefined}
    />
  )
}

interface RowAnswerProps {
  form: string
  rowId: string
}

/** Why the row’s last act was refused. It floats, so that the row keeps its height, until it loses the focus. */
export function RowAnswer({ form, rowId }: RowAnswerProps) {
  const { state } = useRowForm(form, rowId)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [state])
  if (state.status !== 'refused') return null
  return (
    <Notice ref={box} tone="danger" role="alert" tabIndex={-1} className={answerStyles}>
      {state.message ?? Object.values(state.fields)[0]}
    </Notice>
  )
}

/** Not `hidden`: what is hidden cannot be focused. */
const answerStyles = [
  'absolute top-full right-0 z-10 w-52 bg-background text-left shadow-float sm:w-72',
  'not-focus:pointer-events-none not-focus:opacity-0 noscript:opacity-100!',
].join(' ')
