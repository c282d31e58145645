import type { ReactNode } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form, type FormAction } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { LogStream } from '@/lib/domain/log-streams/log-stream'
import { LogStreamFields } from '../log-stream-fields'

interface ActProps {
  stream: LogStream
  action: FormAction
}

export function TestButton({ stream, action }: ActProps) {
  return (
    <ActForm id={stream.id} action={action}>
      <SubmitButton variant="secondary">Send a test event</SubmitButton>
    </ActForm>
  )
}

export function LogStreamSettings({ stream, action }: ActProps) {
  return (
    <Section title="Settings">
      <Form action={action} act="save-log-stream" className="flex max-w-form flex-col gap-4">
        <input type="hidden" name="stream_id" value={stream.id} />
        <LogStreamFields type={stream.sink === null ? 'file' : 'http'} values={stream} />
        <SubmitButton className="self-start">Save changes</SubmitButton>
      </Form>
    </Section>
  )
}

interface OperationsProps {
  stream: LogStream
  /** Undefined where it cannot be done. */
  pause: FormAction | undefined
  remove: FormAction | undefined
}

export function LogStreamOperations({ stream, pause, remove }: OperationsProps) {
  if (!pause && !remove) return null
  return (
    <Section title="Pause and deletion">
      <div className="flex flex-wrap gap-2">
        {pause && (
          <ActForm id={stream.id} action={pause}>
            <SubmitButton variant="secondary">Pause</SubmitButton>
          </ActForm>
        )}
        {remove && (
          <ConfirmDialog
            act="delete-log-stream"
            trigger={<Button variant="danger">Delete log stream</Button>}
            title={`Delete ${stream.name}?`}
            description="Events that wait are not sent. Files that were written stay. You can’t undo this."
            action={remove}
            values={{ stream_id: stream.id }}
            submit="Delete"
          />
        )}
      </div>
    </Section>
  )
}

interface ActFormProps {
  id: string
  action: FormAction
  children: ReactNode
}

export function ActForm({ id, action, children }: ActFormProps) {
  return (
    <Form action={action}>
      <input type="hidden" name="stream_id" value={id} />
      {children}
    </Form>
  )
}
