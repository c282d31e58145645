'use client'

import { ArrowRight, Minus, Plus } from 'lucide-react'
import { use, useEffect, useId, useRef, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormState, Review, ReviewedChange } from '@/lib/http/form-state'
import { FormStateContext } from './form-context'

interface ReviewBeforeSavingProps {
  /** On the button of the first submit. */
  review?: string
  /** On the button of the second. */
  save?: string
  /** Of the review. */
  title?: string
}

/** For an action that returns a review first and saves on the second submit. A later change removes the review. */
export function ReviewBeforeSaving({
  review: reviewLabel = 'Review changes',
  save = 'Save changes',
  title = 'Review your changes',
}: ReviewBeforeSavingProps) {
  const state = use(FormStateContext)
  const box = useRef<HTMLDivElement>(null)
  const [outdated, setOutdated] = useState<FormState>()
  const review = state.status === 'review' && state !== outdated ? state.review : undefined

  useEffect(() => {
    const form = box.current?.closest('form')
    const markOutdated = ({ target }: Event) => {
      // A search among the form’s fields has no name, and is not sent.
      if (target instanceof HTMLInputElement && target.name === '') return
      setOutdated(state)
    }
    form?.addEventListener('input', markOutdated)
    return () => form?.removeEventListener('input', markOutdated)
  }, [state])

  return (
    <div ref={box} className="flex flex-col items-start gap-4">
      {review && <Reviewed review={review} title={title} />}
      {review && review.changes.length > 0 ? (
        <SubmitButton key="save" name="reviewed" value={review.reviewed}>
          {save}
        </SubmitButton>
      ) : (
        <SubmitButton key="review">{reviewLabel}</SubmitButton>
      )}
    </div>
  )
}

interface ReviewedProps {
  review: Review
  title: string
}

function Reviewed({ review: { notice, changes, effects }, title }: ReviewedProps) {
  const heading = useId()
  return (
    <section
      aria-labelledby={heading}
      tabIndex={-1}
      data-form-answer=""
      className="flex w-full flex-col gap-3 rounded-md border bg-panel p-4"
    >
      <h3 id={heading} className="text-base">
        {changes.length === 0 ? 'Nothing to save' : title}
      </h3>
      {notice && <Notice tone="warning">{notice}</Notice>}
      {changes.length === 0 && <p className="text-muted-foreground">There are no changes to save.</p>}
      {changes.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {changes.map((change) => (
            <Change key={`${change.kind} ${change.code ?? ''} ${change.text}`} change={change} />
          ))}
        </ul>
      )}
      {effects.map((sentence) => (
        <p key={sentence} className="wrap-anywhere">
          {sentence}
        </p>
      ))}
    </section>
  )
}

const looks = {
  adds: { icon: Plus, word: 'Adds:', color: 'text-success' },
  removes: { icon: Minus, word: 'Removes:', color: 'text-danger' },
  changes: { icon: ArrowRight, word: 'Changes:', color: 'text-muted-foreground' },
}

function Change({ change: { kind, text, code } }: { change: ReviewedChange }) {
  const { icon: Icon, word, color } = looks[kind]
  return (
    <li className="flex gap-2">
      <Icon aria-hidden strokeWidth={1.75} className={`mt-0.5 size-4 shrink-0 ${color}`} />
      <span className="min-w-0 wrap-anywhere">
        <span className="font-medium">{word}</span> {text}
        {code !== undefined && <code className="block text-muted-foreground">{code}</code>}
      </span>
    </li>
  )
}
