import { managementPermissions } from '@/lib/access'
import { newId } from '@/lib/ids'
import { createApplication, createConnection, createGrant } from '@/test/fixtures/builders'
import { BrowserTenant, type BrowserOrganization, type BrowserUser } from '@/test/fixtures/browser-tenant'
import { visit, type Visitor } from '../permission-visitor'
import { createDomain, createInvitation } from '../portal-fixture'

export interface ConsolePeople {
  tenant: BrowserTenant
  operator: BrowserUser
  /** The operator’s. */
  visitor: Visitor
  /** Holds every permission to read, and no other. */
  reader: BrowserUser
  readerVisitor: Visitor
  /** Owns an organization, and holds nothing at tenant level but what everyone does. */
  owner: BrowserUser
  ownerVisitor: Visitor
  /** The owner’s. */
  ownOrganization: BrowserOrganization
}

/** One of each thing that the console shows and changes. */
export interface ConsoleFixture extends ConsolePeople {
  organization: BrowserOrganization
  /** Who has signed in, holds a tenant role and is the organization’s only owner. */
  user: BrowserUser
  sessionId: string
  /** A tenant role. */
  roleId: string
  /** A tenant role for organizations. */
  memberRoleId: string
  apiId: string
  clientId: string
  /** A provider, enabled in no organization. */
  connectionId: string
  emailId: string
  eventId: string
  /** Of the organization. */
  invitationId: string
  /** The organization’s, verified. */
  domainId: string
  /** Of a machine that may act in listed organizations. */
  grantId: string
}

/** Three people who are signed in, in a tenant of their own. */
export async function createConsolePeople(baseURL: string): Promise<ConsolePeople> {
  const tenant = await BrowserTenant.create(baseURL)
  const operator = await tenant.createUser('Olu Operator')
  await tenant.addTenantRoles(operator, ['Operator'])
  const reading = managementPermissions.filter(({ name }) => name.startsWith('read:'))
  const readerRoleId = await tenant.createRole(
    'Reader',
    reading.map(({ name }) => ({ api: 'portal' as const, name })),
  )
  const reader = await tenant.createUser('Rea Reader')
  await tenant.write((tx) => tx.userRole.create({ data: { userId: reader.id, roleId: readerRoleId } }))
  const owner = await tenant.createUser('Olga Owner')
  const ownOrganization = await tenant.createOrganization('Pier')
  await tenant.addMember(ownOrganization, owner, ['Owner'])
  const signedIn = ({ email }: BrowserUser) => visit({ at: baseURL, url: tenant.url, email })
  return {
    tenant,
    operator,
    visitor: await signedIn(operator),
    reader,
    readerVisitor: await signedIn(reader),
    owner,
    ownerVisitor: await signedIn(owner),
    ownOrganization,
  }
}

/** New rows for one action. */
export async function createConsoleFixture(people: ConsolePeople): Promise<ConsoleFixture> {
  const { tenant } = people
  const organization = await tenant.createOrganization()
  const user = await tenant.createUser('Uma User')
  await tenant.addMember(organization, user, ['Owner'])
  await tenant.addTenantRoles(user, ['Support'])
  const roleId = await tenant.createRole(`Keeper ${newId('role')}`, [
    { api: 'documents', name: 'read:documents' },
  ])
  const rows = await tenant.write(async (tx) => {
    const where = { tenantId: tenant.id }
    const member = await tx.role.findFirstOrThrow({ where: { ...where, name: 'Member' } })
    const api = await tx.api.findFirstOrThrow({ where: { ...where, isPortal: false } })
    const application = await createApplication(tx, {
      name: 'Harbour web',
      grantTypes: ['authorization_code', 'refresh_token'],
      redirectUris: ['http://localhost:4000/callback'],
    })
    const emailId = newId('mail')
    await tx.mail.create({
      data: { id: emailId, recipient: user.email, template: 'password-changed', payload: {}, state: 'sent' },
    })
    const eventId = newId('event')
    const event = { actorKind: 'user', actorId: user.id, targetKind: 'user', targetId: user.id }
    await tx.auditEvent.create({ data: { id: eventId, type: 'password.changed', ...event } })
    return {
      memberRoleId: member.id,
      apiId: api.id,
      clientId: application.id,
      grantId: await createGrant(tx, {
        clientId: application.id,
        apiId: api.id,
        scope: [],
        organizationUsage: 'require',
      }),
      connectionId: await createConnection(tx, {
        strategy: 'oidc',
        displayName: 'Harbour provider',
        options: { issuer: 'https://idp.harbour.test/', client_id: 'foyer' },
      }),
      emailId,
      eventId,
    }
  })
  const sessionId = await tenant.createMemberSession(organization, user)
  const invitationId = await createInvitation(tenant, {
    organization,
    email: `${newId('mail')}@harbour.test`,
    roleId: rows.memberRoleId,
  })
  const domainId = await createDomain(tenant, organization)
  return { ...people, organization, user, sessionId, roleId, invitationId, domainId, ...rows }
}

/** A path that the pattern of a console page fits. */
export function consolePathOf(pattern: string, at: ConsoleFixture): string {
  const values: Record<string, string> = {
    organizationId: at.organization.id,
    userId: at.user.id,
    roleId: at.roleId,
    apiId: at.apiId,
    clientId: at.clientId,
    connectionId: at.connectionId,
    emailId: at.emailId,
    eventId: at.eventId,
  }
  return pattern.replaceAll(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(values[name] ?? 'none'))
}
