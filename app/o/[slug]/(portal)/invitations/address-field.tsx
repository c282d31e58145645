'use client'

import { use, useEffect, useEffectEvent, useState, type KeyboardEvent, type RefObject } from 'react'
import { FormStateContext } from '@/components/form/form-context'
import { classNames } from '@/components/ui/class-names'
import { controlStyles } from '@/components/ui/control-styles'
import { Field } from '@/components/ui/field'
import { useFieldControl } from '@/components/ui/field-context'
import { useEarlyText } from '@/components/ui/use-early-text'
import type { Invitees } from './use-invitees'
import { verdictsIn } from './refused-addresses'

interface AddressFieldProps {
  ref: RefObject<HTMLTextAreaElement | null>
  invitees: Invitees
  /** Why no more addresses can be invited. */
  limit: string | undefined
  onVerdicts: (verdicts: [string, string][]) => void
}

export function AddressField({ ref, invitees, limit, onVerdicts }: AddressFieldProps) {
  const state = use(FormStateContext)
  const [corrected, setCorrected] = useState(state)
  const onAnswer = useEffectEvent(() => {
    if (state.status !== 'refused') return
    onVerdicts(verdictsIn(state))
    invitees.finish()
  })
  useEffect(() => onAnswer(), [state])
  const problem =
    state.status === 'refused' && state !== corrected
      ? (state.fields['emails'] ?? state.fields['invitees'])
      : undefined
  return (
    <Field
      name="addresses"
      label="Email addresses"
      help="Type or paste as many as you like, separated by commas, spaces or new lines."
      error={problem ?? limit}
    >
      <AddressInput ref={ref} invitees={invitees} onEdited={() => setCorrected(state)} />
    </Field>
  )
}

interface AddressInputProps {
  ref: RefObject<HTMLTextAreaElement | null>
  invitees: Invitees
  onEdited: () => void
}

function AddressInput({ ref, invitees, onEdited }: AddressInputProps) {
  const { name: _, ...wiring } = useFieldControl({})
  useEarlyText(ref, ({ value }) => invitees.type(value))

  function handleKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
    if (event.key === 'Enter') event.preventDefault()
    if (event.key === 'Enter' || event.key === 'Tab') invitees.finish()
    if (event.key === 'Backspace' && invitees.draft === '') {
      onEdited()
      invitees.removeLast()
    }
  }
  return (
    <textarea
      {...wiring}
      ref={ref}
      rows={2}
      value={invitees.draft}
      onChange={(event) => {
        onEdited()
        invitees.type(event.currentTarget.value)
      }}
      onKeyDown={handleKey}
      autoComplete="off"
      spellCheck={false}
      inputMode="email"
      placeholder="name@example.com"
      className={classNames(controlStyles, 'min-h-16 resize-y px-3 py-2')}
    />
  )
}
