import { createHash, randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import { BrowserTenant, type BrowserUser, type BrowserOrganization } from '@/test/fixtures/browser-tenant'
import { visit, type Visitor } from './permission-visitor'

/** An organization with one of each thing that the portal’s pages change. */
export interface PortalFixture {
  tenant: BrowserTenant
  organization: BrowserOrganization
  /** Owns the organization and is signed in three times. */
  person: BrowserUser
  /** Of a sign-in that the visitor does not use. */
  otherSessionId: string
  visitor: Visitor
  /** Another owner. */
  other: BrowserUser
  /** The organization’s own role. */
  roleId: string
  memberRoleId: string
  invitationId: string
  domainId: string
  /** To an organization that the person is no member of. */
  ticket: string
  joinLinkId: string
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
}

export interface PortalUsers {
  tenant: BrowserTenant
  person: BrowserUser
  other: BrowserUser
  otherSessionId: string
  visitor: Visitor
}

export async function createPortalUsers(baseURL: string): Promise<PortalUsers> {
  const tenant = await BrowserTenant.create(baseURL)
  const person = await tenant.createUser('Paula Portal')
  const other = await tenant.createUser('Otto Other')
  const signedIn = () => visit({ at: baseURL, url: tenant.url, email: person.email })
  await signedIn()
  const [session] = await tenant.query<{ id: string }>('SELECT id FROM sessions WHERE tenant_id = $1')
  await signedIn()
  return { tenant, person, other, otherSessionId: session?.id ?? '', visitor: await signedIn() }
}

/** A new scene for one action. */
export async function createPortalFixture(people: PortalUsers): Promise<PortalFixture> {
  const { tenant, person, other } = people
  const organization = await tenant.createOrganization()
  for (const owner of [person, other]) await tenant.addMember(organization, owner, ['Owner'])
  await tenant.write((tx) =>
    tx.organization.updateMany({
      where: { id: organization.id },
      data: { primaryColor: '#1d4ed8', brandingDraft: {} },
    }),
  )
  const passkeyConnectionId = await connectionOf(tenant, 'passkey')
  const roleId = await tenant.createRole(
    'Keeper',
    [{ api: 'documents', name: 'read:documents' }],
    organization,
  )
  await tenant.query(
    `DELETE FROM enabled_connections
     WHERE tenant_id = $1 AND organization_id = $2 AND connection_id = $3 RETURNING connection_id`,
    [organization.id, passkeyConnectionId],
  )
  const [memberRole] = await tenant.query<{ id: string }>(
    `SELECT id FROM roles WHERE tenant_id = $1 AND name = 'Member'`,
  )
  const memberRoleId = memberRole?.id ?? ''
  await authenticator(people)
  return {
    ...people,
    organization,
    roleId,
    memberRoleId,
    invitationId: await invitation(tenant, {
      organization,
      email: newAddress(),
      roleId: memberRoleId,
    }),
    domainId: await domain(tenant, organization),
    ticket: await offer(people, memberRoleId),
    ...(await joinLinks(people, { organization, roleId: memberRoleId })),
    deletedId: await deleted(people),
    passkeyId: await passkey(people),
    reviewed: '',
    passkeyConnectionId,
    emailConnectionId: await connectionOf(tenant, 'email'),
  }
}

async function connectionOf(tenant: BrowserTenant, strategy: string): Promise<string> {
  const [found] = await tenant.query<{ id: string }>(
    'SELECT id FROM connections WHERE tenant_id = $1 AND strategy = $2',
    [strategy],
  )
  return found?.id ?? ''
}

interface Offer {
  organization: BrowserOrganization
  email: string
  roleId: string
  ticket?: string
}

async function invitation(
  tenant: BrowserTenant,
  { organization, email, roleId, ticket = newHex() }: Offer,
): Promise<string> {
  const id = `uinv_${newHex()}`
  await tenant.query(
    `WITH invitation AS (
       INSERT INTO invitations (tenant_id, id, organization_id, email, email_folded, inviter_name, inviter_exempt,
         offered_roles, offered_role_ids, sent_at, expires_at)
       VALUES ($1, $2, $3, $4, $4, 'Otto Other', true, ARRAY['Member'], ARRAY[$5], now() - interval '1 hour',
         now() + interval '1 day')),
     role AS (
       INSERT INTO invitation_roles (tenant_id, organization_id, invitation_id, role_id, usable_in)
       VALUES ($1, $3, $2, $5, '*'))
     INSERT INTO invitation_tickets (tenant_id, ticket_hash, organization_id, invitation_id, version, purpose)
     VALUES ($1, $6, $3, $2, 1, 'mailed') RETURNING ticket_hash`,
    [id, organization.id, email, roleId, createHash('sha256').update(ticket).digest('hex')],
  )
  return id
}

async function offer({ tenant, person }: PortalUsers, roleId: string): Promise<string> {
  const ticket = newHex()
  await invitation(tenant, {
    organization: await tenant.createOrganization(),
    email: person.email,
    roleId,
    ticket,
  })
  return ticket
}

async function joinLinks(
  { tenant, person }: PortalUsers,
  { organization, roleId }: { organization: BrowserOrganization; roleId: string },
): Promise<Pick<PortalFixture, 'joinLinkId' | 'joinToken'>> {
  const joinToken = newHex()
  const link = { makerId: person.id, roleId }
  await joinLink(tenant, { ...link, organization: await tenant.createOrganization(), token: joinToken })
  return { joinLinkId: await joinLink(tenant, { ...link, organization, token: newHex() }), joinToken }
}

async function joinLink(
  tenant: BrowserTenant,
  link: { organization: BrowserOrganization; makerId: string; roleId: string; token: string },
): Promise<string> {
  const id = `jln_${newHex()}`
  await tenant.query(
    `WITH link AS (
       INSERT INTO join_links (tenant_id, organization_id, id, token_hash, ttl_seconds, expires_at, maker_user_id, maker_held)
       VALUES ($1, $2, $3, $4, 86400, now() + interval '1 day', $5, ARRAY(
         SELECT DISTINCT p.name FROM permissions p WHERE p.tenant_id = $1 AND p.level = 'organization')))
     INSERT INTO join_link_roles (tenant_id, organization_id, join_link_id, role_id, usable_in)
     VALUES ($1, $2, $3, $6, '*') RETURNING join_link_id`,
    [
      link.organization.id,
      id,
      createHash('sha256').update(link.token).digest('hex'),
      link.makerId,
      link.roleId,
    ],
  )
  return id
}

async function domain(tenant: BrowserTenant, organization: BrowserOrganization): Promise<string> {
  const id = `ord_${newHex()}`
  await tenant.query(
    `INSERT INTO discovery_domains (tenant_id, organization_id, id, domain, verification)
     VALUES ($1, $2, $3, $4, 'none') RETURNING id`,
    [organization.id, id, `${newHex()}.test`],
  )
  return id
}

async function deleted({ tenant, person }: PortalUsers): Promise<string> {
  const organization = await tenant.createOrganization()
  await tenant.addMember(organization, person, ['Owner'])
  await tenant.query(
    `WITH held AS (
       UPDATE organization_slugs SET held_until = now() + interval '30 days' WHERE tenant_id = $1 AND organization_id = $2)
     UPDATE organizations SET deleted_at = now() WHERE tenant_id = $1 AND id = $2 RETURNING id`,
    [organization.id],
  )
  return organization.id
}

async function passkey({ tenant, person }: PortalUsers): Promise<string> {
  const id = `pky_${newHex()}`
  await tenant.query(
    `INSERT INTO passkeys (tenant_id, id, user_id, credential_id, public_key, name, transports)
     VALUES ($1, $2, $3, $2, '\\x01', 'Phone', '{}') RETURNING id`,
    [id, person.id],
  )
  return id
}

/** Its secret does not open: the person no longer signs in. */
async function authenticator({ tenant, person: { id: userId } }: PortalUsers): Promise<void> {
  const create = { userId, sealedSecret: 'none', lastUsedStep: 0 }
  const where = { tenantId_userId: { tenantId: tenant.id, userId } }
  await tenant.write((tx) => tx.authenticator.upsert({ where, create, update: {} }))
}

/** All that the tenant has, but for when sessions were last seen. */
export async function digestOf(client: Client, tenantId: string): Promise<string> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
  )
  const digests = tables.map(
    ({
      name,
    }) => `SELECT md5(string_agg((to_jsonb(t) - 'last_seen_at')::text, '|' ORDER BY to_jsonb(t)::text)) AS digest
      FROM "${name}" t WHERE t.tenant_id = $1`,
  )
  const { rows } = await client.query<{ digest: string }>(
    `SELECT md5(string_agg(digest, '|' ORDER BY digest)) AS digest FROM (${digests.join(' UNION ALL ')}) AS all_tables`,
    [tenantId],
  )
  return rows[0]?.digest ?? ''
}

function newAddress(): string {
  return `${newHex()}@journey.test`
}

function newHex(): string {
  return randomBytes(16).toString('hex')
}
