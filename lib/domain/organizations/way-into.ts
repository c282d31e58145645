/** Where a member opens an application: its own login page, told which organization it is for, or its front page. */
export function wayInto(
  client: { initiateLoginUri: string | null; redirectUris: readonly string[] },
  organizationId: string,
): string | null {
  const { initiateLoginUri, redirectUris } = client
  return isWeb(initiateLoginUri)
    ? loginAt(initiateLoginUri, organizationId)
    : (redirectUris.map(originOf).find(isWeb) ?? null)
}

/** An application that can begin a sign-in by itself is told which organization it is for. */
function loginAt(uri: string, organization: string): string {
  const url = new URL(uri)
  url.searchParams.set('organization', organization)
  return url.href
}

function originOf(uri: string): string | null {
  return URL.canParse(uri) ? new URL(uri).origin : null
}

/** A custom scheme opens nothing here, and some would run. */
function isWeb(uri: string | null): uri is string {
  return uri !== null && URL.canParse(uri) && /^https?:$/.test(new URL(uri).protocol)
}
