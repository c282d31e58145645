const prefix = 'urn:foyer:audience:'

/** Auth0 lets any text name an API; RFC 8707 wants a URI, so other text travels as one. */
export function resourceOf(audience: string): string {
  return URL.canParse(audience) && !audience.startsWith(prefix)
    ? audience
    : prefix + encodeURIComponent(audience)
}

/** The identifier of the API that a resource stands for; empty where no API can be called so. */
export function audienceOf(resource: string): string {
  if (!resource.startsWith(prefix)) return resource
  try {
    return decodeURIComponent(resource.slice(prefix.length)).replaceAll('\0', '')
  } catch {
    return ''
  }
}
