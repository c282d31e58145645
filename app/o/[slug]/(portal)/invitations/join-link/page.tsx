import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader, Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { findJoinLink, getLinkRoles } from '@/lib/domain/join-links/queries'
import { readTogether } from '@/lib/domain/read-together'
import { organizationPage } from '@/lib/http/person'
import { change, create, linkOf, rotate, turnOff, undoTurnOff } from './actions'
import { JoinLinkForm } from './join-link-form'
import { LinkActions, type JoinLinkActs } from './link-actions'
import { LinkFacts, LinkTitle } from './link-facts'

export const metadata: Metadata = { title: 'Join link' }

export default async function JoinLinkPage({ params }: { params: Promise<{ slug: string }> }) {
  const given = (await params).slug
  const { access, actor, organization } = await organizationPage(given, 'read:organization_invitations')
  const { link, roles, defaultRoleId } = await readTogether([access], async () => ({
    link: await findJoinLink(access),
    ...(await getLinkRoles(access)),
  }))
  const { slug, displayName } = organization
  const mayCreate = may(actor, 'create:organization_invitations')
  const acts: JoinLinkActs = {
    linkOf: mayCreate ? linkOf.bind(null, slug) : undefined,
    rotate: mayCreate ? rotate.bind(null, slug) : undefined,
    turnOff: may(actor, 'delete:organization_invitations') ? turnOff.bind(null, slug) : undefined,
    undoTurnOff: undoTurnOff.bind(null, slug),
  }
  const form = link
    ? { title: 'Settings', action: change.bind(null, slug) }
    : { title: 'New join link', action: create.bind(null, slug) }
  return (
    <>
      <BackLink href={`/o/${slug}/invitations`}>Invitations</BackLink>
      <PageHeader
        title={<LinkTitle link={link} />}
        text={`People who have the link join ${displayName} by themselves, without an invitation.`}
        action={link && <LinkActions link={link} roles={roles} acts={acts} />}
      />
      {link ? (
        <Section title="Current link">
          <LinkFacts link={link} />
        </Section>
      ) : (
        !mayCreate && <p className="text-muted-foreground">There is no join link.</p>
      )}
      {mayCreate && (
        <Section title={form.title}>
          <JoinLinkForm
            key={form.title}
            action={form.action}
            link={link}
            roles={roles}
            defaultRoleId={defaultRoleId}
          />
        </Section>
      )}
    </>
  )
}
