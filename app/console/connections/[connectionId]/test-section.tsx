import { Form } from '@/components/form/form'
import { buttonStyles } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { explainFailure } from '@/lib/domain/connections/connection-failures'
import type { ConnectionTestResult } from '@/lib/federation/connection-test'
import { check } from '../actions'

interface TestSectionProps {
  connectionId: string
  /** Of a test that has just ended. */
  result: ConnectionTestResult | null
}

export function TestSection({ connectionId, result }: TestSectionProps) {
  return (
    <Section
      title="Test"
      text="Opens a real sign-in at the provider in another tab. It signs no one in here and stores nothing."
    >
      {result && <Result result={result} />}
      <Form action={check} className="flex flex-col gap-3">
        <input type="hidden" name="connection_id" value={connectionId} />
        <div className="flex flex-wrap items-start gap-2">
          <a
            href={`/console/connections/${connectionId}/test`}
            target="_blank"
            rel="noopener"
            className={buttonStyles()}
          >
            Test connection
          </a>
          <SubmitButton variant="secondary">Check discovery</SubmitButton>
        </div>
      </Form>
    </Section>
  )
}

function Result({ result: { reason, person } }: { result: ConnectionTestResult }) {
  if (reason !== null)
    return (
      <Notice tone="danger" role="status" title="It doesn’t work">
        {explainFailure(reason).admin}
      </Notice>
    )
  if (person?.email == null)
    return (
      <Notice tone="warning" role="status" title="The provider sent no email address">
        {explainFailure('no_address').admin}
      </Notice>
    )
  return (
    <Notice tone="success" role="status" title="It works">
      The provider named {person.name ?? 'a user'} with the address {person.email}.
    </Notice>
  )
}
