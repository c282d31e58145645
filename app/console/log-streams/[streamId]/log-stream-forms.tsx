import type { ReactNode } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form, type FormAction } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { StoppedNotice } from '@/components/webhooks/sending-state'
import type { LogStream } from '@/lib/domain/log-streams/log-stream'
import { pause, remove, resume, save, sendTest } from '../actions'
import { LogStreamFields } from '../log-stream-fields'

export function TestButton({ stream }: { stream: LogStream }) {
  return (
    <ActForm stream={stream} action={sendTest}>
      Send a test event
    </ActForm>
  )
}

export function StoppedLogStream({ stream, mayResume }: { stream: LogStream; mayResume: boolean }) {
  return (
    <StoppedNotice
      state={stream.state}
      noun="log stream"
      why="Nothing could be delivered for several days, or the receiver answered that it wants no more."
      afterwards="Once resumed, it sends all that it missed."
      resume={
        mayResume && (
          <ActForm stream={stream} action={resume}>
            Resume
          </ActForm>
        )
      }
    />
  )
}

export function LogStreamSettings({ stream }: { stream: LogStream }) {
  return (
    <Section title="Settings">
      <Form action={save} act="save-log-stream" values={{ stream_id: stream.id }} className="page-form">
        <LogStreamFields type={stream.sink === null ? 'file' : 'http'} values={stream} />
        <SubmitButton className="self-start">Save changes</SubmitButton>
      </Form>
    </Section>
  )
}

interface OperationsProps {
  stream: LogStream
  mayPause: boolean
  mayRemove: boolean
}

export function LogStreamOperations({ stream, mayPause, mayRemove }: OperationsProps) {
  if (!mayPause && !mayRemove) return null
  return (
    <Section title="Pause and deletion">
      <div className="flex flex-wrap gap-2">
        {mayPause && (
          <ActForm stream={stream} action={pause}>
            Pause
          </ActForm>
        )}
        {mayRemove && (
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
  stream: LogStream
  action: FormAction
  children: ReactNode
}

function ActForm({ stream, action, children }: ActFormProps) {
  return (
    <Form action={action} values={{ stream_id: stream.id }}>
      <SubmitButton variant="secondary">{children}</SubmitButton>
    </Form>
  )
}
