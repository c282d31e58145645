import type { Browser, Page } from '@playwright/test'
import { randomBytes } from 'node:crypto'
import { get } from 'node:http'
import pg from 'pg'
import { asSuperuser } from './database'
import { signIn } from './support'

export interface OwnPlace {
  id: string
  slug: string
  displayName: string
}

export interface OwnPerson {
  id: string
  email: string
  name: string
}

/** An API of the tenant’s and one of its permissions; the portal’s own is called `portal`, the other `documents`. */
export interface OwnPermission {
  api: 'portal' | 'documents'
  name: string
}

const tenantRoles = ['Owner', 'Admin', 'Member', 'Viewer', 'Operator', 'Support', 'Everyone']

/**
 * A tenant of a test’s own inside the running product: lumen’s APIs, tenant roles and connections under the same ids,
 * and nothing else of it, so that a test may flip its settings while others run. Made by SQL, since no page makes one.
 */
export class OwnTenant {
  private constructor(
    readonly id: string,
    /** The tenant’s origin, without a slash at the end. */
    readonly url: string,
  ) {}

  /**
   * Ready once the server knows the new host, within some seconds.
   * @param baseURL where lumen is served
   * @param front where the tenant is found, if something stands before it
   * @param found what makes it, if it is not to be like lumen
   */
  static async make(
    baseURL: string | undefined,
    front?: string,
    found = (tenant: OwnTenant) => tenant.found(),
  ): Promise<OwnTenant> {
    const id = `own-${randomBytes(5).toString('hex')}`
    const base = new URL(baseURL ?? 'http://localhost:3100')
    const url = new URL(front ?? base)
    url.hostname = `${id}.localhost`
    const tenant = new OwnTenant(id, url.origin)
    await found(tenant)
    await known(base, url.host)
    return tenant
  }

  /** Switches inherit_global_permissions_in_organizations; the next request sees it. */
  async inherit(on: boolean): Promise<void> {
    await this.query(
      'UPDATE tenants SET inherit_global_permissions_in_organizations = $2 WHERE id = $1 RETURNING id',
      [on],
    )
  }

  async organization(displayName = 'Harbour'): Promise<OwnPlace> {
    const place = { id: `org_${newHex()}`, slug: `place-${newHex()}`, displayName }
    await this.query(
      `WITH place AS (
         INSERT INTO organizations (tenant_id, id, slug, display_name, updated_at) VALUES ($1, $2, $3, $4, now())),
       slug AS (
         INSERT INTO organization_slugs (tenant_id, slug, skeleton, organization_id) VALUES ($1, $3, $3, $2))
       INSERT INTO enabled_connections (tenant_id, organization_id, connection_id)
       SELECT $1, $2, id FROM connections WHERE tenant_id = $1 AND is_default RETURNING connection_id`,
      [place.id, place.slug, displayName],
    )
    return place
  }

