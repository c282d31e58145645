import type { FormAction } from '@/components/form/form'
import { Fact, Facts } from '@/components/ui/facts'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import { SendingStateFact, StoppedNotice } from '@/components/webhooks/sending-state'
import { explainStreamProblem, type HttpSink, type LogStream } from '@/lib/domain/log-streams/log-stream'
import { writtenCategories } from '@/lib/domain/log-streams/log-stream-categories'
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
        <SendingStateFact state={state} failingSince={failingSince} />
        <Fact label="Last delivery">{deliveredAt === null ? 'None yet' : <Time value={deliveredAt} />}</Fact>
        {problem !== null && (
          <Fact label="Last problem">
            {status === null ? '' : `HTTP ${String(status)}. `}
            {explainStreamProblem(problem)}
          </Fact>
        )}
        {sink === null ? <FolderFact hasFolder={hasFolder} /> : <SinkFacts sink={sink} />}
        <Fact label="Events">
          {categories.length === 0 ? 'All events' : categories.map(labelOf).join(', ')}
        </Fact>
      </Facts>
    </div>
  )
}

function labelOf(category: string): string {
  const labels: Readonly<Record<string, string>> = writtenCategories
  return labels[category] ?? category
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
      {custom.length > 0 && <Fact label="Custom headers">{custom.join(', ')}</Fact>}
    </>
  )
}

interface StoppedLogStreamProps {
  stream: LogStream
  /** Undefined where it cannot be done. */
  resume: FormAction | undefined
}

export function StoppedLogStream({ stream, resume }: StoppedLogStreamProps) {
  return (
    <StoppedNotice
      state={stream.state}
      noun="log stream"
      why="Nothing could be delivered for several days, or the receiver answered that it wants no more."
      afterwards="Once resumed, it sends all that it missed."
      resume={
        resume && (
          <ActForm id={stream.id} action={resume}>
            <SubmitButton variant="secondary">Resume</SubmitButton>
          </ActForm>
        )
      }
    />
  )
}
