import { managementPermissions } from '@/lib/access'
import { validateOptions } from '@/lib/domain/connections/provider-options'
import { newId } from '@/lib/ids'
import {
  createApplication,
  createConnection,
  createGrant,
  createRole,
  createSupportAccess,
} from '@/test/fixtures/builders'
import { BrowserTenant, type BrowserOrganization, type BrowserUser } from '@/test/fixtures/browser-tenant'
import { createPausedLogStream } from '@/test/fixtures/log-stream-rows'
import { createTicketRows } from '@/test/fixtures/sso-ticket-rows'
import { createTenantWebhook, type WebhookIds } from '@/test/fixtures/webhook-rows'
import { createJoiningRows, type JoiningRows } from '../joining-rows'
import { call } from '../oidc-caller'
import { visit, type Visitor } from '../permission-visitor'
import { createDomain, createInvitation } from '../portal-fixture'
import {
  createApi,
  createDraftAndVersion,
  createMachine,
  createPreviousSecret,
  createRoleEvent,
  type MachineRows,
} from './rows'
import { createUserRows, type UserRows } from './user-rows'

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

/** One of each thing that the console changes. */
export interface ConsoleFixture extends ConsolePeople, UserRows, JoiningRows, WebhookIds {
  organization: BrowserOrganization
  /** Has signed in, holds a tenant role and is the organization’s only owner. */
  user: BrowserUser
  sessionId: string
  /** A tenant role. */
  roleId: string
  /** A tenant role for organizations. */
  memberRoleId: string
  apiId: string
  /** Of the API. */
  permission: string
  clientId: string
  /** Of the application. */
  previousSecretId: string
  /** Signs with two keys, and may read documents in the organizations that it is added to. */
  machine: MachineRows
  /** A provider, enabled in no organization. */
  connectionId: string
  /** The provider refused it. */
  emailId: string
  eventId: string
  /** Of the organization. */
  invitationId: string
  /** The organization’s, verified. */
  domainId: string
  /** The organization’s own. */
  ownRoleId: string
  /** The user’s, in the organization. */
  supportAccessId: string
  /** Of a machine that may act in listed organizations. */
  grantId: string
  templateRoleId: string
  /** The tenant’s next signing key. */
  keyId: string
  /** The tenant’s, paused. */
  logStreamId: string
  /** A self-service profile of the tenant. */
  profileId: string
  /** Of the profile, for the organization. */
  ticketId: string
  /** What an action has returned for review; empty if there was no review. */
  reviewed: string
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
  // Creates the tenant’s signing keys.
  await call(tenant.url, '/.well-known/jwks.json')
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

/** New rows for one action. Webhooks, log streams and self-service profiles are reused: a tenant can have only a few. */
export async function createConsoleFixture(people: ConsolePeople | ConsoleFixture): Promise<ConsoleFixture> {
  const { tenant } = people
  const organization = await tenant.createOrganization()
  const user = await tenant.createUser('Uma User')
  await tenant.addMember(organization, user, ['Owner'])
  await tenant.addTenantRoles(user, ['Support'])
  const roleId = await tenant.createRole(`Keeper of ${organization.slug}`, [
    { api: 'documents', name: 'read:documents' },
  ])
  const rows = await tenant.write(async (tx) => {
    const where = { tenantId: tenant.id }
    await createDraftAndVersion(tx, organization.id)
    await tx.$executeRaw`
      INSERT INTO organization_policies (organization_id, networks) VALUES (${organization.id}, '{127.0.0.0/8,::1/128}')`
    const member = await tx.role.findFirstOrThrow({ where: { ...where, name: 'Member' } })
    const apiId = await createApi(tx, ['read:reports', 'write:reports'])
    const application = await createApplication(tx, {
      name: 'Harbour web',
      grantTypes: ['authorization_code', 'refresh_token'],
      redirectUris: ['http://localhost:4000/callback'],
    })
    const previousSecretId = await createPreviousSecret(tx, application.id)
    const key = await tx.signingKey.findFirstOrThrow({ where: { ...where, state: 'next' } })
    const templateRoleId = newId('templateRole')
    await tx.templateRole.create({ data: { id: templateRoleId, name: `Template ${organization.slug}` } })
    const emailId = newId('mail')
    await tx.mail.create({
      data: {
        id: emailId,
        recipient: user.email,
        template: 'password_changed',
        payload: { template: 'password_changed' },
        state: 'failed',
        attempts: 1,
        lastProblem: 'validation_error',
        draft: {
          from: 'Own <hello@own.test>',
          subject: 'Your password was changed',
          html: '<style>p { margin: 0 }</style><p>Your password was changed.</p>',
          text: 'Your password was changed.',
        },
      },
    })
    const eventId = newId('event')
    const ownRoleId = await createRole(tx, { name: 'Pilot', organizationId: organization.id })
    await createRoleEvent(tx, { id: eventId, organizationId: organization.id, actorId: user.id, ownRoleId })
    return {
      memberRoleId: member.id,
      ownRoleId,
      apiId,
      permission: 'read:reports',
      clientId: application.id,
      previousSecretId,
      machine: await createMachine(tx, apiId),
      grantId: await createGrant(tx, {
        clientId: application.id,
        apiId,
        scope: [],
        organizationUsage: 'require',
      }),
      connectionId: await createConnection(tx, {
        strategy: 'oidc',
        displayName: 'Harbour provider',
        options: validateOptions('oidc', { issuer: 'https://idp.harbour.test/', clientId: 'foyer' }),
      }),
      emailId,
      eventId,
      keyId: key.id,
      templateRoleId,
    }
  })
  const sessionId = await tenant.createMemberSession(organization, user)
  const userRows = await createUserRows(tenant, user, rows.connectionId)
  const invitationId = await createInvitation(tenant, {
    organization,
    email: `${newId('mail')}@harbour.test`,
    roleId: rows.memberRoleId,
  })
  const made = { organization, makerId: user.id, roleId: rows.memberRoleId }
  const joining = await createJoiningRows(tenant, made)
  const domainId = await createDomain(tenant, organization)
  const support = { organizationId: organization.id, userId: user.id, sessionId }
  const supportAccessId = await tenant.write((tx) => createSupportAccess(tx, support))
  const webhook = 'webhookId' in people ? people : await tenant.write(createTenantWebhook)
  const logStreamId = 'logStreamId' in people ? people.logStreamId : await tenant.write(createPausedLogStream)
  const present = 'profileId' in people ? { profileId: people.profileId } : {}
  const { profileId, ticketId } = await tenant.write((tx) => createTicketRows(tx, organization.id, present))
  const own = {
    profileId,
    ticketId,
    logStreamId,
    sessionId,
    roleId,
    invitationId,
    domainId,
    supportAccessId,
    reviewed: '',
    ...rows,
    ...userRows,
  }
  return { ...people, ...webhook, organization, user, ...own, ...joining }
}

/** A path for the pattern of a console page. */
export function consolePathOf(pattern: string, at: ConsoleFixture): string {
  const values: Record<string, string> = {
    organizationId: at.organization.id,
    userId: at.user.id,
    roleId: at.roleId,
    ownRoleId: at.ownRoleId,
    templateRoleId: at.templateRoleId,
    apiId: at.apiId,
    permission: at.permission,
    clientId: at.clientId,
    connectionId: at.connectionId,
    emailId: at.emailId,
    eventId: at.eventId,
    webhookId: at.webhookId,
    streamId: at.logStreamId,
    profileId: at.profileId,
  }
  return pattern.replaceAll(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(values[name] ?? 'none'))
}
