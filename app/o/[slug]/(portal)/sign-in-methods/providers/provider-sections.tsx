import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Fact } from '@/components/ui/facts'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import type { OwnConnection } from '@/lib/domain/connections/own-connection'
import { currentTenant } from '@/lib/web/tenant'
import { restriction } from '../kinds'
import { methodUse } from '../method-use'
import { SentenceList } from '../sentence-list'
import { remove } from './actions'

interface SectionProps {
  slug: string
  provider: OwnConnection
}

export async function StateFact({ slug, provider }: SectionProps) {
  const { id, isEnabled, isRequired, accessLevel } = provider
  const restricted = restriction(accessLevel, (await currentTenant()).name)
  return (
    <Fact label="State">
      <span className="flex flex-wrap items-center gap-3">
        {isEnabled ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>}
        {isRequired && <Badge>Required</Badge>}
        <TextLink href={isEnabled ? `/o/${slug}/sign-in-methods/${id}` : `/o/${slug}/sign-in-methods`}>
          {isEnabled ? 'How it works here' : 'Enable it under Sign-in methods'}
        </TextLink>
        {restricted && <span>{restricted}</span>}
      </span>
    </Fact>
  )
}

export function testHref({ slug, provider }: SectionProps): string {
  return `/o/${slug}/sign-in-methods/providers/${provider.id}/test`
}

export function DirectorySection({ slug, provider }: SectionProps) {
  return (
    <Section
      title="Directory sync"
      text="Your directory adds and removes members by itself, and its groups give them roles (SCIM 2.0)."
    >
      <div>
        <LinkButton href={`/o/${slug}/sign-in-methods/providers/${provider.id}/directory`}>
          Open directory sync
        </LinkButton>
      </div>
    </Section>
  )
}

/** `isOwn`: the reader is signed in with it. */
export function DeleteSection({ slug, provider, isOwn }: SectionProps & { isOwn: boolean }) {
  const { id, displayName } = provider
  return (
    <Section title="Delete" text="People can then no longer sign in with it. Their accounts stay.">
      <div>
        <ConfirmDialog
          act="delete-provider"
          trigger={<Button variant="danger">Delete identity provider</Button>}
          title={`Delete ${displayName}?`}
          description={<SentenceList sentences={[...methodUse(provider, isOwn), 'You can’t undo this.']} />}
          action={remove.bind(null, slug)}
          values={{ id }}
          submit="Delete"
        />
      </div>
    </Section>
  )
}
