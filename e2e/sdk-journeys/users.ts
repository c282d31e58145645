import { expect, test } from '@playwright/test'
import type { Sdk } from '../sdk'

export function userJourneys(sdk: () => Sdk): void {
  test('users, roles and permissions', async () => {
    const user = await sdk().one('users.create', {
      connection: 'password',
      email: 'una@journey.test',
      password: 'open-the-front-door',
      name: 'Una',
      email_verified: true,
      app_metadata: { seat: 1 },
      user_metadata: { lang: 'en' },
    })
    const id = user['user_id']
    expect(await sdk().one('users.update', id, { user_metadata: { lang: 'de' } })).toMatchObject({
      user_metadata: { lang: 'de' },
    })
    expect(await sdk().all('users.list', { q: 'email:"una@journey.test"' })).toMatchObject([{ user_id: id }])
    expect(await sdk().call('users.listUsersByEmail', { email: 'una@journey.test' })).toMatchObject([
      { user_id: id },
    ])
    const role = await sdk().one('roles.create', { name: 'Keeper', description: 'Keeps' })
    const permissions = [
      { resource_server_identifier: 'https://api.lumen.test', permission_name: 'read:documents' },
    ]
    await sdk().call('roles.permissions.add', role['id'], { permissions })
    expect(await sdk().all('roles.permissions.list', role['id'])).toMatchObject(permissions)
    await sdk().call('users.roles.assign', id, { roles: [role['id']] })
    expect(await sdk().all('users.roles.list', id)).toMatchObject([{ name: 'Keeper' }])
    expect(await sdk().all('roles.users.list', role['id'])).toMatchObject([{ user_id: id }])
    await sdk().call('users.permissions.create', id, { permissions })
    expect(await sdk().all('users.permissions.list', id)).toMatchObject(permissions)
    await sdk().call('users.permissions.delete', id, { permissions })
    const [permission] = permissions
    const behind = { ...permission, resource_server_identifier: 'https://api.lumen.test' }
    expect(await sdk().all('users.effectivePermissions.list', id, behind)).toMatchObject(permissions)
    expect(await sdk().all('users.effectivePermissions.sources.roles.list', id, behind)).toMatchObject([
      { name: 'Keeper' },
    ])
    const effective = (await sdk().all('users.effectiveRoles.list', id)).map(({ name }) => name)
    expect(effective.toSorted()).toEqual(['Everyone', 'Keeper'])
    await sdk().call('users.roles.delete', id, { roles: [role['id']] })
    await sdk().call('roles.users.assign', role['id'], { users: [id] })
    await sdk().call('roles.permissions.delete', role['id'], { permissions })
    expect(await sdk().one('roles.update', role['id'], { description: 'Keeps keys' })).toMatchObject({
      description: 'Keeps keys',
    })
    expect(await sdk().one('roles.get', role['id'])).toMatchObject({ name: 'Keeper' })
    await sdk().call('roles.delete', role['id'])
    expect(await sdk().all('users.sessions.list', id)).toEqual([])
    expect(await sdk().one('tickets.changePassword', { user_id: id })).toMatchObject({
      ticket: expect.stringContaining('http'),
    })
    const unverified = await sdk().one('users.create', {
      connection: 'password',
      email: 'vic@journey.test',
      password: 'open-the-front-door',
      verify_email: false,
    })
    const job = await sdk().one('jobs.verificationEmail.create', { user_id: unverified['user_id'] })
    expect(job).toMatchObject({ type: 'verification_email' })
    expect(await sdk().one('jobs.get', job['id'])).toMatchObject({ type: 'verification_email' })
    expect(await sdk().one('tickets.verifyEmail', { user_id: unverified['user_id'] })).toMatchObject({
      ticket: expect.stringContaining('http'),
    })
    await sdk().call('users.delete', id)
    expect(await sdk().refusal('users.get', id)).toEqual({ statusCode: 404, errorCode: 'inexistent_user' })
  })

  test('one user of two, and apart again', async () => {
    const connection = await sdk().one('connections.create', {
      name: 'code',
      strategy: 'github',
      options: { client_id: 'foyer', client_secret: 'secret' },
    })
    const user = await sdk().tenant.createUser('Una Lane')
    const other = await sdk().tenant.createUser('Una Else')
    await sdk().tenant.query(
      `UPDATE identities SET connection_id = $2, subject = '4711', password_hash = NULL
       WHERE tenant_id = $1 AND user_id = $3 RETURNING id`,
      [connection['id'], other.id],
    )
    const gitHub = { provider: 'github', user_id: '4711' }
    const both = await sdk().call('users.identities.link', user.id, gitHub)
    expect(both).toMatchObject([{ provider: 'auth0' }, gitHub])
    expect(await sdk().refusal('users.get', other.id)).toMatchObject({ statusCode: 404 })
    const again = await sdk().refusal('users.identities.link', user.id, gitHub)
    expect(again).toEqual({ statusCode: 409, errorCode: 'conflict' })
    const left = await sdk().call('users.identities.delete', user.id, 'github', '4711')
    expect(left).toMatchObject([{ provider: 'auth0' }])
    await sdk().call('connections.delete', connection['id'])
  })
}
