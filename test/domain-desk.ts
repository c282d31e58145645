import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { addDomain } from '@/lib/domain/domains/add-domain'
import { checkDomain } from '@/lib/domain/domains/check-domain'
import type { Domain } from '@/lib/domain/domains/read-domain'
import { DnsServer } from './dns-server'
import { makeHouse, type House, type Person, type Place } from './house'

/** Two organizations of one owner, and the name server that the product asks. */
export class DomainDesk {
  private constructor(
    readonly dns: DnsServer,
    readonly house: House,
    readonly at: { owner: Person; place: Place; elsewhere: Place },
  ) {}

  /** Before anything else of a test file: the environment is read once. */
  static async open(): Promise<DomainDesk> {
    const dns = await DnsServer.start()
    process.env['DNS_SERVERS'] = dns.address
    const house = await makeHouse()
    const owner = await house.person()
    const [place, elsewhere] = [await house.organization({ owner }), await house.organization({ owner })]
    return new DomainDesk(dns, house, { owner, place, elsewhere })
  }

  async close(): Promise<void> {
    await this.dns.stop()
    await disconnect()
  }

  accessAt(place: Place) {
    return this.house.accessTo(
      place,
      this.at.owner,
      'read:organization_discovery_domains',
      'create:organization_discovery_domains',
      'update:organization_discovery_domains',
      'delete:organization_discovery_domains',
    )
  }

  async added(place: Place, domain = newDomain()): Promise<Domain> {
    return addDomain(await this.accessAt(place), { domain })
  }

  async proven(place: Place, domain = newDomain()): Promise<Domain> {
    const { id, host, verification } = await this.added(place, domain)
    this.dns.says(host, verification)
    return checkDomain(await this.accessAt(place), id)
  }

  eventsOf(id: string) {
    return this.house.look((tx) =>
      tx.auditEvent.findMany({
        where: { tenantId: this.house.tenantId, targetId: id },
        select: { type: true, organizationId: true, details: true },
        orderBy: { id: 'asc' },
      }),
    )
  }
}

/** A name that no other test uses. */
export function newDomain(): string {
  return `d${newId('session').slice(4).toLowerCase()}.test`
}
