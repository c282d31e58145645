/** The application’s login page with the organization as a parameter, or its front page. */
export function applicationUrl(
  client: { initiateLoginUri: string | null; redirectUris: readonly string[] },
  organizationId: string,
): string | null {
  const { initiateLoginUri, redirectUris } = client
  return isWeb(initiateLoginUri)
    ? loginAt(initiateLoginUri, organizationId)
    : (redirectUris.map(originOf).find(isWeb) ?? null)
}

function loginAt(uri: string, organization: string): string {
  const url = new URL(uri)
  url.searchParams.set('organization', organization)
  return url.href
}

function originOf(uri: string): string | null {
  return URL.canParse(uri) ? new URL(uri).origin : null
}

/** Other schemes could run a script. */
function isWeb(uri: string | null): uri is string {
  return uri !== null && URL.canParse(uri) && /^https?:$/.test(new URL(uri).protocol)
}
