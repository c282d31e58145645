import dns, { type LookupAddress } from 'node:dns'

// RFC 6761 (6.3): names under localhost are loopback. Browsers hold to it, not every machine’s resolver does.
const { lookup } = dns
const { lookup: promised } = dns.promises

dns.lookup = Object.assign(
  (name: string, ...rest: unknown[]): unknown => Reflect.apply(lookup, dns, [known(name), ...rest]),
  lookup,
)
dns.promises.lookup = (name: string, ...rest: unknown[]): Promise<LookupAddress & LookupAddress[]> =>
  Reflect.apply(promised, dns.promises, [known(name), ...rest]) as Promise<LookupAddress & LookupAddress[]>

function known(name: string): string {
  return name.endsWith('.localhost') ? 'localhost' : name
}
