import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createRole } from '@/test/fixtures/builders'
import { DomainsApi, newDomain } from '@/test/fixtures/domains-api'
import { MyOrganizationMachine } from '@/test/fixtures/my-organization-machine'
import { IdentityProvider } from '@/test/identity-provider'
import { type MyOrganizationCaller, startMyOrganizationApi } from '@/test/my-organization-api'
import { connectProvider, idIn } from '@/test/my-organization-providers'
import { myOrganizationOperations } from './table'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let domains: DomainsApi
let asOwner: MyOrganizationCaller
/** No sign-in method concerns it. */
let asMachine: MyOrganizationCaller

beforeAll(async () => {
  domains = await DomainsApi.open()
  const api = await startMyOrganizationApi(domains.tenant)
  asOwner = await api.as(domains.at.owner, domains.at.organization)
  const machine = await MyOrganizationMachine.create(api, [domains.at.organization])
  asMachine = await machine.at(domains.at.organization)
})
afterAll(() => domains.close())

it('409: a domain that another organization has verified is not verified again', async () => {
  const domain = newDomain()
  const { json } = await asOwner.send('POST', 'domains', { domain })
  await domains.addVerified(domains.at.elsewhere, domain)
  domains.dns.says(String(json['verification_host']), String(json['verification_txt']))
  const path = `domains/${String(json['id'])}`
  expect((await asOwner.send('POST', `${path}/verify`)).json).toMatchObject({
    status: 409,
    detail: expect.stringMatching(/another organization has already verified this domain/),
  })
  expect((await asOwner.get(path)).json).toMatchObject({ status: 'pending' })
})

it('409: a member gets at most 50 roles, and the last owner keeps theirs', async () => {
  const { tenant, at } = domains
  const user = await tenant.createUser()
  await tenant.addMember(at.organization, user)
  const roles = await tenant.write(async (tx) => {
    const made: string[] = []
    for (let number = 1; number <= 50; number++)
      made.push(await createRole(tx, { name: `Role ${number}`, organizationId: at.organization.id }))
    return made
  })
  const path = `members/${encodeURIComponent(user.id)}/roles`
  for (let from = 0; from < 49; from += 7)
    expect((await asOwner.send('POST', path, { role_ids: roles.slice(from, from + 7) })).status).toBe(204)
  expect((await asOwner.send('POST', path, { role_ids: roles.slice(49) })).json).toMatchObject({
    status: 409,
    detail: 'No more roles can be assigned to this organization member.',
  })
  expect((await asOwner.get(`${path}?take=100`)).rows('roles')).toHaveLength(50)
  const own = `members/${encodeURIComponent(at.owner.id)}`
  await asOwner.send('POST', `${own}/roles`, { role_ids: [tenant.role('Viewer')] })
  const last = await asOwner.send('POST', `${own}/unassign-roles`, { role_ids: [tenant.role('Owner')] })
  expect(last.json).toMatchObject({ status: 409, title: 'Configuration issue' })
})

it('409: the last sign-in method is not detached', async () => {
  const { tenant, at } = domains
  const provider = await IdentityProvider.start([])
  const path = await connectProvider(asMachine, provider)
  await asMachine.send('PATCH', path, { is_enabled: true })
  const others = { organizationId: at.organization.id, connectionId: { not: idIn(path) } }
  const setOthers = (isEnabled: boolean) =>
    tenant.write((tx) => tx.enabledConnection.updateMany({ where: others, data: { isEnabled } }))
  await setOthers(false)
  expect((await asMachine.send('POST', `${path}/detach`)).json).toMatchObject({
    status: 409,
    detail: 'At least one sign-in method must stay enabled. Enable another one first.',
  })
  expect((await asMachine.get(path)).json).toMatchObject({ is_enabled: true })
  await setOthers(true)
  expect((await asMachine.send('POST', `${path}/detach`)).status).toBe(204)
  await provider.stop()
})

it('413: a body of more than 100 KB, for every operation that has one', async () => {
  const raw = JSON.stringify({ display_name: 'a'.repeat(110_000) })
  for (const { method, path, operation } of myOrganizationOperations)
    if (operation.body) {
      const at = path.slice(1).replaceAll(/\{\w+\}/g, 'unknown')
      expect((await asOwner.request(method, at, { raw })).status, `${method} ${path}`).toBe(413)
    }
})
