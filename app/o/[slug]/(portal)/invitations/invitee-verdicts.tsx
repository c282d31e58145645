'use client'

import { use } from 'react'
import { FormStateContext } from '@/components/form/form-context'
import { SubmitButton } from '@/components/ui/submit-button'
import { verdictsIn } from './refused-addresses'

/** For browsers without JavaScript; the dialog shows them in its list. */
export function InviteeVerdicts() {
  const state = use(FormStateContext)
  if (state.status !== 'refused') return null
  const verdicts = verdictsIn(state)
  if (verdicts.length === 0) return null
  const ready = Number(state.fields['ready'])
  return (
    <div className="flex flex-col gap-3 rounded-md border bg-panel p-3.5">
      <ul aria-label="Addresses that cannot be invited" className="flex flex-col gap-2">
        {verdicts.map(([typed, problem]) => (
          <li key={typed} className="text-sm">
            <span className="font-medium wrap-anywhere">{typed}</span>{' '}
            <span className="text-danger">{problem}</span>
          </li>
        ))}
      </ul>
      {ready > 0 && (
        <SubmitButton variant="secondary" size="small" name="ready" value="yes" className="self-start">
          {ready === 1 ? 'Send to the other address' : `Send to the other ${ready} addresses`}
        </SubmitButton>
      )}
    </div>
  )
}
