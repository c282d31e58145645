import { randomBytes } from 'node:crypto'
import { managementPermissions } from '@/lib/access'
import { bypassRowSecurity, change, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { insertOrganization } from '@/lib/domain/organizations/insert-organization'
import { createTenant } from '@/lib/domain/tenants/create-tenant'
import { saveArtifact } from '@/lib/domain/tokens/artifacts'
import { saveAuthorization } from '@/lib/domain/tokens/authorizations'
import { openSession } from '@/lib/domain/users/open-session'
import { newId } from '@/lib/ids'
import { createApplication, createGrant, createUser } from '@/test/fixtures/builders'
import { connections } from './connections'

interface Credentials {
  client_id: string
  client_secret: string
}
export interface Fixture {
  tenantId: string
  /** An origin without a slash at the end. */
  url: string
  host: string
  /** May ask for tokens of an API of the tenant’s. */
  machine: Credentials
  /** May ask for tokens of the Management API, for everything that it does. */
  management: Credentials
  web: Credentials
  audience: string
  /** Live refresh tokens, each of an authorization of its own: for the API alone, and with OpenID scopes. */
  chains: Record<'api' | 'openid', string[]>
}

const tenantId = 'bench'
const audience = 'https://documents.bench.test'
const permission = 'read:documents'
const chainsOfEach = 2 * connections
const anHour = 3600

/** A tenant with applications, and a person who signed in to one of them in their organization, many times over. */
export async function makeFixture(port: number): Promise<Fixture> {
  const host = `bench.localhost:${port}`
  const url = `http://${host}`
  await createTenant({ id: tenantId, name: 'Bench', url })
  const [machine, management, web] = [credentials(), credentials(), credentials()]
  const person = await change(bypassRowSecurity('the bench prepares a tenant', tenantId), async (tx) => {
    await makeApi(tx)
    await makeClients(tx, { machine, management, web })
    return unchanged(await makeMember(tx))
  })
  const chains = { api: await signIns(web, person, permission), openid: await signIns(web, person, 'openid') }
  return { tenantId, url, host, machine, management, web, audience, chains }
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

async function makeClients(
  tx: Tx,
  { machine, management, web }: Pick<Fixture, 'machine' | 'management' | 'web'>,
): Promise<void> {
  const isMachine = { appType: 'non_interactive', grantTypes: ['client_credentials'] }
  const isForPeople = {
    appType: 'regular_web',
    grantTypes: ['authorization_code', 'refresh_token'],
    redirectUris: ['http://localhost:4000/callback'],
  }
  await createApplication(tx, { ...idAndSecret(machine), name: 'Machine', ...isMachine })
  await createApplication(tx, { ...idAndSecret(management), name: 'Management', ...isMachine })
  await createApplication(tx, { ...idAndSecret(web), name: 'Web', ...isForPeople })
  const documents = await tx.api.findFirstOrThrow({ where: { tenantId, identifier: audience } })
  const portal = await tx.api.findFirstOrThrow({ where: { tenantId, isPortal: true } })
  // The token has to live longer than the bench takes.
  await tx.api.update({
    where: { tenantId_id: { tenantId, id: portal.id } },
    data: { tokenLifetime: anHour },
  })
  await createGrant(tx, { clientId: machine.client_id, apiId: documents.id, scope: [permission] })
  await createGrant(tx, {
    clientId: management.client_id,
    apiId: portal.id,
    scope: managementPermissions.map(({ name }) => name),
    organizationUsage: 'allow',
  })
}

function idAndSecret({ client_id: id, client_secret: secret }: Credentials) {
  return { id, secret }
}

interface SignedIn {
  userId: string
  sessionId: string
  connectionId: string
  organizationId: string
}

async function makeMember(tx: Tx): Promise<SignedIn> {
  const email = 'pat@bench.test'
  const { id: userId } = await createUser(tx, { tenantId, email, name: 'Pat' })
  const owner = await tx.role.findFirstOrThrow({ where: { tenantId, name: 'Owner', usableIn: '*' } })
  const { id: organizationId } = await insertOrganization(tx, {
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
    const id = newId('authorization')
    const token = randomBytes(32).toString('base64url')
    const now = Math.floor(Date.now() / 1000)
    const common = { accountId: person.userId, clientId: web.client_id, iat: now, exp: now + anHour }
    await saveAuthorization(tenantId, {
      id,
      ...person,
      clientId: web.client_id,
      offline: true,
      expiresIn: anHour,
      payload: {
        ...common,
        kind: 'Grant',
        openid: { scope: 'openid' },
        resources: { [audience]: permission },
      },
    })
    await saveArtifact(tenantId, {
      kind: 'RefreshToken',
      id: token,
      authorizationId: id,
      expiresIn: anHour,
      payload: {
        ...common,
        kind: 'RefreshToken',
        grantId: id,
        gty: 'authorization_code',
        iiat: now,
        scope: scope === 'openid' ? `openid ${permission}` : scope,
        resource: audience,
      },
    })
    tokens.push(token)
  }
  return tokens
}
