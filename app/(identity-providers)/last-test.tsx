import { Time } from '@/components/ui/time'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { Verdict } from './test-result'

/** Of the connection’s last test, by anyone. */
export function LastTest({ connection: { testedAt, testProblem } }: { connection: Connection }) {
  if (testedAt === null) return <p className="text-muted-foreground">Not tested yet.</p>
  return (
    <div className="flex max-w-form flex-col gap-2">
      <Verdict problem={testProblem} />
      <p className="text-sm text-muted-foreground">
        Last tested <Time value={testedAt} now={new Date()} />
      </p>
    </div>
  )
}
