import { Badge } from '@/components/ui/badge'
import { Fact } from '@/components/ui/facts'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import type { OwnConnection } from '@/lib/domain/connections/own-connection'
import { currentTenant } from '@/lib/web/tenant'
import { reservation } from '../kinds'
import { DeleteProvider } from './delete-provider'
import { Requirement } from './requirement'

interface SectionProps {
  slug: string
  provider: OwnConnection
}

export async function StateFact({
  slug,
  provider: { id, isEnabled, isRequired, accessLevel },
}: SectionProps) {
  const reserved = reservation(accessLevel, (await currentTenant()).name)
  return (
    <Fact label="State">
      <span className="flex flex-wrap items-center gap-3">
        {isEnabled ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>}
        {isRequired && <Badge>Required</Badge>}
        <TextLink href={isEnabled ? `/o/${slug}/sign-in-methods/${id}` : `/o/${slug}/sign-in-methods`}>
          {isEnabled ? 'How it works here' : 'Enable it under Sign-in methods'}
        </TextLink>
        {reserved && <span>{reserved}</span>}
      </span>
    </Fact>
  )
}

export function testHref({ slug, provider }: SectionProps): string {
  return `/o/${slug}/sign-in-methods/providers/${provider.id}/test`
}

/** `isOwn`: the reader is signed in with it. */
export function RequirementSection({
  mayUpdate,
  ...shared
}: SectionProps & { isOwn: boolean; mayUpdate: boolean; seesMembers: boolean }) {
  return (
    <Section
      title="Required sign-in"
      text="Let people with addresses at your verified domains sign in with this provider only."
    >
      <Requirement {...shared} mayChange={mayUpdate} />
    </Section>
  )
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
  return (
    <Section title="Delete" text="People can then no longer sign in with it. Their accounts stay.">
      <div>
        <DeleteProvider slug={slug} provider={provider} isOwn={isOwn} />
      </div>
    </Section>
  )
}
