import type { FormAction } from '@/components/form/form'
import { Fact, Facts } from '@/components/ui/facts'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import { SendingStateBadge } from '@/components/webhooks/sending-state'
import type { HttpSink, LogStream } from '@/lib/domain/log-streams/log-stream'
import { explainStreamProblem } from '@/lib/domain/log-streams/stream-problems'
import { ActForm } from './log-stream-forms'

interface LogStreamFactsProps {
  stream: LogStream
  /** Whether this process knows a folder for files. */
  hasFolder: boolean
}

export function LogStreamFacts({ stream, hasFolder }: LogStreamFactsProps) {
  const { state, failingSince, problem, status, deliveredAt, sink, categories } = stream
  return (
    <div className="mb-8">
      <Facts>
        <Fact label="State">
          <span className="flex flex-wrap items-center gap-2">
            <SendingStateBadge state={state} failingSince={failingSince} />
            {failingSince && (
              <span className="text-sm text-muted-foreground">
                First failed <Time value={failingSince} />
              </span>
            )}
          </span>
        </Fact>
        <Fact label="Last delivery">{deliveredAt === null ? 'None yet' : <Time value={deliveredAt} />}</Fact>
        {problem !== null && (
          <Fact label="Last problem">
            {status === null ? '' : `HTTP ${String(status)}. `}
            {explainStreamProblem(problem)}
          </Fact>
        )}
        {sink === null ? <FolderFact hasFolder={hasFolder} /> : <SinkFacts sink={sink} />}
        <Fact label="Events">{categories.length === 0 ? 'All events' : categories.join(', ')}</Fact>
      </Facts>
    </div>
  )
}

function FolderFact({ hasFolder }: { hasFolder: boolean }) {
  return (
    <Fact label="Folder">
      {hasFolder ? (
        'The one that FOYER_LOG_DIR names on the server'
      ) : (
        <>
          None on this server: set <code>FOYER_LOG_DIR</code>
        </>
      )}
    </Fact>
  )
}

function SinkFacts({ sink: { endpoint, contentFormat, headerNames } }: { sink: HttpSink }) {
  const custom = headerNames.filter((name) => name !== 'authorization')
  return (
    <>
      <Fact label="URL">
        <code>{endpoint}</code>
      </Fact>
      <Fact label="Format">{contentFormat}</Fact>
      <Fact label="Authorization">
        {headerNames.includes('authorization') ? 'Set, never shown again' : 'None'}
      </Fact>
      {custom.length > 0 && <Fact label="Other headers">{custom.join(', ')}</Fact>}
    </>
  )
}

interface StoppedNoticeProps {
  stream: LogStream
  /** Undefined where it cannot be done. */
  resume: FormAction | undefined
}

/** Why nothing is sent, and how it goes on. */
export function StoppedNotice({ stream, resume }: StoppedNoticeProps) {
  if (stream.state === 'active') return null
  const isSuspended = stream.state === 'suspended'
  return (
    <Notice
      tone={isSuspended ? 'danger' : 'info'}
      title={isSuspended ? 'This log stream was suspended' : 'This log stream is paused'}
      className="mb-6"
      action={
        resume && (
          <ActForm id={stream.id} action={resume}>
            <SubmitButton variant="secondary">Resume</SubmitButton>
          </ActForm>
        )
      }
    >
      <p>
        {isSuspended
          ? 'Nothing could be delivered for several days, or the receiver answered that it wants no more.'
          : 'Events wait until you resume it.'}{' '}
        Once resumed, it sends all that it missed.
      </p>
    </Notice>
  )
}
