import dns from 'node:dns'

// RFC 6761 (6.3): names under localhost are loopback. Browsers hold to it, not every machine’s resolver does.
const { lookup } = dns
const { lookup: promised } = dns.promises

dns.lookup = Object.assign((name, ...rest) => Reflect.apply(lookup, dns, [known(name), ...rest]), lookup)
dns.promises.lookup = (name, ...rest) => Reflect.apply(promised, dns.promises, [known(name), ...rest])

function known(name) {
  return name.endsWith('.localhost') ? 'localhost' : name
}
