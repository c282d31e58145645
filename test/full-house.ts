import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person, type Place } from './house'

export interface FullHouse {
  house: House
  owner: Person
  place: Place
}

/** A tenant with at least one row in every table, for tests that walk them all. */
export async function makeFullHouse(): Promise<FullHouse> {
  const house = await makeHouse()
  const owner = await house.person({ name: 'Olga Owner' })
  const place = await house.organization({ owner })
  const ids = {
    image: newId('image'),
    invitation: newId('invitation'),
    api: newId('resourceServer'),
    role: newId('role'),
  }
  await house.arrange(async (tx) => {
    const here = { organizationId: place.id }
    await tx.image.create({
      data: {
        id: ids.image,
        ...here,
        mediaType: 'image/png',
        bytes: new Uint8Array([1]),
        width: 1,
        height: 1,
      },
    })
    await tx.api.create({ data: { id: ids.api, identifier: 'https://full.house.test', name: 'House API' } })
    await tx.permission.create({ data: { apiId: ids.api, name: 'read:rooms', openToOrganizations: true } })
    await tx.role.create({ data: { id: ids.role, name: 'Keeper', ...here } })
    await tx.rolePermission.create({
      data: { roleId: ids.role, usableIn: place.id, apiId: ids.api, name: 'read:rooms' },
    })
    await tx.userRole.create({ data: { userId: owner.id, roleId: house.role('Support') } })
    await tx.userPermission.create({ data: { userId: owner.id, apiId: ids.api, name: 'read:rooms' } })
    await tx.identity.create({
      data: {
        id: newId('identity'),
        userId: owner.id,
        connectionId: house.connection('password'),
        subject: owner.id,
        passwordHash: 'none',
      },
    })
    await tx.emailProof.create({
      data: {
        id: newId('proof'),
        purpose: 'sign_in',
        email: owner.email,
        emailFolded: owner.email,
        tokenHash: newId('proof'),
        expiresAt: new Date(),
      },
    })
    await tx.mail.create({
      data: { id: newId('mail'), ...here, recipient: owner.email, template: 'invitation', payload: {} },
    })
  })
  await house.arrange((tx) => tx.tenantBranding.create({ data: { primaryColor: '#0059d6' } }))
  await template(house, ids.api)
  await invite(house, place, ids)
  await admitMachine(house, place, ids.api)
  await signedIn(house, place, owner)
  return { house, owner, place }
}

async function template(house: House, apiId: string): Promise<void> {
  const templateRoleId = newId('templateRole')
  await house.arrange(async (tx) => {
    await tx.templateRole.create({ data: { id: templateRoleId, name: 'Keeper' } })
    await tx.templateRolePermission.create({ data: { templateRoleId, apiId, name: 'read:rooms' } })
  })
}

async function invite(house: House, place: Place, ids: { invitation: string; role: string }): Promise<void> {
  const here = { organizationId: place.id, invitationId: ids.invitation }
  await house.arrange(async (tx) => {
    await tx.invitation.create({
      data: {
        id: ids.invitation,
        organizationId: place.id,
        email: 'guest@house.test',
        emailFolded: 'guest@house.test',
        inviterName: 'Olga Owner',
        expiresAt: new Date(Date.now() + 60_000),
      },
    })
    await tx.invitationTicket.create({
      data: { ...here, ticketHash: ids.invitation, version: 1, purpose: 'mailed' },
    })
    await tx.invitationRole.create({ data: { ...here, roleId: ids.role, usableIn: place.id } })
  })
}

async function admitMachine(house: House, place: Place, apiId: string): Promise<void> {
  const [clientId, grantId] = [newId('client'), newId('clientGrant')]
  await house.arrange(async (tx) => {
    await tx.client.create({
      data: {
        id: clientId,
        name: 'Machine',
        appType: 'non_interactive',
        tokenEndpointAuthMethod: 'client_secret_post',
      },
    })
    await tx.clientSecret.create({ data: { id: newId('secret'), clientId, secretHash: 'none' } })
    await tx.clientGrant.create({ data: { id: grantId, clientId, apiId, scope: [] } })
    await tx.clientGrantOrganization.create({ data: { organizationId: place.id, grantId } })
    await tx.organizationClient.create({
      data: { organizationId: place.id, clientId, useForMemberAccess: true },
    })
  })
}

/** Everything of OpenID Connect: a key, an authorization with its code, a passkey, a domain. */
async function signedIn(house: House, place: Place, owner: Person): Promise<void> {
  const authorizationId = newId('authorization')
  const later = new Date(Date.now() + 60_000)
  await house.arrange(async (tx) => {
    const client = await tx.client.findFirstOrThrow({ where: { tenantId: house.tenantId } })
    await tx.signingKey.create({ data: { id: newId('signingKey'), state: 'retired', publicJwk: {} } })
    await tx.authorization.create({
      data: {
        ...{ id: authorizationId, clientId: client.id, userId: owner.id, sessionId: owner.sessionId },
        ...{ connectionId: house.connection('password'), organizationId: place.id },
        ...{ payload: {}, expiresAt: later },
      },
    })
    await tx.tokenArtifact.create({
      data: {
        kind: 'AuthorizationCode',
        idHash: authorizationId,
        authorizationId,
        payload: {},
        expiresAt: later,
      },
    })
    await tx.passkey.create({
      data: {
        ...{ id: newId('passkey'), userId: owner.id, credentialId: owner.id, name: 'Key' },
        publicKey: new Uint8Array([1]),
      },
    })
    await tx.pausedConnection.create({
      data: { organizationId: place.id, connectionId: house.connection('email') },
    })
    await tx.discoveryDomain.create({
      data: {
        ...{ id: newId('discoveryDomain'), organizationId: place.id },
        ...{ domain: 'house.test', verification: 'foyer' },
      },
    })
  })
}
