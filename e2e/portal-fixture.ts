import { sha256Hex } from '@/lib/domain/crypto/digest'
import { newId } from '@/lib/ids'
import {
  createConnection,
  createOwnConnection,
  ownIssuer,
  type OwnConnectionIds,
} from '@/test/fixtures/browser-connections'
import {
  createSaml,
  createTestedSaml,
  type OwnSamlIds,
  type UnconfirmedSaml,
} from '@/test/fixtures/browser-saml'
import { addDomain, createInvitation as insertInvitation } from '@/test/fixtures/builders'
import { BrowserTenant, type BrowserUser, type BrowserOrganization } from '@/test/fixtures/browser-tenant'
import { createTicketRows } from '@/test/fixtures/sso-ticket-rows'
import { createWebhookWithAttempt, type WebhookIds } from '@/test/fixtures/webhook-rows'
import { createDirectory, type DirectoryIds } from './directory-rows'
import { createJoiningRows, createJoinLink, type JoiningRows, newHex } from './joining-rows'
import { visit, type Visitor } from './permission-visitor'

const anHour = 3_600_000
const aDay = 24 * anHour

/** An organization with one of each thing that the portal’s pages change. */
export interface PortalFixture
  extends JoiningRows, OwnConnectionIds, OwnSamlIds, UnconfirmedSaml, WebhookIds {
  tenant: BrowserTenant
  organization: BrowserOrganization
  /** Owns the organization and is signed in three times. */
  person: BrowserUser
  /** Of a sign-in that the visitor does not use. */
  otherSessionId: string
  visitor: Visitor
  /** That the person can join by the domain of their address. */
  joinableId: string
  /** Another owner. */
  other: BrowserUser
  /** Of the other owner, and used in the organization. */
  memberSessionId: string
  /** The organization’s own role. */
  roleId: string
  memberRoleId: string
  invitationId: string
  /** Verified. */
  domainId: string
  /** To an organization that the person is no member of. */
  ticket: string
  /** Of self-service, for the connection of another organization. */
  ssoTicket: string
  /** Of another organization, that the person is no member of. */
  joinToken: string
  /** That the person has deleted. */
  deletedId: string
  passkeyId: string
  /** What saves another name of the role; empty before it was looked at. */
  reviewed: string
  /** Switched on. */
  emailConnectionId: string
  /** Switched off. */
  passkeyConnectionId: string
  /** Of another connection of the organization’s own; it runs with the permissions of the other owner. */
  directory: DirectoryIds
}

export interface PortalUsers {
  tenant: BrowserTenant
  person: BrowserUser
  other: BrowserUser
  otherSessionId: string
  visitor: Visitor
  joinableId: string
}

export async function createPortalUsers(baseURL: string): Promise<PortalUsers> {
  const tenant = await BrowserTenant.create(baseURL)
  const person = await tenant.createUser('Paula Portal')
  const other = await tenant.createUser('Otto Other')
  const signedIn = () => visit({ at: baseURL, url: tenant.url, email: person.email })
  await signedIn()
  const [session] = await tenant.query<{ id: string }>('SELECT id FROM sessions WHERE tenant_id = $1')
  await signedIn()
  const joinableId = await createJoinableOrganization(tenant, person)
  return { tenant, person, other, otherSessionId: session?.id ?? '', visitor: await signedIn(), joinableId }
}

async function createJoinableOrganization(
  tenant: BrowserTenant,
  { id: setBy, email }: BrowserUser,
): Promise<string> {
  const { id: organizationId } = await tenant.createOrganization()
  await tenant.write(async (tx) => {
    const { id: roleId } = await tx.role.findFirstOrThrow({ where: { tenantId: tenant.id, name: 'Viewer' } })
    const domain = email.split('@')[1] ?? ''
    const domainId = await addDomain(tx, { organizationId, domain, isVerified: true })
    const permissions = await tx.rolePermission.findMany({ where: { tenantId: tenant.id, roleId } })
    const held = permissions.map(({ name }) => name)
    await tx.domainJoinSetting.create({
      data: { organizationId, domainId, roleId, usableIn: '*', setBy, held },
    })
  })
  return organizationId
}

