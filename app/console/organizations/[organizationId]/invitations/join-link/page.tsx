import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { Section } from '@/components/ui/page-header'
import { may, type OrganizationActor } from '@/lib/access'
import { findJoinLink, getLinkRoles } from '@/lib/domain/join-links/queries'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import {
  JoinLinkForm,
  type JoinLinkFormProps,
} from '../../../../../o/[slug]/(portal)/invitations/join-link/join-link-form'
import {
  LinkActions,
  type JoinLinkActs,
} from '../../../../../o/[slug]/(portal)/invitations/join-link/link-actions'
import { LinkFacts, LinkTitle } from '../../../../../o/[slug]/(portal)/invitations/join-link/link-facts'
import { organizationPath } from '../../../query'
import { OrganizationFrame } from '../../organization-frame'
import { organizationTab, type OrganizationPageProps } from '../../organization-tab'
import { change, create, linkOf, rotate, turnOff, undoTurnOff } from './actions'

export const metadata: Metadata = { title: 'Join link' }

export default async function OrganizationJoinLinkPage(props: OrganizationPageProps) {
  const { access, tenantActor } = await organizationTab(props, 'read:organization_invitations')
  const { organization, link, roles, defaultRoleId } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    link: await findJoinLink(access),
    ...(await getLinkRoles(access)),
  }))
  const { id, displayName } = organization
  const mayCreate = may(access, 'create:organization_invitations')
  return (
    <OrganizationFrame organization={organization} tenantActor={tenantActor}>
      <BackLink href={organizationPath(id, 'invitations')}>Invitations</BackLink>
      <Section
        title={<LinkTitle link={link} />}
        text={`People who have the link join ${displayName} by themselves, without an invitation.`}
        action={
          link && <LinkActions act="rotate-join-link" link={link} roles={roles} acts={actsOf(access)} />
        }
      >
        {link ? (
          <LinkFacts link={link} />
        ) : (
          !mayCreate && <p className="text-muted-foreground">There is no join link.</p>
        )}
      </Section>
      {mayCreate && <Settings id={id} link={link} roles={roles} defaultRoleId={defaultRoleId} />}
    </OrganizationFrame>
  )
}

function actsOf(actor: OrganizationActor): JoinLinkActs {
  const { organizationId: id } = actor
  const mayCreate = may(actor, 'create:organization_invitations')
  return {
    linkOf: mayCreate ? linkOf.bind(null, id) : undefined,
    rotate: mayCreate ? rotate.bind(null, id) : undefined,
    turnOff: may(actor, 'delete:organization_invitations') ? turnOff.bind(null, id) : undefined,
    undoTurnOff: undoTurnOff.bind(null, id),
  }
}

interface SettingsProps extends Omit<JoinLinkFormProps, 'action' | 'act'> {
  id: string
}

function Settings({ id, ...form }: SettingsProps) {
  const { link } = form
  return (
    <Section title={link ? 'Settings' : 'New join link'}>
      <JoinLinkForm
        key={link ? 'change' : 'create'}
        act={link ? 'change-join-link' : 'create-join-link'}
        action={link ? change.bind(null, id) : create.bind(null, id)}
        {...form}
      />
    </Section>
  )
}
