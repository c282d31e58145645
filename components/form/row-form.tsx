'use client'

import {
  createContext,
  startTransition,
  use,
  useActionState,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import { Button, type ButtonProps } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { WithoutScript } from '@/components/ui/without-script'
import { idle, type FormState } from '@/lib/http/form-state'
import { textsIn } from './expected-rows'
import { submitterOf } from './submitter'
import type { FormAction } from './use-action-toast'

interface RowFormState {
  state: FormState
  isPending: boolean
  /** The row that was sent last. */
  rowId: string | undefined
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

/** One form for all rows of a list: a form in each would be most of the page. Works without JavaScript. */
export function RowForm({ id, action, onDone, answer = done, children }: RowFormProps) {
  const [state, dispatch, isPending] = useActionState(action, idle)
  const [sent, setSent] = useState<string>()
  const forms = use(Context)
  const hear = useEffectEvent((heard: FormState) => {
    if (heard.status === 'done') onDone?.(heard)
  })
  useEffect(() => hear(state), [state])

  const message = state.status === 'done' ? state.message : undefined
  return (
    <Context value={{ ...forms, [id]: { state, isPending, rowId: sent ?? refusedId(state) } }}>
      <form
        id={id}
        className="contents"
        action={dispatch}
        onSubmit={(event) => {
          event.preventDefault()
          if (isPending) return
          const submission = new FormData(event.currentTarget, submitterOf(event))
          setSent(textsIn(submission, 'id')[0])
          startTransition(() => dispatch(submission))
        }}
      >
        {message !== undefined && <WithoutScript>{answer(message)}</WithoutScript>}
      </form>
      {children}
    </Context>
  )
}

function done(message: string) {
  return <Notice tone="success">{message}</Notice>
}

function refusedId(state: FormState): string | undefined {
  if (state.status !== 'refused') return undefined
  return [state.values['id'] ?? []].flat()[0]
}

function useRowForm(form: string, rowId: string): Omit<RowFormState, 'rowId'> {
  const found = use(Context)[form]
  return found?.rowId === rowId ? found : { state: idle, isPending: false }
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
