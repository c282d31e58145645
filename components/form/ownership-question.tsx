'use client'

import { useRef, useState, type SubmitEvent } from 'react'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import type { RoleOption } from '@/components/ui/plain-role-list'

type Act = 'grant' | 'remove'

interface PendingQuestion {
  act: Act
  form: HTMLFormElement
}

interface OwnershipQuestionInput {
  /** The roles of each whose roles the form changes. */
  before: readonly (readonly string[])[]
  options: readonly RoleOption[]
}

/** Asks before a form is sent that adds or removes a role that grants ownership. */
export function useOwnershipQuestion({ before, options }: OwnershipQuestionInput) {
  const [asked, setAsked] = useState<PendingQuestion | null>(null)
  const isConfirmed = useRef(false)
  function askBefore(event: SubmitEvent<HTMLFormElement>) {
    const form = event.currentTarget
    const act = ownershipChange(before, new FormData(form).getAll('roles'), options)
    if (act === null || isConfirmed.current) {
      isConfirmed.current = false
      return
    }
    event.preventDefault()
    setAsked({ act, form })
  }
  function confirm() {
    isConfirmed.current = true
    setAsked(null)
    asked?.form.requestSubmit()
  }
  return { asked, askBefore, confirm, cancel: () => setAsked(null) }
}

function ownershipChange(
  before: OwnershipQuestionInput['before'],
  after: readonly unknown[],
  options: OwnershipQuestionInput['options'],
): Act | null {
  const owners = options.filter(({ isOwner }) => isOwner).map(({ id }) => id)
  const isGranted = owners.some((id) => after.includes(id) && before.some((roles) => !roles.includes(id)))
  if (isGranted) return 'grant'
  const isRemoved = owners.some((id) => !after.includes(id) && before.some((roles) => roles.includes(id)))
  return isRemoved ? 'remove' : null
}

interface OwnershipQuestionProps {
  /** A name, or how many members. */
  subject: string
  isSeveral?: boolean
  question: ReturnType<typeof useOwnershipQuestion>
}

export function OwnershipQuestion({ subject, isSeveral = false, question }: OwnershipQuestionProps) {
  const act = question.asked?.act ?? 'grant'
  const { title, text, button } = (isSeveral ? wordsForSeveral : words)[act]
  return (
    <AlertDialog
      title={title(subject)}
      description={text(subject)}
      open={question.asked !== null}
      onOpenChange={(open) => !open && question.cancel()}
    >
      <div className="mt-2 flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse max-sm:items-stretch">
        <Button onClick={question.cancel}>Cancel</Button>
        <Button variant={act === 'grant' ? 'primary' : 'danger'} onClick={question.confirm}>
          {button}
        </Button>
      </div>
    </AlertDialog>
  )
}

const words = {
  grant: {
    title: (subject: string) => `Make ${subject} an owner?`,
    text: () =>
      'Owners can do everything here: delete the organization, and remove other owners, you included.',
    button: 'Grant ownership',
  },
  remove: {
    title: (subject: string) => `Remove ownership from ${subject}?`,
    text: (subject: string) => `${subject} stays a member and keeps only the other roles.`,
    button: 'Remove ownership',
  },
}

const wordsForSeveral: typeof words = {
  grant: { ...words.grant, title: (subject) => `Make ${subject} owners?` },
  remove: {
    ...words.remove,
    text: () => 'Those who are owners stay members and keep only the chosen role.',
  },
}
