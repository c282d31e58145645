const prefix = 'urn:foyer:audience:'

/** Auth0 lets any text identify an API; RFC 8707 requires a URI, so other text is encoded as one. */
export function resourceOf(audience: string): string {
  return URL.canParse(audience) && !audience.startsWith(prefix)
    ? audience
    : prefix + encodeURIComponent(audience)
}

/** Empty if no API can have this identifier. */
export function audienceOf(resource: string): string {
  if (!resource.startsWith(prefix)) return resource
  try {
    return decodeURIComponent(resource.slice(prefix.length)).replaceAll('\0', '')
  } catch {
    return ''
  }
}
