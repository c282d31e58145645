'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useCloseDialog } from '@/components/ui/dialog-context'
import { Notice } from '@/components/ui/notice'
import { InviteOptions } from '../invite-options'
import { submitLabel } from '../invite-form'
import { InviteRoles } from '../invite-roles'
import { choicesIn, type LoadedChoices } from '../loaded-choices'
import { ChooseFile } from './choose-file'
import { FileRows } from './file-rows'
import type { InviteeFile } from './use-invitee-file'

interface InviteeFileFormProps {
  file: InviteeFile
  choices: LoadedChoices
  onRetry: () => void
}

export function InviteeFileForm({ file, ...roles }: InviteeFileFormProps) {
  return file.rows.length === 0 ? <ChooseFile file={file} /> : <CheckedFile file={file} {...roles} />
}

function CheckedFile({ file, choices, onRetry }: InviteeFileFormProps) {
  const [chosen, setChosen] = useState<string[]>()
  const { rows, open, problem, progress } = file
  const { defaultRoleId, connections, clients } = choicesIn(choices)
  const common = chosen ?? (defaultRoleId === null ? [] : [defaultRoleId])
  return (
    <form
      className="flex min-w-0 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (progress === undefined) void file.send(new FormData(event.currentTarget), common)
      }}
    >
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <FileRows rows={rows} />
      {open.some(({ role }) => role === '') && (
        <InviteRoles choices={choices} value={common} onChange={setChosen} onRetry={onRetry} />
      )}
      {open.length > 0 && <InviteOptions connections={connections} clients={clients} />}
      {progress && <SendingProgress {...progress} />}
      <FileActions file={file} />
    </form>
  )
}

function SendingProgress({ done, of }: { done: number; of: number }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p role="status" className="text-sm text-muted-foreground">
        {done} of {of} done. Keep this page open.
      </p>
      <div
        role="progressbar"
        aria-label="Invitations sent"
        aria-valuenow={done}
        aria-valuemax={of}
        className="h-1.5 overflow-hidden rounded-full bg-hover"
      >
        <div className="h-full rounded-full bg-primary" style={{ width: `${(done / of) * 100}%` }} />
      </div>
    </div>
  )
}

function FileActions({ file: { open, today, progress, clear } }: { file: InviteeFile }) {
  const close = useCloseDialog()
  const isSending = progress !== undefined
  return (
    <div className="mt-2 flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse max-sm:items-stretch">
      {!isSending && <Button onClick={clear}>Choose another file</Button>}
      {open.length === 0 && !isSending ? (
        <Button variant="primary" onClick={close}>
          Done
        </Button>
      ) : (
        <Button type="submit" variant="primary" pending={isSending} aria-disabled={isSending || undefined}>
          {submitLabel(today.length)}
        </Button>
      )}
    </div>
  )
}
