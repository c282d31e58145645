import { expect, it } from 'vitest'
import { bypassRowSecurity } from '@/lib/db/transaction'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { addOrganizationConnection } from './add-organization-connection'
import { addSamlCertificate } from './saml-certificates'
import { warnOfExpiringCertificates } from './warn-of-expiring-certificates'

function days(count: number): Date {
  return new Date(Date.now() + count * 24 * 60 * 60_000)
}

it('members who may change a connection are told twice before its last certificate expires', async () => {
  const keys = await createSamlKeys(20)
  const { own, create, fixture } = await openOwnSaml()
  const { tenant, here, owner } = fixture
  const { tenantId } = tenant
  const [admin, viewer, operator] = await Promise.all([tenant.createUser(), tenant.createUser(), own.at()])
  await Promise.all([tenant.addMember(here, admin, ['Admin']), tenant.addMember(here, viewer, ['Viewer'])])
  const { id } = await create({ certificates: [keys.certificate] })
  await create({ certificates: [keys.certificate] })
  const access = bypassRowSecurity('the cleanup covers the whole tenant', tenantId)
  const warn = (now?: Date) => warnOfExpiringCertificates(access, now)
  expect(await warn()).toBe(0)

  await addOrganizationConnection(operator, { id, ifPresent: 'enable' })
  expect(await warn(days(-11))).toBe(0)
  const first = await Promise.all([warn(), warn()])
  expect(first.toSorted()).toEqual([0, 1])
  expect(await warn(days(14))).toBe(1)
  expect(await warn(days(19))).toBe(0)
  const mails = await tenant.read((tx) =>
    tx.mail.findMany({ where: { tenantId, template: 'certificate_expiring' } }),
  )
  const told = mails.map(({ recipient }) => recipient).toSorted()
  expect(told).toEqual([admin.email, admin.email, owner.email, owner.email].toSorted())
  expect((await own.eventsOn(id)).map(({ type }) => type)).toEqual([
    'connection.created',
    'connection.enabled',
    'connection.expiry_reported',
    'connection.expiry_reported',
  ])

  await addSamlCertificate(operator, { id, certificate: (await createSamlKeys()).certificate })
  expect(await warn(days(19))).toBe(0)
})
