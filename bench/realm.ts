import { randomBytes } from 'node:crypto'
import { asSystem, change, unchanged } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { makeOrganization } from '@/lib/domain/organizations/make-organization'
import { makeTenant } from '@/lib/domain/tenants/make-tenant'
import { keepArtifact } from '@/lib/domain/tokens/keep-artifact'
import { saveAuthorization } from '@/lib/domain/tokens/save-authorization'
import { makeUser } from '@/lib/domain/users/make-user'
import { openSession } from '@/lib/domain/users/open-session'
import { newId } from '@/lib/ids'

interface Credentials {
  client_id: string
  client_secret: string
}
export interface Realm {
  host: string
  machine: Credentials
  web: Credentials
  audience: string
  /** Live refresh tokens, each of an authorization of its own: for the API alone, and with OpenID scopes. */
  chains: Record<'api' | 'openid', string[]>
}

const tenantId = 'bench'
const audience = 'https://documents.bench.test'
const permission = 'read:documents'
const chainsOfEach = 160
const anHour = 3600

/** A tenant with a machine, and a person who signed in to an application in her organization, many times over. */
export async function makeRealm(port: number): Promise<Realm> {
  const host = `bench.localhost:${port}`
  await makeTenant({ id: tenantId, name: 'Bench', url: `http://${host}` })
  const [machine, web] = [credentials(), credentials()]
  const person = await change(asSystem('the bench prepares a tenant', tenantId), async (tx) => {
    await makeApi(tx)
    await makeClients(tx, machine, web)
    return unchanged(await makeMember(tx))
  })
  const chains = { api: await signIns(web, person, permission), openid: await signIns(web, person, 'openid') }
  return { host, machine, web, audience, chains }
}

function credentials(): Credentials {
  return { client_id: newId('client'), client_secret: newId('clientSecret') }
}

async function makeApi(tx: Tx): Promise<void> {
  const apiId = newId('resourceServer')
  await tx.api.create({ data: { id: apiId, identifier: audience, name: 'Documents' } })
  await tx.permission.create({ data: { apiId, name: permission } })
  await tx.tenant.update({ where: { id: tenantId }, data: { defaultAudience: audience } })
}

async function makeClients(tx: Tx, machine: Credentials, web: Credentials): Promise<void> {
  const api = await tx.api.findFirstOrThrow({ where: { tenantId, identifier: audience } })
  const common = { tokenEndpointAuthMethod: 'client_secret_post', organizationUsage: 'allow' }
  await tx.client.createMany({
    data: [
      {
        ...common,
        id: machine.client_id,
        name: 'Machine',
        appType: 'non_interactive',
        grantTypes: ['client_credentials'],
      },
      {
        ...{ ...common, id: web.client_id, name: 'Web', appType: 'regular_web' },
        ...{
          grantTypes: ['authorization_code', 'refresh_token'],
          redirectUris: ['http://localhost:4000/callback'],
        },
      },
    ],
  })
  for (const { client_id: clientId, client_secret: secret } of [machine, web]) {
    await tx.clientSecret.create({ data: { id: newId('secret'), clientId, secretHash: sha256Hex(secret) } })
  }
  await tx.clientGrant.create({
    data: { id: newId('clientGrant'), clientId: machine.client_id, apiId: api.id, scope: [permission] },
  })
}

interface SignedIn {
  userId: string
  sessionId: string
  connectionId: string
  organizationId: string
}

async function makeMember(tx: Tx): Promise<SignedIn> {
  const email = 'pat@bench.test'
  const { id: userId } = await makeUser(tx, {
    tenantId,
    email,
    emailFolded: email,
    name: 'Pat',
    proven: true,
  })
  const owner = await tx.role.findFirstOrThrow({ where: { tenantId, name: 'Owner', usableIn: '*' } })
  const { id: organizationId } = await makeOrganization(tx, {
    slug: 'bench',
    displayName: 'Bench',
    owner: { userId, roleId: owner.id },
  })
  const { id: connectionId } = await tx.connection.findFirstOrThrow({ where: { tenantId, name: 'password' } })
  const { opened } = await openSession(tx, { tenantId, userId, connectionId, amr: ['pwd'] })
  return { userId, sessionId: opened.sessionId, connectionId, organizationId }
}

/** What so many sign-ins to the application leave behind, as the provider keeps it; returns their refresh tokens. */
async function signIns(web: Credentials, person: SignedIn, scope: string): Promise<string[]> {
  const tokens: string[] = []
  while (tokens.length < chainsOfEach) {
    const [id, token] = [newId('authorization'), randomBytes(32).toString('base64url')]
    const now = Math.floor(Date.now() / 1000)
    const common = { accountId: person.userId, clientId: web.client_id, iat: now, exp: now + anHour }
    await saveAuthorization(tenantId, {
      ...{ id, ...person, clientId: web.client_id, offline: true, expiresIn: anHour },
      payload: {
        ...{ ...common, kind: 'Grant', openid: { scope: 'openid' }, resources: { [audience]: permission } },
      },
    })
    await keepArtifact(tenantId, {
      ...{ kind: 'RefreshToken', id: token, authorizationId: id, expiresIn: anHour },
      payload: {
        ...{ ...common, kind: 'RefreshToken', grantId: id, gty: 'authorization_code', iiat: now },
        ...{ scope: scope === 'openid' ? `openid ${permission}` : scope, resource: audience },
      },
    })
    tokens.push(token)
  }
  return tokens
}
