import { Section } from '@/components/ui/page-header'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { LastTest } from './last-test'
import { TestLink } from './test-link'

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
