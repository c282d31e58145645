import { Form } from '@/components/form/form'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { LastTest } from '../../../(identity-providers)/test-section'
import { TestLink } from '../../../(identity-providers)/test-link'
import { check } from '../actions'

export function TestSection({ connection }: { connection: Connection }) {
  const { id, options } = connection
  return (
    <Section
      title="Test"
      text="Opens a real sign-in at the provider. It signs no one in here and stores nothing about the user."
    >
      <LastTest connection={connection} />
      <Form action={check} values={{ connection_id: id }} className="flex flex-col gap-3">
        <div className="flex flex-wrap items-start gap-2">
          <TestLink href={`/console/connections/${id}/test`} connectionId={id} />
          {options && <SubmitButton variant="secondary">Check discovery</SubmitButton>}
        </div>
      </Form>
    </Section>
  )
}
