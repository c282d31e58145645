import { Fact, Facts } from '@/components/ui/facts'
import { Time } from '@/components/ui/time'
import { SendingStateFact } from '@/components/webhooks/sending-state'
import { explainStreamProblem, type HttpSink, type LogStream } from '@/lib/domain/log-streams/log-stream'
import { writtenCategories } from '@/lib/domain/log-streams/log-stream-categories'

interface LogStreamFactsProps {
  stream: LogStream
  /** Whether FOYER_LOG_DIR is set. */
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
