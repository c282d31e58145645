interface NamedAddress {
  address: string
  /** Empty without one. */
  name: string
}

/** `Ann Lee <ann@acme.test>` and `"Lee, Ann" <ann@acme.test>` have the address in brackets. */
export function namedAddress(text: string): NamedAddress {
  const end = text.trimEnd()
  const start = end.lastIndexOf('<')
  if (start < 0 || !end.endsWith('>') || end.indexOf('>', start) < end.length - 1)
    return { address: text, name: '' }
  const name = end.slice(0, start).trim()
  return { address: end.slice(start + 1, -1), name: name.replace(/^["“'](.*)["”']$/s, '$1').trim() }
}
