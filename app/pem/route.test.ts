import { X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { samlOptions } from '@/lib/domain/connections/saml-options'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { GET } from './route'

let opened: Awaited<ReturnType<typeof openOwnSaml>>
let elsewhere: TestTenant
let id: string

beforeAll(async () => {
  opened = await openOwnSaml()
  elsewhere = await createTestTenant()
  id = (await opened.create()).id
  // The list of tenants is kept for three seconds.
  Reflect.deleteProperty(globalThis, 'foyerTenants')
})

function get(query: string, { tenantId }: TestTenant = opened.fixture.tenant): Promise<Response> {
  return GET(new Request(`https://login.pem.test/pem${query}`, { headers: { 'x-foyer-tenant': tenantId } }))
}

describe('the certificate of a SAML connection', () => {
  it('is that of its metadata, in PEM', async () => {
    const response = await get(`?cert=${id}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/x-pem-file')
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${id}.pem"`)
    const text = await response.text()
    expect(text).toMatch(/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\n$/)
    const where = { tenantId: opened.fixture.tenant.tenantId, id }
    const { options } = await opened.fixture.tenant.read((tx) => tx.connection.findFirstOrThrow({ where }))
    const { ownCertificate } = samlOptions.parse(options)
    const { fingerprint256 } = new X509Certificate(text)
    expect(fingerprint256).toBe(new X509Certificate(ownCertificate).fingerprint256)
  })

  it('404 with a sentence: for none, for all of them, for another kind of connection and another tenant’s', async () => {
    const openId = await opened.own.create()
    const queries = ['', '?', '?cert=', '?cert=connection', '?cert=con_unknown', `?cert=${openId.id}`]
    const odd = [`?cert=${id}&cert=${id}`, `?cert=${id}%00`, `?cert=${id}%0d%0a`, `?id=${id}`, '?cert=%ff']
    for (const query of [...queries, ...odd]) {
      const response = await get(query)
      expect([query, response.status]).toEqual([query, 404])
      expect(await response.text()).toContain('Each SAML connection has its own certificate')
    }
    expect((await get(`?cert=${id}`, elsewhere)).status).toBe(404)
  })
})
