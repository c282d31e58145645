import { Section } from '@/components/ui/page-header'
import { Time } from '@/components/ui/time'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { TestLink } from './test-link'
import { Verdict } from './test-result'

export function TestSection({ href, provider }: { href: string; provider: Connection }) {
  return (
    <Section
      title="Test"
      text="Opens a real sign-in at the provider. It signs no one in here and stores nothing about the user."
    >
      <LastTest connection={provider} />
      <div>
        <TestLink href={href} connectionId={provider.id} />
      </div>
    </Section>
  )
}

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
