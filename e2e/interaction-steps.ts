import type { Page } from '@playwright/test'
import { randomBytes } from 'node:crypto'
import * as client from 'openid-client'
import pg from 'pg'
import { asSuperuser } from './database'
import { demoTenantNamed, redirectUri } from './relying-party'
import { newAddress, newSlug, password } from './support'

/** Changes lumen by SQL where no page can. @throws if the statement returns no row: it changed nothing */
async function arrange(text: string, values: readonly unknown[]): Promise<pg.QueryResultRow> {
  const connection = new pg.Client(asSuperuser())
  await connection.connect()
  try {
    const { rows } = await connection.query<pg.QueryResultRow>(text, [...values])
    const [first] = rows
    if (!first) throw new Error(`Nothing came back from: ${text}`)
    return first
  } finally {
    await connection.end()
  }
}

interface Manner {
  usage: 'deny' | 'allow' | 'require'
  behavior?: 'no_prompt' | 'pre_login_prompt' | 'post_login_prompt'
  discovery?: readonly string[]
}

/** A new single-page application for one test. */
export async function ownApplication({
  usage,
  behavior = 'no_prompt',
  discovery = ['email', 'organization_name'],
}: Manner): Promise<client.Configuration> {
  const id = `own${randomBytes(12).toString('hex')}`
  await arrange(
    `INSERT INTO clients (tenant_id, id, name, app_type, grant_types, token_endpoint_auth_method, redirect_uris,
       logout_urls, organization_usage, organization_require_behavior, organization_discovery_methods)
     VALUES ('lumen', $1, 'Notes', 'spa', $2, 'none', $3, '{}', $4, $5, $6) RETURNING id`,
    [id, ['authorization_code', 'refresh_token'], [redirectUri], usage, behavior, discovery],
  )
  return client.discovery(new URL(`${demoTenantNamed('lumen').url}/`), id, undefined, client.None(), {
    execute: [client.allowInsecureRequests],
  })
}

export interface Place {
  id: string
  slug: string
  displayName: string
}

/** An organization with the tenant’s usual connections and nobody in it. */
export async function organization(displayName = 'Harbour'): Promise<Place> {
  const made = { id: `org_${randomBytes(8).toString('hex')}`, slug: newSlug('harbour'), displayName }
  await arrange(
    `WITH place AS (
       INSERT INTO organizations (tenant_id, id, slug, display_name, updated_at) VALUES ('lumen', $1, $2, $3, now())),
     slug AS (
       INSERT INTO organization_slugs (tenant_id, slug, skeleton, organization_id) VALUES ('lumen', $2, $2, $1))
     INSERT INTO enabled_connections (tenant_id, organization_id, connection_id)
     SELECT 'lumen', $1, id FROM connections WHERE tenant_id = 'lumen' AND is_default RETURNING connection_id`,
    [made.id, made.slug, made.displayName],
  )
  return made
}

export interface Somebody {
  id: string
  email: string
}

/** A user with a verified address and the demo’s password, as a member of these organizations. */
export async function somebody(...organizations: readonly Place[]): Promise<Somebody> {
  const person = { id: `auth0|${randomBytes(12).toString('hex')}`, email: newAddress('sol') }
  await arrange(
    `WITH person AS (
       INSERT INTO users (tenant_id, id, email, email_folded, email_verified_at, name, updated_at)
       VALUES ('lumen', $1, $2, $2, now(), 'Sol Somebody', now()))
     INSERT INTO identities (tenant_id, id, user_id, connection_id, subject, password_hash)
     SELECT 'lumen', $1, $1, i.connection_id, $1, i.password_hash
     FROM identities i JOIN users u ON u.tenant_id = i.tenant_id AND u.id = i.user_id
     WHERE i.tenant_id = 'lumen' AND u.email = 'ann@acme.test' AND i.password_hash IS NOT NULL RETURNING id`,
    [person.id, person.email],
  )
  for (const { id } of organizations) {
    await arrange(
      `WITH member AS (INSERT INTO members (tenant_id, organization_id, user_id) VALUES ('lumen', $1, $2))
       INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
       SELECT 'lumen', $1, $2, id, usable_in FROM roles
       WHERE tenant_id = 'lumen' AND usable_in = '*' AND name = 'Member' RETURNING role_id`,
      [id, person.id],
    )
  }
  return person
}

/** Makes the user’s sign-ins look this many seconds older. */
export async function ageSessions({ id }: Somebody, seconds: number): Promise<void> {
  await arrange(
    `UPDATE sessions SET auth_time = auth_time - make_interval(secs => $2)
     WHERE tenant_id = 'lumen' AND user_id = $1 RETURNING id`,
    [id, seconds],
  )
}

type Flag = 'assign_membership_on_login' | 'show_as_button' | 'is_signup_enabled'

/** Sets flags of a connection that is enabled in the organization. */
export async function set(
  { id }: Place,
  strategy: string,
  flags: Partial<Record<Flag, boolean>>,
): Promise<void> {
  for (const [flag, on] of Object.entries(flags)) {
    await arrange(
      `UPDATE enabled_connections e SET ${pg.escapeIdentifier(flag)} = $3 FROM connections c
       WHERE e.tenant_id = 'lumen' AND e.organization_id = $1 AND c.tenant_id = 'lumen' AND c.id = e.connection_id
         AND c.strategy = $2 RETURNING e.connection_id`,
      [id, strategy, on],
    )
  }
}

/** Adds a domain that is verified by DNS for the organization. */
export async function prove({ id }: Place, domain: string): Promise<void> {
  await arrange(
    `INSERT INTO discovery_domains (tenant_id, organization_id, id, domain, verification, verified_at)
     VALUES ('lumen', $1, $2, $3, 'proven', now()) RETURNING id`,
    [id, `ord_${randomBytes(10).toString('hex')}`, domain],
  )
}

export async function enterPassword(page: Page, email?: string): Promise<void> {
  if (email !== undefined) await page.getByRole('textbox', { name: 'Email', exact: true }).fill(email)
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
