import { expect, test } from '@playwright/test'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { parseProviderMetadata } from '@/lib/federation/saml/provider-metadata'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { managementToken } from '@/test/fixtures/applications'
import { createConnection, ownIssuer } from '@/test/fixtures/browser-connections'
import { createSaml } from '@/test/fixtures/browser-saml'
import { BrowserTenant, type BrowserOrganization } from '@/test/fixtures/browser-tenant'
import { createTicketRows } from '@/test/fixtures/sso-ticket-rows'
import { providerMetadata } from '@/test/saml-identity-provider'
import { listActions, type Action } from './actions'
import { actionBudget, exceeded, writeBudget } from './budgets'
import { call, type Answer } from './oidc-caller'
import { type Cost, StatementLog } from './statement-log'

test.describe.configure({ mode: 'serial' })

let log: StatementLog
let tenant: BrowserTenant

test.beforeAll(async ({ baseURL }) => {
  log = await StatementLog.open()
  tenant = await BrowserTenant.create(baseURL)
})
test.afterAll(() => log.close())

const actions = listActions().filter(({ file }) => file.includes('app/connect/'))

/** An organization and its links: two for connections that are still to be created, and one for each of its own. */
async function createLinks() {
  const organization = await tenant.createOrganization('Harbour')
  const openId = await createConnection(tenant, { owner: organization, options: { issuer: ownIssuer } })
  const saml = await createSaml(tenant, organization)
  const [certificate = ''] = saml.samlCertificates
  return {
    certificate,
    new: await createLink(organization),
    newSaml: await createLink(organization),
    openId: await createLink(organization, openId.id),
    saml: await createLink(organization, saml.samlConnectionId),
  }
}

type Links = Awaited<ReturnType<typeof createLinks>>

async function createLink({ id }: BrowserOrganization, connectionId?: string): Promise<string> {
  const given = connectionId === undefined ? {} : { connectionId }
  const { ticket } = await tenant.write((tx) => createTicketRows(tx, id, given))
  return ticket
}

const openId = { provider: 'oidc', display_name: 'Harbour login', issuer: ownIssuer, client_id: 'foyer' }

function metadataOf({ certificate }: Links) {
  const metadata = providerMetadata({
    issuer: 'https://login.acme.test/idp',
    signInUrl: 'https://login.acme.test/start',
    keys: [{ key: '', certificate }],
  })
  return { metadata, reviewed: sha256Hex(JSON.stringify(parseProviderMetadata(metadata, 'metadata'))) }
}

type Link = Exclude<keyof Links, 'certificate'>

/** In the order in which they can be done: the last one ends its link. */
const inputs: Record<string, [Link, (links: Links) => Record<string, string>]> = {
  create: ['new', () => ({ ...openId, client_secret: 'a secret', reviewed: sha256Hex(`${ownIssuer} `) })],
  createSaml: ['newSaml', (links) => ({ ...metadataOf(links), display_name: 'Harbour login' })],
  save: ['openId', () => ({ ...openId, display_name: 'Harbour pilots', present_issuer: ownIssuer })],
  saveClaims: ['openId', () => ({ claim_email: 'upn' })],
  replaceSecret: ['openId', () => ({ client_secret: 'another secret' })],
  replaceMetadata: ['saml', metadataOf],
  saveAttributes: ['saml', () => ({ attribute_email: 'upn' })],
  rename: ['saml', () => ({ display_name: 'Harbour pilots' })],
  finish: ['openId', () => ({})],
}

async function send({ id }: Action, ticket: string, fields: Record<string, string>): Promise<Answer> {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(`_1_${field}`, value)
  form.append('0', JSON.stringify([ticket, { status: 'idle' }, '$K1']))
  const response = new Response(form)
  return call(tenant.url, `/connect/${ticket}`, {
    method: 'POST',
    headers: {
      'content-type': response.headers.get('content-type') ?? '',
      'next-action': id,
      accept: 'text/x-component',
      origin: tenant.url,
    },
    body: Buffer.from(await response.arrayBuffer()),
  })
}

test('no action of a link’s pages costs more than its budget, with the page that it renders again', async () => {
  expect(actions.map(({ name }) => name).sort()).toEqual(Object.keys(inputs).sort())
  const least = new Map<string, Cost>()
  // The tenant and its keys are kept for some time, so that one request in several reads them.
  for (let times = 0; times < 3; times++) {
    const links = await createLinks()
    for (const [name, [link, fields]] of Object.entries(inputs)) {
      const action = actions.find((one) => one.name === name)
      if (!action) throw new Error(`There is no action ${name}.`)
      if (name === 'finish') await noteTest()
      const { cost, result } = await log.costOf(tenant.id, () => send(action, links[link], fields(links)))
      expect(result.text, name).toContain('"status":"done"')
      const before = least.get(name)
      if (!before || cost.statements.length < before.statements.length) least.set(name, cost)
    }
  }
  for (const [name, cost] of least) {
    expect(cost.statements.length, name).toBeGreaterThan(2)
    expect.soft(exceeded(cost, actionBudget), name).toBeNull()
  }
})

/** What was changed is to be tested again. */
function noteTest() {
  return tenant.query(
    `UPDATE connections SET tested_at = now(), test_problem = NULL
     WHERE tenant_id = $1 AND organization_id IS NOT NULL RETURNING id`,
  )
}

test('creating and revoking a link by the API costs no more than its budget', async () => {
  const { bearer } = await managementToken(tenant)
  const { id: organization } = await tenant.createOrganization('Harbour')
  const { profileId } = await tenant.write((tx) => createTicketRows(tx, organization))
  const ask = (path: string, body: object) =>
    call(tenant.url, `/api/v2/self-service-profiles/${profileId}/sso-ticket${path}`, {
      method: 'POST',
      headers: { authorization: bearer, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const links: string[] = []
  const created = await log.leastCostOf(tenant.id, async () => {
    const answer = await ask('', {
      connection_config: { name: randomBytes(6).toString('hex') },
      enabled_organizations: [{ organization_id: organization }],
    })
    links.push(z.object({ ticket: z.string() }).parse(answer.json).ticket)
    return answer
  })
  const revoked = await log.leastCostOf(tenant.id, () =>
    ask(`/${links.pop()?.split('/').at(-1) ?? ''}/revoke`, {}),
  )
  expect([created.result.status, revoked.result.status]).toEqual([201, 202])
  for (const { cost } of [created, revoked]) {
    expect(cost.transactions).toBe(1)
    expect(exceeded(cost, writeBudget)).toBeNull()
  }
})