  /** A user with a verified address and the demo’s password. */
  async person(name: string): Promise<OwnPerson> {
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${newHex()}@journey.test`
    const person = { id: `auth0|${randomBytes(12).toString('hex')}`, email, name }
    await this.query(
      `WITH person AS (
         INSERT INTO users (tenant_id, id, email, email_folded, email_verified_at, name, updated_at)
         VALUES ($1, $2, $3, $3, now(), $4, now()))
       INSERT INTO identities (tenant_id, id, user_id, connection_id, subject, password_hash)
       SELECT $1, $2, $2, i.connection_id, $2, i.password_hash
       FROM identities i JOIN users u ON u.tenant_id = i.tenant_id AND u.id = i.user_id
       WHERE i.tenant_id = 'lumen' AND u.email = 'ann@acme.test' AND i.password_hash IS NOT NULL RETURNING id`,
      [person.id, email, name],
    )
    return person
  }

  async member(place: OwnPlace, person: OwnPerson, roles: readonly string[]): Promise<void> {
    await this.query(
      `INSERT INTO members (tenant_id, organization_id, user_id) VALUES ($1, $2, $3) RETURNING user_id`,
      [place.id, person.id],
    )
    if (roles.length === 0) return
    await this.query(
      `INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
       SELECT $1, $2, $3, id, usable_in FROM roles
       WHERE tenant_id = $1 AND usable_in IN ('*', $2) AND name = ANY ($4) RETURNING role_id`,
      [place.id, person.id, roles],
    )
  }

  async suspendMember(place: OwnPlace, person: OwnPerson): Promise<void> {
    await this.query(
      `UPDATE members SET suspended_at = now()
       WHERE tenant_id = $1 AND organization_id = $2 AND user_id = $3 RETURNING user_id`,
      [place.id, person.id],
    )
  }

  /** Tenant roles, held at tenant level. */
  async give(person: OwnPerson, roles: readonly string[]): Promise<void> {
    await this.query(
      `INSERT INTO user_roles (tenant_id, user_id, role_id)
       SELECT $1, $2, id FROM roles WHERE tenant_id = $1 AND usable_in = '*' AND name = ANY ($3) RETURNING role_id`,
      [person.id, roles],
    )
  }

  /** A permission given to the person directly, at tenant level. */
  async permit(person: OwnPerson, { api, name }: OwnPermission): Promise<void> {
    await this.query(
      `INSERT INTO user_permissions (tenant_id, user_id, api_id, name)
       SELECT $1, $2, id, $4 FROM apis WHERE tenant_id = $1 AND is_portal = $3 RETURNING name`,
      [person.id, api === 'portal', name],
    )
  }

  /** A tenant role, or one of an organization’s own, with these permissions. */
  async role(name: string, permissions: readonly OwnPermission[], place?: OwnPlace): Promise<string> {
    const roleId = `rol_${newHex()}`
    await this.query(
      `INSERT INTO roles (tenant_id, id, name, organization_id) VALUES ($1, $2, $3, $4) RETURNING id`,
      [roleId, name, place?.id ?? null],
    )
    for (const permission of permissions) {
      await this.query(
        `INSERT INTO role_permissions (tenant_id, role_id, usable_in, api_id, name)
         SELECT $1, r.id, r.usable_in, a.id, $4 FROM roles r JOIN apis a ON a.tenant_id = r.tenant_id
         WHERE r.tenant_id = $1 AND r.id = $2 AND a.is_portal = $3 RETURNING name`,
        [roleId, permission.api === 'portal', permission.name],
      )
    }
    return roleId
  }

  /** A page in a new browser context, on this tenant, with the person signed in. */
  async open(browser: Browser, person: OwnPerson): Promise<Page> {
    const context = await browser.newContext({ baseURL: this.url, reducedMotion: 'reduce', locale: 'en-GB' })
    const page = await context.newPage()
    await signIn(page, person.email)
    await page.waitForLoadState('networkidle')
    return page
  }

  /** The tenant’s id is $1. @throws if the statement returns no row: it changed nothing */
  async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client(asSuperuser())
    await client.connect()
    try {
      const { rows } = await client.query<Row>(text, [this.id, ...values])
      if (rows.length === 0) throw new Error(`Nothing came back from: ${text}`)
      return rows
    } finally {
      await client.end()
    }
  }

  private async found(): Promise<void> {
    await this.query(`INSERT INTO tenants (id, name, url, host) VALUES ($1, 'Own', $2, $3) RETURNING id`, [
      this.url,
      new URL(this.url).host,
    ])
    await this.query(
      `INSERT INTO connections (tenant_id, id, name, strategy, display_name, is_default)
       SELECT $1, id, name, strategy, display_name, is_default FROM connections
       WHERE tenant_id = 'lumen' AND is_default RETURNING id`,
    )
    await this.query(
      `INSERT INTO apis (tenant_id, id, identifier, name, is_portal, enforce_policies, token_dialect)
       SELECT $1, id, CASE WHEN is_portal THEN $2 ELSE identifier END, name, is_portal, enforce_policies, token_dialect
       FROM apis WHERE tenant_id = 'lumen' AND (is_portal OR identifier = 'https://api.lumen.test') RETURNING id`,
      [`${this.url}/api/v2/`],
    )
    await this.query(
      `INSERT INTO permissions (tenant_id, api_id, name, description, level, open_to_organizations)
       SELECT $1, p.api_id, p.name, p.description, p.level, p.open_to_organizations
       FROM permissions p JOIN apis a ON a.tenant_id = $1 AND a.id = p.api_id
       WHERE p.tenant_id = 'lumen' RETURNING name`,
    )
    await this.foundRoles()
  }

  private async foundRoles(): Promise<void> {
    await this.query(
      `INSERT INTO roles (tenant_id, id, name, description, assignable, everyone, is_owner, joins, created_at)
       SELECT $1, id, name, description, assignable, everyone, is_owner, joins, created_at FROM roles
       WHERE tenant_id = 'lumen' AND usable_in = '*' AND name = ANY ($2) RETURNING id`,
      [tenantRoles],
    )
    await this.query(
      `INSERT INTO role_permissions (tenant_id, role_id, usable_in, api_id, name)
       SELECT $1, rp.role_id, rp.usable_in, rp.api_id, rp.name
       FROM role_permissions rp JOIN roles r ON r.tenant_id = $1 AND r.id = rp.role_id
       JOIN permissions p ON p.tenant_id = $1 AND p.api_id = rp.api_id AND p.name = rp.name
       WHERE rp.tenant_id = 'lumen' RETURNING role_id`,
    )
  }
}

function newHex(): string {
  return randomBytes(6)
    .toString('hex')
    .replaceAll(/[0158]/g, 'x')
}

/** Waits until the server answers for this host; it reads its tenants again within three seconds. */
async function known(base: URL, host: string): Promise<void> {
  const deadline = Date.now() + 30_000
  while ((await statusOf(base, host)) !== 200) {
    if (Date.now() > deadline) throw new Error(`The server does not know ${host}.`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

function statusOf(base: URL, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = get(new URL('/sign-in', base), { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('error', reject)
  })
}