/** New rows for one action. */
export async function createPortalFixture(people: PortalUsers): Promise<PortalFixture> {
  const { tenant, person, other } = people
  const organization = await tenant.createOrganization()
  for (const owner of [person, other]) await tenant.addMember(organization, owner, ['Owner'])
  const roleId = await tenant.createRole(
    'Keeper',
    [{ api: 'documents', name: 'read:documents' }],
    organization,
  )
  const ids = await tenant.write(async (tx) => {
    const look = { primaryColor: '#1d4ed8', brandingDraft: {} }
    await tx.organization.updateMany({ where: { id: organization.id }, data: look })
    const ofStrategy = (strategy: string) => tx.connection.findFirstOrThrow({ where: { strategy } })
    const passkey = await ofStrategy('passkey')
    const where = { organizationId: organization.id, connectionId: passkey.id }
    await tx.enabledConnection.deleteMany({ where })
    const email = await ofStrategy('email')
    const member = await tx.role.findFirstOrThrow({ where: { name: 'Member' } })
    return { emailConnectionId: email.id, passkeyConnectionId: passkey.id, memberRoleId: member.id }
  })
  await setAuthenticator(people)
  await setPicture(people)
  return {
    ...people,
    organization,
    memberSessionId: await tenant.createMemberSession(organization, other),
    roleId,
    ...ids,
    invitationId: await createInvitation(tenant, {
      organization,
      email: `${newHex()}@journey.test`,
      roleId: ids.memberRoleId,
    }),
    domainId: await createDomain(tenant, organization),
    ticket: await inviteElsewhere(people, ids.memberRoleId),
    ...(await createJoinLinks(people, { organization, roleId: ids.memberRoleId })),
    ssoTicket: await createTicket(tenant),
    deletedId: await createDeletedOrganization(people),
    passkeyId: await createPasskey(people),
    reviewed: '',
    ...(await createOwnConnection(tenant, organization)),
    ...(await tenant.write((tx) => createWebhookWithAttempt(tx, organization.id))),
    ...(await createSaml(tenant, organization)),
    ...(await createTestedSaml(tenant, organization, person)),
    directory: await createDirectory(tenant, { organization, maker: other, members: 2 }),
  }
}

interface InvitationSettings {
  organization: BrowserOrganization
  email: string
  roleId: string
  ticket?: string
}

export async function createInvitation(
  tenant: BrowserTenant,
  { organization, email, roleId, ticket = newHex() }: InvitationSettings,
): Promise<string> {
  const organizationId = organization.id
  return tenant.write(async (tx) => {
    const inviter = { inviterName: 'Otto Other', inviterExempt: true }
    const offered = { offeredRoles: ['Member'], offeredRoleIds: [roleId] }
    const sentAt = new Date(Date.now() - anHour)
    const invitationId = await insertInvitation(tx, { organizationId, email, ...inviter, ...offered, sentAt })
    const of = { organizationId, invitationId }
    await tx.invitationRole.create({ data: { ...of, roleId, usableIn: '*' } })
    await tx.invitationTicket.create({
      data: { ...of, ticketHash: sha256Hex(ticket), version: 1, purpose: 'mailed' },
    })
    return invitationId
  })
}

/** @returns the ticket of an invitation to an organization that the person is no member of */
async function inviteElsewhere({ tenant, person }: PortalUsers, roleId: string): Promise<string> {
  const ticket = newHex()
  const organization = await tenant.createOrganization()
  await createInvitation(tenant, { organization, email: person.email, roleId, ticket })
  return ticket
}

async function createJoinLinks(
  { tenant, person }: PortalUsers,
  { organization, roleId }: { organization: BrowserOrganization; roleId: string },
): Promise<JoiningRows & { joinToken: string }> {
  const joinToken = newHex()
  const link = { makerId: person.id, roleId }
  await createJoinLink(tenant, { ...link, organization: await tenant.createOrganization(), token: joinToken })
  return { ...(await createJoiningRows(tenant, { ...link, organization })), joinToken }
}

async function createTicket(tenant: BrowserTenant): Promise<string> {
  const owner = await tenant.createOrganization()
  const { id: connectionId } = await createConnection(tenant, { owner, options: { issuer: ownIssuer } })
  const { ticket } = await tenant.write((tx) => createTicketRows(tx, owner.id, { connectionId }))
  return ticket
}

export function createDomain(tenant: BrowserTenant, { id }: BrowserOrganization): Promise<string> {
  const settings = { organizationId: id, domain: `${newHex()}.test`, isVerified: true }
  return tenant.write((tx) => addDomain(tx, settings))
}

async function createDeletedOrganization({ tenant, person }: PortalUsers): Promise<string> {
  const organization = await tenant.createOrganization()
  await tenant.addMember(organization, person, ['Owner'])
  await tenant.write(async (tx) => {
    const heldUntil = new Date(Date.now() + 30 * aDay)
    await tx.organizationSlug.updateMany({ where: { organizationId: organization.id }, data: { heldUntil } })
    await tx.organization.updateMany({ where: { id: organization.id }, data: { deletedAt: new Date() } })
  })
  return organization.id
}

async function createPasskey({ tenant, person }: PortalUsers): Promise<string> {
  const id = newId('passkey')
  const passkey = { credentialId: id, publicKey: Buffer.from([1]), name: 'Phone', transports: [] }
  await tenant.write((tx) => tx.passkey.create({ data: { id, userId: person.id, ...passkey } }))
  return id
}

/** Its secret does not open: the person no longer signs in. */
async function setAuthenticator({ tenant, person: { id: userId } }: PortalUsers): Promise<void> {
  const create = { userId, sealedSecret: 'none', lastUsedStep: 0 }
  const where = { tenantId_userId: { tenantId: tenant.id, userId } }
  await tenant.write((tx) => tx.authenticator.upsert({ where, create, update: {} }))
}

async function setPicture({ tenant, person: { id: userId } }: PortalUsers): Promise<void> {
  const create = { userId, id: newHex(), mediaType: 'image/png', bytes: Buffer.from([1]) }
  const where = { tenantId_userId: { tenantId: tenant.id, userId } }
  await tenant.write((tx) => tx.userPicture.upsert({ where, create, update: {} }))
}
